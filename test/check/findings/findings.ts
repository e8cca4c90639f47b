import { Finding } from '../../../src/check/findings/finding';
import { nftablesFindings } from '../../../src/check/goals/nftables';
import { NftablesRule } from '../../../src/check/goals/nftables/rule';
import { Cluster } from '../../../src/cluster/cluster';
import { Plain } from '../../support/builders';

/** What one rule finds in objects. */
export function found(rule: NftablesRule, objects: readonly Plain[], targetVersion = '1.36'): Finding[] {
  return nftablesFindings(clusterOf(objects), targetVersion, [rule]);
}

export function clusterOf(objects: readonly Plain[]): Cluster {
  return Cluster.of(objects.map(object => ({ object })));
}

/** kube-proxy's ConfigMap with some fields of its configuration. */
export function kubeProxy(configuration: Plain): Plain {
  const document = { apiVersion: 'kubeproxy.config.k8s.io/v1alpha1', kind: 'KubeProxyConfiguration', ...configuration };
  const metadata = { namespace: 'kube-system', name: 'kube-proxy' };
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { 'config.conf': JSON.stringify(document) } };
}

/** kubeadm's ConfigMap with some fields of its ClusterConfiguration. */
export function kubeadm(configuration: Plain): Plain {
  const document = { apiVersion: 'kubeadm.k8s.io/v1beta4', kind: 'ClusterConfiguration', ...configuration };
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { namespace: 'kube-system', name: 'kubeadm-config' },
    data: { ClusterConfiguration: JSON.stringify(document) },
  };
}

/** A Node with what its kubelet tells of the machine. */
export function machine(
  name: string, nodeInfo: Plain, more: { readonly labels?: Plain; readonly spec?: Plain; readonly address?: string } = {},
): Plain {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels: more.labels ?? {} },
    spec: more.spec ?? {},
    status: { addresses: [{ type: 'InternalIP', address: more.address ?? '192.168.10.11' }], nodeInfo: { operatingSystem: 'linux', ...nodeInfo } },
  };
}

/** A DaemonSet of one container. */
export function daemonSet(
  namespacedName: string, image: string, more: { readonly container?: Plain; readonly spec?: Plain; readonly metadata?: Plain } = {},
): Plain {
  const [namespace, name] = namespacedName.split('/');
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { namespace, name, ...more.metadata },
    spec: { selector: {}, template: { metadata: {}, spec: { containers: [{ name, image, ...more.container }], ...more.spec } } },
  };
}

/** The severity and message of each finding, and the objects with their details. */
export function summary(findings: readonly Finding[]): Plain[] {
  return findings.map(({ severity, message, objects }) => ({
    severity,
    message,
    objects: objects.map(({ kind, objectNamespace: namespace, name, detail }) =>
      `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}${detail === undefined ? '' : `: ${detail}`}`),
  }));
}
