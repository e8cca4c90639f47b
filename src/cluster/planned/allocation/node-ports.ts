import { firstFreePlace } from './stable-hash';
import { InputError, quoted } from '../../../base/errors';
import { TransportProtocol } from '../../../base/ip/transport-protocol';

/** The ports of the API server's `--service-node-port-range`. */
export interface NodePortRange {
  readonly first: number;
  readonly last: number;
}

export const DEFAULT_NODE_PORT_RANGE = '30000-32767';

/**
 * Reads `FIRST-LAST`.
 *
 * @throws InputError where the text is not a range
 */
export function parseNodePortRange(text: string): NodePortRange {
  const match = /^(\d{1,5})-(\d{1,5})$/.exec(text);
  const first = Number(match?.[1]);
  const last = Number(match?.[2]);
  if (!match || first < 1 || last > 65535 || first > last) {
    throw new InputError(`${quoted(text)} is not a range of node ports: expected FIRST-LAST, as in ${DEFAULT_NODE_PORT_RANGE}`);
  }
  return { first, last };
}

/** Allocates NodePorts that depend on a Service's namespace and name and the port's name. */
export class NodePortAllocator {
  private readonly owners = new Map<number, { readonly servicePort: string; readonly protocols: Set<TransportProtocol> }>();

  constructor(public readonly range: NodePortRange) {}

  /**
   * Whether the NodePort belongs to no allocation yet; it does afterwards. It belongs to one port number of one Service, for
   * which it may serve each protocol once.
   *
   * @param servicePort `namespace/name:number`
   */
  public reserve(servicePort: string, protocol: TransportProtocol, nodePort: number): boolean {
    const owner = this.owners.get(nodePort);
    if (!owner) {
      this.owners.set(nodePort, { servicePort, protocols: new Set([protocol]) });
      return true;
    }
    if (owner.servicePort !== servicePort || owner.protocols.has(protocol)) return false;
    owner.protocols.add(protocol);
    return true;
  }

  /**
   * @param service `namespace/name`
   * @param port the port's name and number; the name alone decides on the NodePort
   * @throws InputError where the range is full
   */
  public allocate(service: string, port: { readonly name: string; readonly port: number }, protocol: TransportProtocol): number {
    const { first, last } = this.range;
    const size = last - first + 1;
    // The lower part of the range is kept for ports chosen by hand until nothing else is left (KEP-3668).
    const reserved = size <= 16 ? 0 : Math.min(Math.max(16, Math.floor(size / 32)), 128);
    for (const [start, places] of [[first + reserved, size - reserved], [first, reserved]]) {
      const place = firstFreePlace(`${service}/${port.name}`, places, candidate => !this.owners.has(start + candidate));
      if (place !== undefined) {
        this.reserve(`${service}:${port.port}`, protocol, start + place);
        return start + place;
      }
    }
    throw new InputError(`Service ${service}: the node port range ${first}-${last} is full`);
  }
}
