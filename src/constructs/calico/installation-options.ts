/**
 * The product that the operator installs.
 */
export enum CalicoVariant {
  /** Calico Open Source. */
  CALICO = 'Calico',
  /** Calico Enterprise, whose name in the Installation is TigeraSecureEnterprise before operator 1.43. */
  CALICO_ENTERPRISE = 'CalicoEnterprise',
}

/**
 * The kind of cluster, where the operator does not find it out by itself.
 */
export enum CalicoKubernetesProvider {
  /** Amazon EKS. */
  EKS = 'EKS',
  /** Google GKE. */
  GKE = 'GKE',
  /** Azure AKS. */
  AKS = 'AKS',
  /** Red Hat OpenShift. */
  OPENSHIFT = 'OpenShift',
  /** Mirantis Kubernetes Engine. */
  DOCKER_ENTERPRISE = 'DockerEnterprise',
  /** RKE2. */
  RKE2 = 'RKE2',
  /** VMware Tanzu. */
  TKG = 'TKG',
  /** kind, from Calico 3.31. */
  KIND = 'Kind',
}

/**
 * A CNI plugin.
 */
export enum CalicoCniPlugin {
  /** Calico's own. */
  CALICO = 'Calico',
  /** GKE's. */
  GKE = 'GKE',
  /** The AWS VPC CNI plugin. */
  AMAZON_VPC = 'AmazonVPC',
  /** Azure's. */
  AZURE_VNET = 'AzureVNET',
}

/**
 * Who gives addresses to pods.
 */
export enum CalicoIpamPlugin {
  /** Calico. */
  CALICO = 'Calico',
  /** The plugin host-local, from the Node's pod CIDRs. */
  HOST_LOCAL = 'HostLocal',
  /** The AWS VPC CNI plugin. */
  AMAZON_VPC = 'AmazonVPC',
  /** Azure's plugin. */
  AZURE_VNET = 'AzureVNET',
}

/**
 * The CNI plugin of an Installation.
 */
export interface CalicoCniOptions {
  /**
   * The plugin.
   */
  readonly plugin: CalicoCniPlugin;

  /**
   * Who gives addresses to pods. It has to go with the plugin.
   *
   * @default - HOST_LOCAL with GKE's plugin, else the plugin's own
   */
  readonly ipam?: CalicoIpamPlugin;

  /**
   * The folder of the plugins' programs on the nodes. From Calico 3.31.
   *
   * @default - the provider's, mostly /opt/cni/bin
   */
  readonly binDir?: string;

  /**
   * The folder of the plugins' configuration on the nodes. From Calico 3.31.
   *
   * @default - the provider's, mostly /etc/cni/net.d
   */
  readonly confDir?: string;
}

/**
 * Who programs the routes to pods of other nodes for pools without VXLAN.
 */
export enum CalicoClusterRoutingMode {
  /** BIRD, by BGP. */
  BIRD = 'BIRD',
  /** Felix. */
  FELIX = 'Felix',
  /** Felix for pools with IPIP, and BIRD for those without encapsulation. From operator 1.44. */
  FELIX_IPIP_ONLY = 'FelixIPIPOnly',
}

/**
 * How a pod gets more than one network interface.
 */
export enum CalicoMultiInterfaceMode {
  /** Not at all. */
  NONE = 'None',
  /** By Multus. Calico Enterprise only. */
  MULTUS = 'Multus',
}

/**
 * The kind of a pod's network interface.
 */
export enum CalicoPodInterfaceType {
  /** A veth pair. */
  VETH = 'Veth',
  /** A netkit pair where the kernel has it (6.7), else a veth pair. */
  NETKIT = 'Netkit',
}
