import { Place } from './agents';
import { familyOf, Layout } from './topology';
import { Family, formatIp, parseIp } from '../../src/base/ip/address';
import { isLoopback, parseCidr } from '../../src/base/ip/cidr';
import { TransportProtocol } from '../../src/base/ip/transport-protocol';
import { Table } from '../../src/dataplane/nftables/model/table';
import { Scenario, stages } from '../support/reference';

/** Someone who opens connections. */
export interface Client {
  readonly kind: 'pod on the node' | 'endpoint on the node' | 'pod elsewhere' | 'node' | 'external' | 'external, in a source range';
  readonly place: Place;
  readonly address: string;
}

/** Where a connection is asked for. */
export interface Frontend {
  readonly protocol: TransportProtocol;
  readonly address: string;
  readonly port: number;
}

/** Clients that are in no scenario, each in the range that its kind says; external ones are in no source range. */
const CLIENTS: Record<Family, { readonly pod: string; readonly podElsewhere: string; readonly external: string; readonly loopback: string }> = {
  ip: { pod: '10.244.1.250', podElsewhere: '10.244.9.250', external: '192.0.2.200', loopback: '127.0.0.1' },
  ip6: { pod: 'fd00:244:1::fa', podElsewhere: 'fd00:244:0:9::fa', external: '3fff::c8', loopback: '::1' },
};

/** A port at which no Service of any scenario listens. */
const UNDEFINED_PORT = 7;

interface Fields {
  readonly spec: {
    readonly clusterIPs?: readonly string[];
    readonly externalIPs?: readonly string[];
    readonly loadBalancerSourceRanges?: readonly string[];
    readonly ports?: readonly { readonly port: number; readonly protocol: string }[];
  };
  readonly status?: { readonly loadBalancer?: { readonly ingress?: readonly { readonly ip?: string }[] } };
}

interface SliceFields {
  readonly addressType: string;
  readonly endpoints: null | readonly { readonly addresses: readonly string[]; readonly nodeName?: string }[];
  readonly ports: null | readonly { readonly port?: number }[];
}

/** A scenario as the bed arranges it. */
export class World {
  public readonly layout: Layout;
  /** The node's addresses but for loopback ones. */
  public readonly nodeAddresses: readonly string[];
  private readonly services: readonly Fields[];
  private readonly slices: readonly SliceFields[];

  constructor(public readonly scenario: Scenario) {
    const objects = stages(scenario).at(-1)! as unknown as { kind: string }[];
    this.services = objects.filter(({ kind }) => kind === 'Service') as unknown as Fields[];
    this.slices = (objects.filter(({ kind }) => kind === 'EndpointSlice') as unknown as SliceFields[]).filter(slice => slice.addressType !== 'FQDN');
    const addresses = scenario.interfaces.filter(({ name }) => name !== 'lo')
      .flatMap(({ name, addresses: all }) => all.map(address => ({ device: name, address })));
    this.nodeAddresses = addresses.map(({ address }) => canonical(address.split('/')[0]));
    const endpoints = this.slices.flatMap(slice => slice.endpoints ?? [])
      .filter(({ addresses: [address] }) => !this.nodeAddresses.includes(canonical(address)));
    const isHere = ({ nodeName }: { nodeName?: string }) => nodeName === scenario.node.metadata.name;
    const here = endpoints.filter(isHere).map(endpoint => canonical(endpoint.addresses[0]));
    const elsewhere = endpoints.filter(endpoint => !isHere(endpoint)).map(endpoint => canonical(endpoint.addresses[0]));
    const pods = new Set([...here, CLIENTS.ip.pod, CLIENTS.ip6.pod]);
    this.layout = {
      addresses,
      podDevice: podDevice(scenario),
      pods: [...pods],
      beyond: [...new Set([...elsewhere, CLIENTS.ip.podElsewhere, CLIENTS.ip6.podElsewhere])].filter(address => !pods.has(address)),
    };
  }

  public isNodeAddress = (address: string): boolean => this.nodeAddresses.includes(address);

  /** Where the node sends a packet. */
  public placeOf(address: string): Place {
    if (this.isNodeAddress(address) || isLoopback(address)) return 'node';
    return this.layout.pods.includes(address) ? 'pods' : this.layout.beyond.includes(address) ? 'beyond' : 'external';
  }

