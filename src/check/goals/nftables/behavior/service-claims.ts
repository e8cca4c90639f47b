import { Cluster } from '../../../../cluster/cluster';
import { externalAddresses, servedServices } from '../../../../cluster/inventory/service-frontends';
import { Service } from '../../../../cluster/served/service';

/** The comparison takes ports from here on for ones that no Service has. */
const FIRST_HIGH_PORT = 64_000;

/** Which addresses and ports the Services of a cluster claim: what is nobody else's decides about its own Service alone. */
export class ServiceClaims {
  private readonly addresses = new Map<string, number>();
  private readonly ofNodes: ReadonlySet<string>;
  private readonly nodePorts = new Map<number, number>();
  private readonly hasHighNodePorts: boolean;

  constructor({ services, nodes }: Pick<Cluster, 'services' | 'nodes'>) {
    this.ofNodes = new Set([...nodes.values()].flatMap(({ internalIps, externalIps }) => [...internalIps, ...externalIps]).map(({ text }) => text));
    for (const service of servedServices({ services })) {
      for (const address of addressesOf(service)) this.addresses.set(address, (this.addresses.get(address) ?? 0) + 1);
      for (const port of nodePortsOf(service)) this.nodePorts.set(port, (this.nodePorts.get(port) ?? 0) + 1);
    }
    this.hasHighNodePorts = [...this.nodePorts.keys()].some(port => port >= FIRST_HIGH_PORT);
  }

  /** Whether a Service has the address, whichever. */
  public isOfService(address: string): boolean {
    return this.addresses.has(address);
  }

  /** Whether a Service has the port on nodes, whichever: a NodePort, or one of health checks. */
  public isNodePort(port: number): boolean {
    return this.nodePorts.has(port);
  }

  /** Whether no other Service and no node has anything to do with the addresses and ports of a Service. */
  public areOwn(service: Service): boolean {
    return !this.hasHighNodePorts
      && addressesOf(service).every(address => this.addresses.get(address) === 1 && !this.ofNodes.has(address))
      && nodePortsOf(service).every(port => this.nodePorts.get(port) === 1)
      && service.ports.every(({ port }) => port < FIRST_HIGH_PORT && !this.isNodePort(port));
  }
}

function addressesOf(service: Service): string[] {
  return [...Object.values(service.clusterIps), ...externalAddresses(service).map(({ text }) => text)];
}

/** Those of ports once for each Service, which may have one for two protocols; one that health checks have too counts twice. */
function nodePortsOf({ ports, healthCheckNodePort }: Service): number[] {
  return [...new Set(ports.map(({ nodePort }) => nodePort)), healthCheckNodePort].filter(port => port !== 0);
}
