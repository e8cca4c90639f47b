import { ServicePortReference } from './difference';
import { Family } from '../base/ip/address';
import { ServedCluster } from '../cluster/served/served-cluster';
import { Verdict } from '../dataplane/nftables/model/statements';
import { MapElement, SetElement } from '../dataplane/nftables/model/table';
import { readObjectName } from '../dataplane/nftables/object-names';

/** Says what of a table belongs to which Service, in the words of the cluster. */
export class ClusterWords {
  private readonly servicesByAddress = new Map<string, Set<string>>();
  private readonly servicesByNodePort = new Map<string, Set<string>>();
  private podsByAddress: ReadonlyMap<string, string> | undefined;

  constructor(private readonly cluster: ServedCluster, private readonly family: Family) {
    for (const [name, { clusterIps, externalIps, loadBalancerVips, ports }] of cluster.services) {
      const addresses = [clusterIps[family], ...[...externalIps, ...loadBalancerVips].map(({ text }) => text)];
      for (const address of addresses) if (address !== undefined) add(this.servicesByAddress, address, name);
      for (const { protocol, nodePort } of ports) if (nodePort !== 0) add(this.servicesByNodePort, `${protocol} . ${nodePort}`, name);
    }
  }

  /** The port of a Service that a chain or affinity set belongs to. */
  public servicePortOf(name: string): ServicePortReference | undefined {
    const read = readObjectName(name);
    if (!read) return undefined;
    const { namespace, service, protocol, port } = read.servicePort;
    return { service: `${namespace}/${service}`, port, protocol };
  }

  /** Whether a Service of the objects has the port. */
  public hasServicePort({ service, port, protocol }: ServicePortReference): boolean {
    return this.cluster.services.get(service)?.ports.some(each => each.name === port && each.protocol === protocol) ?? false;
  }

  /** The port of a Service that an element belongs to, by the chain that it leads to, or by its comment. */
  public servicePortOfElement(element: SetElement | MapElement): ServicePortReference | undefined {
    if (!('verdict' in element)) return undefined;
    const { verdict, comment, key } = element;
    if ('chain' in verdict) {
      const servicePort = this.servicePortOf(verdict.chain);
      if (servicePort) return servicePort;
    }
    const match = comment === undefined ? null : /^([^/:]+\/[^/:]+)(?::([^/:]+))?$/.exec(comment);
    return match ? { service: match[1], port: match[2] ?? '', protocol: String(key.length === 2 ? key[0] : key[1]) } : undefined;
  }

  /** The Services that have an address of their own. */
  public servicesAt(address: string): readonly string[] {
    return [...this.servicesByAddress.get(address) ?? []];
  }

  /** The Services that have the NodePort. */
  public servicesAtNodePort(protocol: string, port: number): readonly string[] {
    return [...this.servicesByNodePort.get(`${protocol} . ${port}`) ?? []];
  }

  /** The pod that has an endpoint's address, in parentheses; empty where it is not known. */
  public podAt(address: string): string {
    const pod = this.pods().get(address);
    return pod === undefined ? '' : ` (pod ${pod})`;
  }

  private pods(): ReadonlyMap<string, string> {
    if (this.podsByAddress) return this.podsByAddress;
    const pods = new Map<string, string>();
    for (const slices of this.cluster.endpointSlices.values()) {
      for (const { namespace, family, ports } of slices) {
        if (family !== this.family) continue;
        for (const { address, podName } of ports.flatMap(({ endpoints }) => endpoints)) if (podName) pods.set(address, `${namespace}/${podName}`);
      }
    }
    this.podsByAddress = pods;
    return pods;
  }
}

/** `Service shop/cart, port http (tcp)`. */
export function servicePortText({ service, port, protocol }: ServicePortReference): string {
  return `Service ${service}, port ${port === '' ? protocol : `${port} (${protocol})`}`;
}

/** What a verdict means to a client. */
export function verdictText(verdict: Verdict): string {
  if (verdict.kind === 'drop') return 'drops the packet';
  if (!('chain' in verdict)) return verdict.kind;
  return verdict.chain === 'reject-chain' ? 'rejects the packet' : `leads to ${verdict.chain}`;
}

function add(map: Map<string, Set<string>>, key: string, value: string): void {
  const values = map.get(key);
  if (values) values.add(value);
  else map.set(key, new Set([value]));
}
