import { ApiObjectMetadata } from 'cdk8s';
import { KubeProxyAddonOptions } from './addon-options';
import { isKubeProxyConfigMapName } from '../../programs/kube-proxy/config-map';

/** The name of the ConfigMap, which the Role and the DaemonSet refer to. */
export function nameOf(metadata: ApiObjectMetadata | undefined): string {
  return metadata?.name ?? 'kube-proxy';
}

/** The namespace of the ConfigMap, and so of the rest of the add-on; the chart's is not meant for kube-proxy. */
export function namespaceOf(metadata: ApiObjectMetadata | undefined): string {
  return metadata?.namespace ?? 'kube-system';
}

/**
 * What the objects of the add-on are named after. A ConfigMap of kube-proxy's own name, or EKS's, belongs to the DaemonSet kube-proxy; with another
 * one this is a second kube-proxy beside it, whose objects may not be the first one's.
 */
export function addonNameOf(metadata: ApiObjectMetadata | undefined): string {
  const name = nameOf(metadata);
  return isKubeProxyConfigMapName(name) ? 'kube-proxy' : name;
}

/** The DaemonSet's name, which its pods are labeled with and selected by. */
export function daemonSetNameOf(metadata: ApiObjectMetadata | undefined, { daemonSetMetadata }: KubeProxyAddonOptions): string {
  return daemonSetMetadata?.name ?? addonNameOf(metadata);
}
