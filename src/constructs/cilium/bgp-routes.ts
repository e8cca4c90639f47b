import { LabelSelector } from './label-selector';

/** An address of a Service that is announced. */
export enum BgpServiceAddress {
  /** That of the load balancer. */
  LOAD_BALANCER_IP = 'LoadBalancerIP',
  /** The ClusterIP. */
  CLUSTER_IP = 'ClusterIP',
  /** External IPs. */
  EXTERNAL_IP = 'ExternalIP',
}

/** What nodes announce by BGP. */
export class BgpRoutes {
  /**
   * Addresses of Services.
   *
   * @param services the Services
   * @param addresses which of their addresses
   */
  public static fromServices(services: LabelSelector, ...addresses: BgpServiceAddress[]): BgpRoutes {
    return new BgpRoutes(() => ({ advertisementType: 'Service', service: { addresses }, selector: services._for('services') }));
  }

  /** The CIDRs of pods that each node has, with IPAM `cluster-pool` or `kubernetes`. */
  public static fromPodCidrs(): BgpRoutes {
    return new BgpRoutes(() => ({ advertisementType: 'PodCIDR' }));
  }

  /**
   * CIDRs of pods of pools, with IPAM `multi-pool`.
   *
   * @param pools the CiliumPodIPPools
   */
  public static fromPodPools(pools: LabelSelector): BgpRoutes {
    return new BgpRoutes(() => ({ advertisementType: 'CiliumPodIPPool', selector: pools._for('others') }));
  }

  /**
   * The addresses of an interface of the nodes, from 1.19.
   *
   * @param interfaceName the interface, as in `lo`
   */
  public static fromInterface(interfaceName: string): BgpRoutes {
    return new BgpRoutes(() => ({ advertisementType: 'Interface', interface: { name: interfaceName } }));
  }

  private constructor(private readonly advertisement: () => object) {}

  /** @internal */
  public _object(): object {
    return this.advertisement();
  }
}
