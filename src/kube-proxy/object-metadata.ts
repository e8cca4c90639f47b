import { ApiObjectMetadata } from 'cdk8s';

/** kubeadm's metadata of an object, with the user's over it. */
export function objectMetadata(kubeadms: ApiObjectMetadata & { readonly name: string }, users: ApiObjectMetadata | undefined): ApiObjectMetadata {
  return {
    ...users,
    name: users?.name ?? kubeadms.name,
    namespace: users?.namespace ?? kubeadms.namespace,
    labels: { ...kubeadms.labels, ...users?.labels },
    annotations: { ...kubeadms.annotations, ...users?.annotations },
  };
}

/** The name of the ConfigMap, which the Role and the DaemonSet refer to. */
export function nameOf(metadata: ApiObjectMetadata | undefined): string {
  return metadata?.name ?? 'kube-proxy';
}

/** The namespace of the ConfigMap, and so of the rest of the add-on; the chart's is not meant for kube-proxy. */
export function namespaceOf(metadata: ApiObjectMetadata | undefined): string {
  return metadata?.namespace ?? 'kube-system';
}
