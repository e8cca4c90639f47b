import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { LabelSelector } from './label-selector';
import { networkObject } from './network-object';
import { NetworkObjectProps } from './network-object-props';
import { InputError, quoted } from '../../base/errors';
import { formatIp, parseIpBytes } from '../../base/ip/address';
import { parseCidr } from '../../base/ip/cidr';

/** Addresses of a pool: a CIDR, or those from one to another. */
export interface IpPoolBlock {
  /**
   * A CIDR.
   *
   * @default - from `start` to `stop`
   */
  readonly cidr?: string;
  /**
   * The first address.
   *
   * @default - those of the CIDR
   */
  readonly start?: string;
  /**
   * The last address.
   *
   * @default - only the first address
   */
  readonly stop?: string;
}

/** Properties of `CiliumLoadBalancerIpPool`. */
export interface CiliumLoadBalancerIpPoolProps extends NetworkObjectProps {
  /** The addresses. */
  readonly blocks: IpPoolBlock[];
  /**
   * The Services that get addresses of it.
   *
   * @default - all
   */
  readonly services?: LabelSelector;
  /**
   * Whether the first and the last address of a CIDR are given away, too.
   *
   * @default true
   */
  readonly allowFirstLastIps?: boolean;
  /**
   * Whether no further addresses of it are given away.
   *
   * @default false
   */
  readonly disabled?: boolean;
}

/** Addresses that Cilium gives to Services of type LoadBalancer. */
export class CiliumLoadBalancerIpPool extends Construct {
  /** The object. */
  public readonly apiObject: ApiObject;

  /**
   * @param scope the chart, or a construct in it
   * @param id the construct's id
   * @param props the properties
   * @throws an error that lists what the API server would refuse
   */
  constructor(scope: Construct, id: string, props: CiliumLoadBalancerIpPoolProps) {
    super(scope, id);
    const { blocks, services, allowFirstLastIps, disabled } = props;
    const oddly = blocks.findIndex(({ cidr, start }) => (cidr === undefined) === (start === undefined));
    if (oddly >= 0) throw new InputError(`${this.node.path}: blocks[${oddly}]: expected either cidr or start`);
    const problems = blockProblems(blocks);
    if (problems.length > 0) throw new InputError(problems.map(problem => `${this.node.path}: ${problem}`).join('\n'));
    this.apiObject = networkObject(this, 'CiliumLoadBalancerIPPool', props, () => ({
      blocks,
      serviceSelector: services?._for('services'),
      allowFirstLastIPs: allowFirstLastIps === undefined ? undefined : allowFirstLastIps ? 'Yes' : 'No',
      disabled,
    }));
  }
}

/** What LB IPAM takes, and then gives no address of, or marks as a conflict. What is not an address at all is refused by the API server. */
function blockProblems(blocks: readonly IpPoolBlock[]): string[] {
  if (blocks.length === 0) return ['blocks: is empty; expected at least one'];
  const ranges: { readonly from: number[]; readonly to: number[] }[] = [];
  return blocks.flatMap(({ cidr, start, stop }, i) => {
    if (cidr !== undefined && stop !== undefined) return [`blocks[${i}].stop: cannot be combined with cidr; set start and stop, or cidr`];
    const range = cidr === undefined ? rangeOf(start!, stop ?? start!) : rangeOfCidr(cidr);
    if (!range) return [];
    if (range.from.length !== range.to.length) return [`blocks[${i}].stop: ${quoted(stop)} is of another family than ${quoted(start)}`];
    if (compare(range.from, range.to) > 0) return [`blocks[${i}].stop: ${quoted(stop)} is before ${quoted(start)}; expected the last address`];
    const other = ranges.find(({ from, to }) => from.length === range.from.length && compare(from, range.to) <= 0 && compare(range.from, to) <= 0);
    ranges.push(range);
    return other ? [`blocks[${i}]: overlaps the block from ${formatIp(other.from)} to ${formatIp(other.to)}, and a pool with a conflict gives no addresses`] : [];
  });
}

function rangeOf(start: string, stop: string): { from: number[]; to: number[] } | undefined {
  const [from, to] = [parseIpBytes(start), parseIpBytes(stop)];
  return from && to && { from, to };
}

function rangeOfCidr(text: string): { from: number[]; to: number[] } | undefined {
  const cidr = parseCidr(text);
  // A byte of an address keeps as many bits as the prefix has there.
  return cidr && {
    from: [...cidr.network],
    to: cidr.network.map((byte, i) => byte + 2 ** (8 - Math.min(8, Math.max(0, cidr.prefixLength - 8 * i))) - 1),
  };
}

function compare(a: readonly number[], b: readonly number[]): number {
  const i = a.findIndex((byte, at) => byte !== b[at]);
  return i < 0 ? 0 : a[i]! - b[i]!;
}
