/** What is common to the ways to install a chart. */
export interface DeliveryOptions {
  /**
   * The namespace of Cilium. Another one than kube-system is made by whoever installs the chart; rendered by cdk8s, it has to exist.
   *
   * @default kube-system
   */
  readonly namespaceName?: string;
  /**
   * The name of the release.
   *
   * @default cilium
   */
  readonly releaseName?: string;
}

/** How a file of values is written. */
export interface ValuesFileOptions extends DeliveryOptions {
  /**
   * The path of the file in the app's output folder. It may not end with .yaml, .yml or .json, which are manifests.
   *
   * @default cilium/cilium.values
   */
  readonly path?: string;
}

/** How Flux installs the chart. */
export interface FluxDeliveryOptions extends DeliveryOptions {
  /**
   * The namespace of the objects of Flux.
   *
   * @default flux-system
   */
  readonly objectsNamespace?: string;
  /**
   * How often Flux compares, as in `30m` or `1h`.
   *
   * @default 1h
   */
  readonly interval?: string;
  /**
   * Whether the chart comes from the OCI registry quay.io/cilium/charts, by an OCIRepository, and not from https://helm.cilium.io.
   *
   * @default false
   */
  readonly oci?: boolean;
}

/** How Argo CD installs the chart. */
export interface ArgoCdDeliveryOptions extends DeliveryOptions {
  /**
   * The namespace of the Application.
   *
   * @default argocd
   */
  readonly objectsNamespace?: string;
  /**
   * The project.
   *
   * @default default
   */
  readonly project?: string;
  /**
   * The address of the API server of the cluster that Cilium is for.
   *
   * @default https://kubernetes.default.svc
   */
  readonly server?: string;
  /**
   * Whether Argo CD synchronizes by itself, and removes what is gone.
   *
   * @default false
   */
  readonly automated?: boolean;
  /**
   * The version of Kubernetes that the chart is rendered for, as in `1.34.0`.
   *
   * @default - that of the cluster
   */
  readonly kubernetesVersion?: string;
  /**
   * Further API versions that the chart is told the cluster has, as in `monitoring.coreos.com/v1`.
   *
   * @default - those of the cluster
   */
  readonly apiVersions?: string[];
}

/** How cdk8s renders the chart. */
export interface HelmDeliveryOptions extends DeliveryOptions {
  /**
   * The version of Kubernetes that the chart is rendered for, as in `1.34.0`. Helm does not ask the cluster.
   */
  readonly kubernetesVersion: string;
  /**
   * The API versions that the chart is told the cluster has.
   *
   * @default - none
   */
  readonly apiVersions?: string[];
  /**
   * The program.
   *
   * @default helm
   */
  readonly helmExecutable?: string;
  /**
   * A chart on disk, with which nothing is downloaded.
   *
   * @default - the chart of https://helm.cilium.io
   */
  readonly chartPath?: string;
}
