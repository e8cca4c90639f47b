import { Problem } from '../../base/schema/problem';

/** What carries packets between nodes in tunnel mode. */
export enum TunnelProtocol {
  /** VXLAN, on UDP port 8472. */
  VXLAN = 'vxlan',
  /** Geneve, on UDP port 6081. */
  GENEVE = 'geneve',
}

/** How a tunnel works. */
export interface TunnelOptions {
  /**
   * The encapsulation.
   *
   * @default TunnelProtocol.VXLAN
   */
  readonly protocol?: TunnelProtocol;
  /**
   * Its UDP port.
   *
   * @default - 8472 for VXLAN, 6081 for Geneve
   */
  readonly port?: number;
}

/** How native routing works. */
export interface NativeRoutingOptions {
  /**
   * The IPv4 CIDR that the network routes: what goes there is not masqueraded. Required where IPv4 is masqueraded.
   *
   * @default - none
   */
  readonly ipv4Cidr?: string;
  /**
   * The same for IPv6.
   *
   * @default - none
   */
  readonly ipv6Cidr?: string;
  /**
   * Whether each node gets routes to the others, which have to be in the same layer 2 network.
   *
   * @default false
   */
  readonly autoDirectNodeRoutes?: boolean;
  /**
   * The encapsulation of what is tunneled all the same, as for DSR by Geneve.
   *
   * @default TunnelProtocol.VXLAN
   */
  readonly tunnelProtocol?: TunnelProtocol;
}

/** How packets get to pods of other nodes. */
export class Routing {
  /**
   * In a tunnel between the nodes, which asks nothing of the network.
   *
   * @param options how it works
   */
  public static fromTunnel(options: TunnelOptions = {}): Routing {
    const { protocol, port } = options;
    const problem = port === undefined || Number.isInteger(port) && port >= 1 && port <= 65535 ? [] : [{ field: 'routing.port', message: `${port} is not a port; expected 1 to 65535` }];
    return new Routing({ routingMode: 'tunnel', tunnelProtocol: protocol, tunnelPort: port }, () => problem);
  }

  /**
   * By the routes of the network, which has to know them.
   *
   * @param options how it works
   */
  public static fromNative(options: NativeRoutingOptions = {}): Routing {
    const { ipv4Cidr: ipv4NativeRoutingCIDR, ipv6Cidr: ipv6NativeRoutingCIDR, autoDirectNodeRoutes, tunnelProtocol } = options;
    return new Routing(
      { routingMode: 'native', ipv4NativeRoutingCIDR, ipv6NativeRoutingCIDR, autoDirectNodeRoutes, tunnelProtocol },
      hasIpv6 => ipv6NativeRoutingCIDR !== undefined && !hasIpv6 ? [{ field: 'routing.ipv6Cidr', message: 'has no effect without ipv6' }] : [],
    );
  }

  /** @internal */
  public readonly _values: object;

  private constructor(values: object, private readonly problems: (hasIpv6: boolean) => Problem[]) {
    this._values = values;
  }

  /** @internal */
  public _problems(hasIpv6: boolean): Problem[] {
    return this.problems(hasIpv6);
  }
}
