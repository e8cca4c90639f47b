import { IstioDelivery } from './istio-delivery';

/** A platform that the charts of Istio have a file of settings for. Other platforms, such as EKS, AKS and kind, need none. */
export enum IstioPlatform {
  /** Google Kubernetes Engine, from Istio 1.25 on. */
  GKE = 'gke',
  /** k3d: k3s in containers. */
  K3D = 'k3d',
  /** k3s. */
  K3S = 'k3s',
  /** MicroK8s. */
  MICROK8S = 'microk8s',
  /** minikube with the driver docker. */
  MINIKUBE = 'minikube',
  /** Red Hat OpenShift. */
  OPENSHIFT = 'openshift',
}

/** The agent on each node that brings pods into the mesh: istio-cni. */
export interface IstioCniSettings {
  /**
   * The directory of CNI plugins on the nodes.
   *
   * @default - that of the platform; `/home/kubernetes/bin` on GKE, where the chart cannot always find it out
   */
  readonly binDirectory?: string;
  /**
   * The directory of CNI configurations on the nodes.
   *
   * @default - that of the platform
   */
  readonly configurationDirectory?: string;
  /**
   * Namespaces whose pods are never captured.
   *
   * @default - kube-system
   */
  readonly excludedNamespaces?: string[];
  /**
   * Whether istio-cni has a configuration of its own, which comes first, so that no pod starts on a node before it is ready. From Istio 1.27 on.
   *
   * @default - true from Istio 1.27 on, but false on OpenShift
   */
  readonly ownConfiguration?: boolean;
  /**
   * Whether ztunnel answers DNS for hosts of the mesh.
   *
   * @default - true from Istio 1.25 on
   */
  readonly dnsCapture?: boolean;
}

/** The proxy on each node: ztunnel. */
export interface ZtunnelSettings {
  /**
   * Its namespace.
   *
   * @default - that of istiod; kube-system on OpenShift
   */
  readonly namespaceName?: string;
  /**
   * The name of its objects and its service account, from Istio 1.26 on. istiod trusts it then.
   *
   * @default ztunnel
   */
  readonly resourceName?: string;
  /**
   * How long connections may go on when it is updated, in seconds.
   *
   * @default 30
   */
  readonly terminationGracePeriodSeconds?: number;
}

/** Further values of the charts, as Helm takes them. They are laid over those that are made of the properties. */
export interface IstioChartValues {
  /**
   * Of the chart base.
   *
   * @default - none
   */
  readonly istioBase?: { readonly [name: string]: any };
  /**
   * Of the chart istiod. Write what is below `pilot` there: the profile outweighs flat keys.
   *
   * @default - none
   */
  readonly istiod?: { readonly [name: string]: any };
  /**
   * Of the chart cni. Write what is below `cni` there: the profile outweighs flat keys.
   *
   * @default - none
   */
  readonly cni?: { readonly [name: string]: any };
  /**
   * Of the chart ztunnel.
   *
   * @default - none
   */
  readonly ztunnel?: { readonly [name: string]: any };
}

/** Properties of `AmbientMesh`. */
export interface AmbientMeshProps {
  /** The release of Istio, as in `1.30.3`. 1.24 to 1.31 are known. */
  readonly version: string;
  /**
   * The platform, where it is one with settings of its own.
   *
   * @default - none
   */
  readonly platform?: IstioPlatform;
  /**
   * The namespace of istiod.
   *
   * @default istio-system
   */
  readonly namespaceName?: string;
  /**
   * Whether istio-cni writes nftables rules instead of iptables rules, from Istio 1.28 on. It does not depend on the mode of kube-proxy; nodes without
   * the modules of iptables, such as those of RHEL 10, need it.
   *
   * @default false
   */
  readonly nativeNftables?: boolean;
  /**
   * The agent on each node.
   *
   * @default - that of the platform
   */
  readonly cni?: IstioCniSettings;
  /**
   * The proxy on each node.
   *
   * @default - that of the platform
   */
  readonly ztunnel?: ZtunnelSettings;
  /**
   * Further values of the charts.
   *
   * @default - none
   */
  readonly values?: IstioChartValues;
  /**
   * How the charts get to the cluster.
   *
   * @default IstioDelivery.fromCommands()
   */
  readonly delivery?: IstioDelivery;
}
