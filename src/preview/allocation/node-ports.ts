import { firstFreePlace } from './stable-hash';
import { InputError, quoted } from '../../ruleset/errors';
import { TransportProtocol } from '../../ruleset/model/expressions';

/** The ports of the API server's `--service-node-port-range`. */
export interface NodePortRange {
  readonly first: number;
  readonly last: number;
}

export const DEFAULT_NODE_PORT_RANGE = '30000-32767';

/**
 * Reads `FIRST-LAST`.
 *
 * @throws InputError where the text is no range
 */
export function parseNodePortRange(text: string): NodePortRange {
  const match = /^(\d{1,5})-(\d{1,5})$/.exec(text);
  const first = Number(match?.[1]);
  const last = Number(match?.[2]);
  if (!match || first < 1 || last > 65535 || first > last) {
    throw new InputError(`${quoted(text)} is no range of node ports: expected FIRST-LAST, as in ${DEFAULT_NODE_PORT_RANGE}`);
  }
  return { first, last };
}

/** Allocates NodePorts that depend on a Service's namespace and name and the port's name. */
export class NodePortAllocator {
  private readonly taken = new Set<string>();

  constructor(public readonly range: NodePortRange) {}

  /** Whether the port belongs to no allocation yet; it does afterwards. */
  public reserve(protocol: TransportProtocol, port: number): boolean {
    const key = `${protocol}/${port}`;
    const free = !this.taken.has(key);
    this.taken.add(key);
    return free;
  }

  /**
   * @param servicePort `namespace/name/port`
   * @throws InputError where the range is full
   */
  public allocate(servicePort: string, protocol: TransportProtocol): number {
    const { first, last } = this.range;
    const places = last - first + 1;
    // The lower part of the range is kept for ports chosen by hand (KEP-3668).
    const reserved = places <= 16 ? 0 : Math.min(Math.max(16, Math.floor(places / 32)), 128);
    const start = first + reserved;
    const place = firstFreePlace(servicePort, places - reserved, candidate => !this.taken.has(`${protocol}/${start + candidate}`));
    if (place === undefined) throw new InputError(`Service port ${servicePort}: the node port range ${first}-${last} is full`);
    this.reserve(protocol, start + place);
    return start + place;
  }
}
