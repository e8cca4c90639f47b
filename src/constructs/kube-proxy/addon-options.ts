import { ApiObjectMetadata } from 'cdk8s';

/**
 * The rest of kubeadm's kube-proxy add-on: what is needed besides the ConfigMap's `config.conf`.
 */
export interface KubeProxyAddonOptions {
  /**
   * The URL of the API server as the nodes reach it, which must not need kube-proxy: `https://k8s.example.internal:6443`.
   */
  readonly controlPlaneEndpoint: string;

  /**
   * kube-proxy's image.
   *
   * @default - `<imageRepository>/kube-proxy:v<kubernetesVersion>`, for which kubernetesVersion has to be a full version such as `1.36.3`
   */
  readonly image?: string;

  /**
   * The repository that the default image is pulled from.
   *
   * @default - registry.k8s.io
   */
  readonly imageRepository?: string;

  /**
   * Labels of the nodes that kube-proxy is to run on, besides `kubernetes.io/os: linux`.
   *
   * @default - none: every Linux node
   */
  readonly nodeSelector?: { readonly [key: string]: string };

  /**
   * The ServiceAccount's name.
   *
   * @default - kube-proxy; the ConfigMap's name for a second kube-proxy, whose ConfigMap has another name than kube-proxy's or EKS's
   */
  readonly serviceAccountName?: string;

  /**
   * The name of the ClusterRoleBinding to the ClusterRole `system:node-proxier`.
   *
   * @default - kubeadm:node-proxier; `kubeadm:node-proxier:NAME` for a second kube-proxy, with its ConfigMap's name
   */
  readonly clusterRoleBindingName?: string;

  /**
   * The group that may read the ConfigMap: `kubeadm join` reads it with a bootstrap token.
   *
   * @default - system:bootstrappers:kubeadm:default-node-token
   */
  readonly bootstrapTokenGroup?: string;

  /**
   * The DaemonSet's name, labels and annotations, where they are not kubeadm's. The label `k8s-app`, by which it selects its pods, is its name.
   *
   * @default - the name kube-proxy, or the ConfigMap's for a second kube-proxy, and the ConfigMap's namespace
   */
  readonly daemonSetMetadata?: ApiObjectMetadata;
}
