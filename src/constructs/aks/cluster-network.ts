/**
 * The network plugin of an AKS cluster.
 */
export enum AksNetworkPlugin {
  /** Azure CNI. */
  AZURE = 'azure',
  /** kubenet. */
  KUBENET = 'kubenet',
  /** None: the cluster brings its own CNI plugin. */
  NONE = 'none',
}

/**
 * What enforces the network policies of an AKS cluster.
 */
export enum AksNetworkPolicy {
  /** Azure Network Policy Manager, which does not work with kube-proxy in IPVS mode. */
  AZURE = 'azure',
  /** Calico, as AKS installs it. */
  CALICO = 'calico',
  /** Cilium, as AKS installs it. */
  CILIUM = 'cilium',
  /** Nothing that AKS installs. */
  NONE = 'none',
}

/**
 * The network data plane of an AKS cluster.
 */
export enum AksNetworkDataplane {
  /** Azure's, with kube-proxy. */
  AZURE = 'azure',
  /** Azure CNI powered by Cilium, which replaces kube-proxy. */
  CILIUM = 'cilium',
}
