/**
 * How packets between nodes are wrapped.
 */
export enum CalicoEncapsulation {
  /** IP in IP, always: IPv4 only, and needs BGP up to Calico 3.32. */
  IPIP = 'IPIP',
  /** IP in IP between nodes of different subnets. */
  IPIP_CROSS_SUBNET = 'IPIPCrossSubnet',
  /** VXLAN, always. */
  VXLAN = 'VXLAN',
  /** VXLAN between nodes of different subnets. */
  VXLAN_CROSS_SUBNET = 'VXLANCrossSubnet',
  /** Not at all: the network knows the way to the pods, by BGP for one. */
  NONE = 'None',
}

/**
 * What the addresses of a pool are for.
 */
export enum CalicoIpPoolUse {
  /** Pods. */
  WORKLOAD = 'Workload',
  /** The nodes' ends of tunnels. */
  TUNNEL = 'Tunnel',
  /** Services of type LoadBalancer. In a pool of its own, from Calico 3.30. */
  LOAD_BALANCER = 'LoadBalancer',
}

/**
 * Who gets addresses of a pool.
 */
export enum CalicoAssignmentMode {
  /** Whoever needs one. */
  AUTOMATIC = 'Automatic',
  /** Only who asks for this pool. */
  MANUAL = 'Manual',
}

/**
 * A pool of addresses, which the operator keeps as it is given.
 */
export interface CalicoIpPool {
  /**
   * The addresses, as in `10.244.0.0/16`.
   */
  readonly cidr: string;

  /**
   * The name of the IPPool.
   *
   * @default - made by the operator, from the CIDR where there are several pools
   */
  readonly name?: string;

  /**
   * How packets between nodes are wrapped.
   *
   * @default - IPIP for an IPv4 pool of the Calico CNI plugin, else none
   */
  readonly encapsulation?: CalicoEncapsulation;

  /**
   * Whether packets to addresses outside of all pools leave with the node's address.
   *
   * @default - true for IPv4, false for IPv6
   */
  readonly natOutgoing?: boolean;

  /**
   * Calico's selector of the nodes whose pods get addresses of this pool.
   *
   * @default - all()
   */
  readonly nodeSelector?: string;

  /**
   * The prefix length of the blocks that the nodes get: 20 to 32 for IPv4, 116 to 128 for IPv6.
   *
   * @default - 26 for IPv4, 122 for IPv6
   */
  readonly blockSize?: number;

  /**
   * Whether the pool's routes are kept from BGP peers.
   *
   * @default - false
   */
  readonly disableBgpExport?: boolean;

  /**
   * Whether no new addresses are given out.
   *
   * @default - false
   */
  readonly disableNewAllocations?: boolean;

  /**
   * What the addresses are for.
   *
   * @default - workloads and tunnels
   */
  readonly allowedUses?: CalicoIpPoolUse[];

  /**
   * Who gets addresses. From Calico 3.30.
   *
   * @default - CalicoAssignmentMode.AUTOMATIC
   */
  readonly assignmentMode?: CalicoAssignmentMode;
}
