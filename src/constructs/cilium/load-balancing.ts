/** How Cilium chooses an endpoint for a connection from outside. */
export enum LoadBalancingAlgorithm {
  /** By chance. */
  RANDOM = 'random',
  /** By a hash that all nodes share, so that a connection keeps its endpoint when another node gets its packets. It is for traffic from outside only. */
  MAGLEV = 'maglev',
}

/** How replies get back to a client from outside, where the endpoint is on another node. */
export enum LoadBalancingMode {
  /** By the node that the request came to, and endpoints see its address. */
  SNAT = 'snat',
  /** Directly from the node of the endpoint, which sees the client's address. It needs native routing, or Geneve for both tunnel and dispatch. */
  DSR = 'dsr',
  /** DSR for TCP, SNAT for UDP. */
  HYBRID = 'hybrid',
}

/** How the node of an endpoint gets to know the address that the client connected to, with DSR. */
export enum DsrDispatch {
  /** By an IP option or extension header. */
  OPTION = 'opt',
  /** By IP in IP. */
  IPIP = 'ipip',
  /** By Geneve, as routers that drop IP options need it. */
  GENEVE = 'geneve',
}

/** Whether load balancing runs in the driver of the network card (XDP). */
export enum XdpAcceleration {
  /** It does not. */
  DISABLED = 'disabled',
  /** It does, and agents do not start where a driver cannot. */
  NATIVE = 'native',
  /** It does where the drivers can. */
  BEST_EFFORT = 'best-effort',
}

/** How Cilium serves NodePorts and load balancers. */
export interface LoadBalancing {
  /**
   * How endpoints are chosen.
   *
   * @default LoadBalancingAlgorithm.RANDOM
   */
  readonly algorithm?: LoadBalancingAlgorithm;
  /**
   * The size of Maglev's tables: one of 251, 509, 1021, 2039, 4093, 8191, 16381, 32749, 65521, 131071. It should be 100 times the most endpoints
   * of a Service.
   *
   * @default 16381
   */
  readonly maglevTableSize?: number;
  /**
   * How replies get back.
   *
   * @default LoadBalancingMode.SNAT
   */
  readonly mode?: LoadBalancingMode;
  /**
   * How DSR tells the address of the Service.
   *
   * @default DsrDispatch.OPTION
   */
  readonly dsrDispatch?: DsrDispatch;
  /**
   * Whether it runs in drivers.
   *
   * @default XdpAcceleration.DISABLED
   */
  readonly acceleration?: XdpAcceleration;
  /**
   * Where the API server allocates NodePorts (`--service-node-port-range`), as in `30000-32767`.
   *
   * @default - 30000-32767
   */
  readonly nodePortRange?: string;
  /**
   * Whether Services heed topology (`trafficDistribution`), as kube-proxy does.
   *
   * @default false
   */
  readonly serviceTopology?: boolean;
}
