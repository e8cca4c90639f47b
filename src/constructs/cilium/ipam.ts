import { quoted } from '../../base/errors';
import { Cidr, cidrContainsBytes, parseCidr } from '../../base/ip/cidr';
import { Problem } from '../../base/schema/problem';

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
  /**
   * Its IPv6 CIDRs. Required where IPv6 is on.
   *
   * @default - none
   */
  readonly ipv6Cidrs?: string[];
  /**
   * The size of the blocks of IPv6 addresses.
   *
   * @default - none
   */
  readonly ipv6MaskSize?: number;
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
    return new PodAddresses({ mode: 'cluster-pool', operator: pool }, hasIpv6 => hasIpv6 ? [] : (['ipv6Cidrs', 'ipv6MaskSize'] as const)
      .filter(name => options[name] !== undefined).map(name => ({ field: `podAddresses.${name}`, message: 'has no effect without ipv6' })));
  }

  /** From the block that Kubernetes gives each Node in `spec.podCIDRs`. */
  public static fromKubernetes(): PodAddresses {
    return new PodAddresses({ mode: 'kubernetes' });
  }

  /**
   * From several pools, of which a namespace or pod chooses one by an annotation. It needs masquerading by eBPF, or the interfaces of that by iptables
   * (`egressMasqueradeInterfaces` of the chart), and native routing up to 1.17.
   *
   * @param pools the pools that the operator makes at its start
   */
  public static fromPools(pools: PodPool[]): PodAddresses {
    const created = pools.map(({ name, ipv4Cidrs, ipv4MaskSize, ipv6Cidrs, ipv6MaskSize }) => [name, {
      ipv4: { cidrs: ipv4Cidrs, maskSize: ipv4MaskSize },
      ...ipv6Cidrs && { ipv6: { cidrs: ipv6Cidrs, maskSize: ipv6MaskSize } },
    }]);
    return new PodAddresses({ mode: 'multi-pool', operator: { autoCreateCiliumPodIPPools: Object.fromEntries(created) } }, hasIpv6 => podPoolProblems(pools, hasIpv6));
  }

  /** @internal */
  public readonly _values: object;

  private constructor(ipam: object, private readonly problems: (hasIpv6: boolean) => Problem[] = () => []) {
    this._values = { ipam };
  }

  /** @internal */
  public _problems(hasIpv6: boolean): Problem[] {
    return this.problems(hasIpv6);
  }
}

/** What keeps pools from being made, and pods from addresses of theirs. */
function podPoolProblems(pools: readonly PodPool[], hasIpv6: boolean): Problem[] {
  const cidrs: Cidr[] = [];
  const problem = (i: number, name: string, message: string): Problem => ({ field: `podAddresses.pools[${i}].${name}`, message });
  return pools.flatMap((pool, i) => [
    ...NAME.test(pool.name) ? [] : [problem(i, 'name', `${quoted(pool.name)} is not a name of an object; expected lower-case letters, digits, "-" and ".", for example, "default"`)],
    ...pools.findIndex(({ name }) => name === pool.name) < i ? [problem(i, 'name', `${quoted(pool.name)} is the name of another pool, too`)] : [],
    ...hasIpv6 && pool.ipv6Cidrs === undefined ? [problem(i, 'ipv6Cidrs', 'is missing while ipv6 is on: pods get no address of the pool')] : [],
    ...!hasIpv6 && pool.ipv6Cidrs ? [problem(i, 'ipv6Cidrs', 'has no effect without ipv6')] : [],
    ...pool.ipv6Cidrs && pool.ipv6MaskSize === undefined ? [problem(i, 'ipv6MaskSize', 'is missing, and ipv6Cidrs are given')] : [],
    ...FAMILIES.flatMap(({ list, mask, family, bits }) => {
      const size = pool[mask];
      if (pool[list]?.length === 0) return [problem(i, list, 'is empty; expected at least one CIDR')];
      return pool[list]?.flatMap((text, j) => {
        const cidr = parseCidr(text);
        if (cidr?.family !== family) return [problem(i, `${list}[${j}]`, `${quoted(text)} is not a CIDR of IPv${family === 'ip' ? 4 : 6}`)];
        const other = cidrs.find(one => cidrContainsBytes(one, cidr.network) || cidrContainsBytes(cidr, one.network));
        cidrs.push(cidr);
        if (other) return [problem(i, `${list}[${j}]`, `${quoted(text)} overlaps ${other.text}: each pod needs an address of its own`)];
        return size === undefined || Number.isInteger(size) && size >= cidr.prefixLength && size <= bits ? []
          : [problem(i, mask, `is ${size}, which is not the size of a block in ${cidr.text}; expected ${cidr.prefixLength} to ${bits}`)];
      }) ?? [];
    }),
  ]);
}

const FAMILIES = [
  { list: 'ipv4Cidrs', mask: 'ipv4MaskSize', family: 'ip', bits: 32 },
  { list: 'ipv6Cidrs', mask: 'ipv6MaskSize', family: 'ip6', bits: 128 },
] as const;
/** Of Kubernetes' objects; the option of the operator has its own meaning for others. */
const NAME = /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/;
