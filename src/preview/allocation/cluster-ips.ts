import { firstFreePlace } from './stable-hash';
import { InputError } from '../../ruleset/errors';
import { Family } from '../../ruleset/ip/address';
import { Cidr } from '../../ruleset/ip/cidr';
import { addressAt, sizeOf } from '../../ruleset/ip/range';

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
      const band = dynamicBand(range);
      const isFree = (place: number) => !this.taken.has(addressAt(range, band.start + place));
      const place = band.size > 0 ? firstFreePlace(`${service}/${family}`, band.size, isFree) : undefined;
      if (place !== undefined) {
        const address = addressAt(range, band.start + place);
        this.taken.add(address);
        return { address, range };
      }
    }
    throw new InputError(`Service ${service}: the service range ${ranges.map(range => range.text).join(', ')} is full`);
  }
}

const FAMILY_NAME: Record<Family, string> = { ip: 'IPv4', ip6: 'IPv6' };

/**
 * The upper part of a range, which the API server allocates from before it touches the part that is kept for addresses
 * chosen by hand (KEP-3070): neither the network's own address nor an IPv4 range's last one.
 */
function dynamicBand(range: Cidr): { start: number; size: number } {
  const usable = sizeOf(range) - (range.family === 'ip' ? 2 : 1);
  const reserved = usable <= 16 ? 0 : Math.min(Math.max(16, Math.floor(usable / 16)), 256);
  return { start: 1 + reserved, size: usable - reserved };
}
