import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { KubeProxyAddonOptions } from './addon-options';
import { configMapChecksum } from './config-map';
import { CONFIGURATION_DIRECTORY } from './configuration-from-props';
import { objectMetadata } from '../objects/object-metadata';

export interface DaemonSetParts {
  readonly name: string;
  readonly image: string;
  readonly configMap: ApiObject;
  /** The key of the ConfigMap that holds the configuration. */
  readonly configurationKey: string;
  readonly namespace: string;
  readonly serviceAccountName: string;
  readonly options: KubeProxyAddonOptions;
}

/**
 * kubeadm's DaemonSet (upstream `cmd/kubeadm/app/phases/addons/proxy/manifests.go`, `KubeProxyDaemonSet19`). Added
 * to it is the checksum of the ConfigMap, by which a change of it restarts the pods: kube-proxy reads it at its
 * start only.
 */
export function createDaemonSet(scope: Construct, parts: DaemonSetParts): ApiObject {
  const { name, configMap, namespace, options } = parts;
  // Two DaemonSets of a namespace whose selectors overlap take each other's pods for their own.
  const labels = { 'k8s-app': name };
  return new ApiObject(scope, 'DaemonSet', {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: objectMetadata({ name, namespace, labels }, options.daemonSetMetadata),
    spec: {
      selector: { matchLabels: labels },
      updateStrategy: { type: 'RollingUpdate' },
      template: {
        metadata: {
          labels,
          annotations: { 'cdk8s-nftables/config-checksum': Lazy.any({ produce: () => configMapChecksum(configMap) }) },
        },
        spec: podSpec(parts),
      },
    },
  });
}

function podSpec({ image, configMap, configurationKey, serviceAccountName, options }: DaemonSetParts) {
  return {
    priorityClassName: 'system-node-critical',
    containers: [{
      name: 'kube-proxy',
      image,
      imagePullPolicy: 'IfNotPresent',
      command: ['/usr/local/bin/kube-proxy', `--config=${CONFIGURATION_DIRECTORY}/${configurationKey}`, '--hostname-override=$(NODE_NAME)'],
      securityContext: { privileged: true },
      volumeMounts: [
        { mountPath: CONFIGURATION_DIRECTORY, name: 'kube-proxy' },
        { mountPath: '/run/xtables.lock', name: 'xtables-lock', readOnly: false },
        { mountPath: '/lib/modules', name: 'lib-modules', readOnly: true },
      ],
      env: [{ name: 'NODE_NAME', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } }],
    }],
    hostNetwork: true,
    serviceAccountName,
    volumes: [
      { name: 'kube-proxy', configMap: { name: configMap.name } },
      { name: 'xtables-lock', hostPath: { path: '/run/xtables.lock', type: 'FileOrCreate' } },
      { name: 'lib-modules', hostPath: { path: '/lib/modules' } },
    ],
    tolerations: [{ operator: 'Exists' }],
    nodeSelector: { 'kubernetes.io/os': 'linux', ...options.nodeSelector },
  };
}
