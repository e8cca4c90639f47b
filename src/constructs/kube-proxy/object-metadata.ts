import { ApiObjectMetadata } from 'cdk8s';

/** The name of the ConfigMap, which the Role and the DaemonSet refer to. */
export function nameOf(metadata: ApiObjectMetadata | undefined): string {
  return metadata?.name ?? 'kube-proxy';
}

/** The namespace of the ConfigMap, and so of the rest of the add-on; the chart's is not meant for kube-proxy. */
export function namespaceOf(metadata: ApiObjectMetadata | undefined): string {
  return metadata?.namespace ?? 'kube-system';
}
