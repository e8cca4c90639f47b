/** The protocol of ports. */
export enum PolicyProtocol {
  /** TCP. */
  TCP = 'TCP',
  /** UDP. */
  UDP = 'UDP',
  /** SCTP. */
  SCTP = 'SCTP',
  /** Any of these. */
  ANY = 'ANY',
}

/** An HTTP request that is allowed. What is not given matches anything. */
export interface HttpRequest {
  /**
   * The method, a regular expression.
   *
   * @default - any
   */
  readonly method?: string;
  /**
   * The whole path, a regular expression that begins with a slash.
   *
   * @default - any
   */
  readonly path?: string;
  /**
   * The host, a regular expression.
   *
   * @default - any
   */
  readonly host?: string;
  /**
   * Headers that are required, as in `X-My-Header: true`.
   *
   * @default - none
   */
  readonly headers?: string[];
}

/** Ports, with the requests that are allowed on them. */
export class PolicyPorts {
  /**
   * TCP ports by their numbers or names.
   *
   * @param ports the ports
   */
  public static fromTcp(...ports: string[]): PolicyPorts {
    return new PolicyPorts({ ports: portsOf(ports, PolicyProtocol.TCP) });
  }

  /**
   * UDP ports by their numbers or names.
   *
   * @param ports the ports
   */
  public static fromUdp(...ports: string[]): PolicyPorts {
    return new PolicyPorts({ ports: portsOf(ports, PolicyProtocol.UDP) });
  }

  /**
   * Ports from one to another.
   *
   * @param first the first port
   * @param last the last port
   * @param protocol the protocol
   */
  public static fromRange(first: number, last: number, protocol: PolicyProtocol): PolicyPorts {
    return new PolicyPorts({ ports: [{ port: String(first), endPort: last, protocol }] });
  }

  /**
   * Requests on a TCP port, which Envoy looks into. For rules that allow.
   *
   * @param port the port, by its number or name
   * @param requests the requests that are allowed
   */
  public static fromHttp(port: string, ...requests: HttpRequest[]): PolicyPorts {
    return new PolicyPorts({ ports: portsOf([port], PolicyProtocol.TCP), rules: { http: requests } });
  }

  /**
   * Lookups on port 53, which the DNS proxy looks into, so that names in other rules become known. For egress that is allowed.
   *
   * @param patterns the names that may be looked up; `*` in one stands for any part of it
   */
  public static fromDns(...patterns: string[]): PolicyPorts {
    const dns = (patterns.length > 0 ? patterns : ['*']).map(pattern => pattern.includes('*') ? { matchPattern: pattern } : { matchName: pattern });
    return new PolicyPorts({ ports: portsOf(['53'], PolicyProtocol.ANY), rules: { dns } });
  }

  /**
   * TLS on a TCP port, by the names that clients ask for (SNI). For rules that allow.
   *
   * @param port the port, by its number or name
   * @param serverNames the names
   */
  public static fromTls(port: string, ...serverNames: string[]): PolicyPorts {
    return new PolicyPorts({ ports: portsOf([port], PolicyProtocol.TCP), serverNames });
  }

  /** @internal */
  public readonly _object: object;

  private constructor(object: object) {
    this._object = object;
  }
}

function portsOf(ports: readonly string[], protocol: PolicyProtocol): object[] {
  return ports.map(port => ({ port: String(port), protocol }));
}
