import { createHash } from 'crypto';
import { ApiObject, ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import { nameOf, namespaceOf } from './object-metadata';
import { objectMetadata } from '../objects/object-metadata';

/** kubeadm's ConfigMap: upstream `cmd/kubeadm/app/phases/addons/proxy/manifests.go`, `KubeProxyConfigMap19`. */
export function createConfigMap(
  scope: Construct,
  data: Readonly<Record<string, string>>,
  notices: readonly string[],
  metadata: ApiObjectMetadata | undefined,
): ApiObject {
  const annotations: Record<string, string> = notices.length > 0 ? { 'cdk8s-nftables/notice': notices.join('\n') } : {};
  const kubeadms = {
    name: nameOf(metadata),
    namespace: namespaceOf(metadata),
    labels: { app: 'kube-proxy' },
    annotations,
  };
  return new ApiObject(scope, 'Resource', { apiVersion: 'v1', kind: 'ConfigMap', metadata: objectMetadata(kubeadms, metadata), data });
}

/** SHA-256 over the data that a ConfigMap will have, JSON patches included. */
export function configMapChecksum(configMap: ApiObject): string {
  const data: Record<string, string> = configMap.toJson().data ?? {};
  const sorted = Object.entries(data).sort(([a], [b]) => a < b ? -1 : 1);
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex');
}

/**
 * kubeadm's kubeconfig: kube-proxy's ServiceAccount, and an address that works without kube-proxy.
 *
 * @param server an https URL of letters that YAML needs no quotes for
 */
export function kubeconfigText(server: string): string {
  return `apiVersion: v1
kind: Config
clusters:
- cluster:
    certificate-authority: /var/run/secrets/kubernetes.io/serviceaccount/ca.crt
    server: ${server}
  name: default
contexts:
- context:
    cluster: default
    namespace: default
    user: default
  name: default
current-context: default
users:
- name: default
  user:
    tokenFile: /var/run/secrets/kubernetes.io/serviceaccount/token`;
}
