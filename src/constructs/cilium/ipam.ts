/** The pool that the nodes get blocks of addresses for pods from. */
export interface ClusterPoolOptions {
  /** The IPv4 CIDRs, which nothing else may have. Further ones can be added later, and none replaced. */
  readonly ipv4Cidrs: string[];
  /**
   * The size of each node's block, which can't be changed later.
   *
   * @default 24
   */
  readonly ipv4MaskSize?: number;
  /**
   * The IPv6 CIDRs.
   *
   * @default - the chart's, where IPv6 is on
   */
  readonly ipv6Cidrs?: string[];
  /**
   * The size of each node's block of IPv6 addresses.
   *
   * @default 120
   */
  readonly ipv6MaskSize?: number;
}

/** A CiliumPodIPPool that the operator makes. */
export interface PodPool {
  /** Its name: `default` is that of pods that ask for none. */
  readonly name: string;
  /** Its IPv4 CIDRs. */
  readonly ipv4Cidrs: string[];
  /** The size of the blocks that nodes get. */
  readonly ipv4MaskSize: number;
}

/** Where pods get their addresses from. */
export class PodAddresses {
  /**
   * From a pool of Cilium's own, of which each node gets a block.
   *
   * @param options the pool
   */
  public static fromClusterPool(options: ClusterPoolOptions): PodAddresses {
    const pool = {
      clusterPoolIPv4PodCIDRList: options.ipv4Cidrs,
      clusterPoolIPv4MaskSize: options.ipv4MaskSize,
      clusterPoolIPv6PodCIDRList: options.ipv6Cidrs,
      clusterPoolIPv6MaskSize: options.ipv6MaskSize,
    };
    return new PodAddresses({ mode: 'cluster-pool', operator: pool });
  }

  /** From the block that Kubernetes gives each Node in `spec.podCIDRs`. */
  public static fromKubernetes(): PodAddresses {
    return new PodAddresses({ mode: 'kubernetes' });
  }

  /**
   * From several pools, of which a namespace or pod chooses one by an annotation.
   *
   * @param pools the pools that the operator makes at its start
   */
  public static fromPools(pools: PodPool[]): PodAddresses {
    const created = pools.map(({ name, ipv4Cidrs: cidrs, ipv4MaskSize: maskSize }) => [name, { ipv4: { cidrs, maskSize } }]);
    return new PodAddresses({ mode: 'multi-pool', operator: { autoCreateCiliumPodIPPools: Object.fromEntries(created) } });
  }

  /** @internal */
  public readonly _values: object;

  private constructor(ipam: object) {
    this._values = { ipam };
  }
}
