import { firstFreePlace } from './stable-hash';
import { InputError } from '../../../base/errors';
import { Family } from '../../../base/ip/address';
import { Cidr } from '../../../base/ip/cidr';
import { addressAt, sizeOf } from '../../../base/ip/range';

/** Allocates ClusterIPs that depend on a Service's namespace and name. */
export class ClusterIpAllocator {
  private readonly taken = new Set<string>();

  constructor(private readonly ranges: readonly Cidr[]) {}

  /** The families that have a range, the cluster's primary one first. */
  public get families(): readonly Family[] {
    return [...new Set(this.ranges.map(range => range.family))];
  }

  /** Whether the address belongs to no allocation yet; it does afterwards. */
  public reserve(address: string): boolean {
    const free = !this.taken.has(address);
    this.taken.add(address);
    return free;
  }

  /**
   * @param service `namespace/name`
   * @throws InputError where the family has no range, or its ranges are full
   */
  public allocate(service: string, family: Family): { readonly address: string; readonly range: Cidr } {
    const ranges = this.ranges.filter(range => range.family === family);
    if (ranges.length === 0) {
      throw new InputError(`Service ${service}: there is no service range for its ${FAMILY_NAME[family]} address: name one of the cluster's ServiceCIDRs`);
    }
    for (const range of ranges) {
      for (const { start, places } of bandsOf(range)) {
        const place = firstFreePlace(`${service}/${family}`, places, candidate => !this.taken.has(addressAt(range, start + candidate)));
        if (place === undefined) continue;
        const address = addressAt(range, start + place);
        this.taken.add(address);
        return { address, range };
      }
    }
    throw new InputError(`Service ${service}: the service range ${ranges.map(range => range.text).join(', ')} is full`);
  }
}

const FAMILY_NAME: Record<Family, string> = { ip: 'IPv4', ip6: 'IPv6' };

/**
 * The parts of a range in the order in which the API server allocates from them: the lower part is kept for addresses
 * chosen by hand until nothing else is left (KEP-3070). Neither the network's own address nor an IPv4 range's last one counts.
 */
function bandsOf(range: Cidr): { readonly start: number; readonly places: number }[] {
  const size = sizeOf(range);
  const usable = Math.max(0, size - (range.family === 'ip' ? 2 : 1));
  const reserved = size <= 16 ? 0 : Math.min(Math.max(16, Math.floor(size / 16)), 256);
  const first = 1;
  return [{ start: first + reserved, places: Math.max(0, usable - reserved) }, { start: first, places: Math.min(reserved, usable) }];
}