  /** Who asks for the frontend. The node asks with the address that the kernel would choose. */
  public clientsOf(frontend: Frontend): readonly Client[] {
    const family = familyOf(frontend.address);
    const asksLoopback = frontend.address === CLIENTS[family].loopback;
    const primary = this.nodeAddresses.find(address => familyOf(address) === family);
    const own = asksLoopback || this.isNodeAddress(frontend.address) ? frontend.address : primary;
    const node: Client[] = own === undefined ? [] : [{ kind: 'node', place: 'node', address: own }];
    if (asksLoopback) return node;
    const endpoints = this.layout.pods.filter(address => familyOf(address) === family && address !== CLIENTS[family].pod);
    return [
      { kind: 'pod on the node', place: 'pods', address: CLIENTS[family].pod },
      ...endpoints.slice(0, 2).map(address => ({ kind: 'endpoint on the node', place: 'pods', address } as const)),
      { kind: 'pod elsewhere', place: 'beyond', address: CLIENTS[family].podElsewhere },
      ...node,
      { kind: 'external', place: 'external', address: CLIENTS[family].external },
      ...this.rangeAddresses(family).map(address => ({ kind: 'external, in a source range', place: 'external', address } as const)),
    ];
  }

  /**
   * All that a client may ask for: what a Service's object says, what the ruleset knows, each NodePort on each address of the
   * node, undefined ports of ClusterIPs, ClusterIPs that no Service has, and an address that is none of a Service.
   */
  public frontendsOf(table: Table): readonly Frontend[] {
    const { family } = table;
    const frontends = new Map<string, Frontend>();
    const add = (protocol: string, address: string, port: number) => {
      const frontend = { protocol: protocol.toLowerCase() as TransportProtocol, address, port };
      frontends.set(frontendName(frontend), frontend);
    };
    const keys = (...maps: string[]) => maps.flatMap(map => [...table.maps.get(map)!.elements.values()].map(({ key }) => key as (string | number)[]));
    for (const [address, protocol, port] of keys('service-ips', 'no-endpoint-services', 'firewall-ips')) {
      add(protocol as string, address as string, port as number);
    }
    for (const { spec, status } of this.services) {
      const ingress = (status?.loadBalancer?.ingress ?? []).flatMap(({ ip }) => ip ?? []);
      const addresses = [...spec.externalIPs ?? [], ...ingress].map(canonical);
      for (const { port, protocol } of spec.ports ?? []) {
        for (const address of addresses.filter(each => familyOf(each) === family)) add(protocol, address, port);
      }
    }
    const own = [...this.nodeAddresses.filter(address => familyOf(address) === family && !isLinkLocal(address)), CLIENTS[family].loopback];
    for (const [protocol, port] of keys('service-nodeports', 'no-endpoint-nodeports')) {
      for (const address of own) add(protocol as string, address, port as number);
    }
    for (const address of table.sets.get('cluster-ips')!.elements.keys()) add('TCP', address, UNDEFINED_PORT);
    for (const address of this.unallocated(family)) add('UDP', address, UNDEFINED_PORT);
    add('TCP', CLIENTS[family].podElsewhere, UNDEFINED_PORT);
    return [...frontends.values()];
  }

  /** The ports at which endpoints listen. */
  public endpoints(): readonly Omit<Frontend, 'protocol'>[] {
    return this.slices.flatMap(({ endpoints, ports }) => (endpoints ?? []).flatMap(({ addresses: [address] }) =>
      (ports ?? []).flatMap(({ port }) => (port === undefined ? [] : { address: canonical(address), port }))));
  }

  private unallocated(family: Family): readonly string[] {
    return this.scenario.serviceCIDRs.map(text => parseCidr(text)!).filter(cidr => cidr.family === family).map(({ network }) =>
      formatIp(network.map((byte, index) => (index === network.length - 2 ? byte | 0xfe : index === network.length - 1 ? 0xfd : byte))));
  }

  /** For each source range an address in it that no one has; of a range of one address that one. */
  private rangeAddresses(family: Family): readonly string[] {
    const cidrs = this.services.flatMap(({ spec }) => spec.loadBalancerSourceRanges ?? []).map(text => parseCidr(text.trim())!);
    const addresses = cidrs.filter(cidr => cidr.family === family && cidr.prefixLength > 0).map(({ network, prefixLength }) =>
      formatIp(network.map((byte, index) => (index === network.length - 1 && prefixLength <= network.length * 8 - 7 ? byte | 0x4d : byte))));
    return [...new Set(addresses)].slice(0, 3);
  }
}

export function frontendName({ address, port, protocol }: Frontend): string {
  return `${familyOf(address) === 'ip' ? address : `[${address}]`}:${port}/${protocol}`;
}

function canonical(address: string): string {
  return parseIp(address)!.text;
}

function isLinkLocal(address: string): boolean {
  return address.startsWith('fe80:');
}

function podDevice({ config }: Scenario): string {
  const { detectLocal } = config as { detectLocal?: { bridgeInterface?: string; interfaceNamePrefix?: string } };
  if (detectLocal?.bridgeInterface) return detectLocal.bridgeInterface;
  return detectLocal?.interfaceNamePrefix ? `${detectLocal.interfaceNamePrefix}0` : 'pods0';
}
