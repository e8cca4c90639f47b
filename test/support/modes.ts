import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { NamedPlainObject } from './reference';
import { Family } from '../../src/base/ip/address';
import { parseCidr } from '../../src/base/ip/cidr';
import { PlainObject } from '../../src/base/objects/fields';
import { Cluster } from '../../src/cluster/cluster';
import { nodeOfName } from '../../src/cluster/served/served-cluster';
import { ConnectionState, HostChain, HostRule } from '../../src/dataplane/modes/host-firewall';
import { modeModel, outcomeOf } from '../../src/dataplane/modes/mode-model';
import { ModeOutcome } from '../../src/dataplane/modes/outcome';
import { ModePacket, PacketProtocol, Sender } from '../../src/dataplane/modes/packet';
import { ModeModel } from '../../src/dataplane/modes/procedure';
import { Surroundings } from '../../src/dataplane/modes/surroundings';
import { interfacesOf } from '../../src/dataplane/node/interface-ips';
import { KubeProxyMode, readSettings } from '../../src/dataplane/settings';
import { featuresOf } from '../../src/dataplane/versions/features';

/** A node's view of a cluster in which connections were measured. test/fixtures/modes/README.md explains the fields. */
export interface World {
  readonly name: string;
  readonly node: PlainObject & { readonly metadata: { readonly name: string } };
  readonly interfaces: readonly { readonly name: string; readonly addresses: readonly string[] }[];
  readonly configs: { readonly [name: string]: PlainObject };
  readonly hostRules?: { readonly [config: string]: readonly string[] };
  readonly serviceCIDRs: readonly string[];
  readonly services: readonly NamedPlainObject[];
  readonly endpointSlices: readonly NamedPlainObject[];
  readonly bed: {
    readonly otherNode: PlainObject & { readonly metadata: { readonly name: string } };
    readonly otherNodeAddresses: readonly string[];
    readonly pods: readonly { readonly name: string; readonly node: string; readonly addresses: readonly string[]; readonly hostInterface: string }[];
    readonly clients: readonly { readonly class: string; readonly addresses?: readonly string[] }[];
    readonly hostPorts: { readonly TCP: readonly number[]; readonly UDP: readonly number[] };
    readonly otherNodeHostPorts: readonly number[];
  };
}

/** What one connection met. */
export interface Cell {
  readonly world: string;
  readonly config: string;
  readonly mode: KubeProxyMode;
  readonly family: 'IPv4' | 'IPv6';
  readonly protocol: 'TCP' | 'UDP' | 'ICMP';
  readonly source: { readonly class: string; readonly from: string; readonly address?: string };
  readonly destination: { readonly kind: string; readonly at?: string; readonly address: string; readonly port?: number; readonly service?: string };
  readonly outcome: MeasuredOutcome;
}

export interface MeasuredOutcome {
  readonly verdict: string;
  readonly endpoints?: readonly string[];
  readonly lostEndpoints?: readonly string[];
  readonly sourceSeen?: { readonly [pod: string]: 'client' | 'node' };
  readonly sticky?: boolean;
  readonly clientAddress?: string;
  readonly status?: number;
  /** How many connections were opened. */
  readonly attempts: number;
}

/** What clients met that went to several frontends of a Service port with session affinity in turn. */
export interface AffinityCell extends Pick<Cell, 'world' | 'config' | 'mode' | 'family' | 'protocol'> {
  readonly service: string;
  readonly frontends: readonly { readonly address: string; readonly port: number; readonly clientsServed: number; readonly clientsSticky: number }[];
  readonly pairs: readonly { readonly a: number; readonly b: number; readonly clients: number; readonly sameEndpoint: number }[];
}

/** The lines of a file of test/fixtures/modes. */
export function readModes<T>(name: string): T[] {
  const file = join(__dirname, '..', 'fixtures', 'modes', `${name}.jsonl.gz`);
  return gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n').map(line => JSON.parse(line) as T);
}

const FAMILY = { IPv4: 'ip', IPv6: 'ip6' } as const;
/** The address of the link of eth0 is not in the data. */
const LINK_LOCAL = { node: 'fe80::1', lan: 'fe80::2' };

/** The models of one world, made when they are asked for. */
export class WorldModels {
  private readonly models = new Map<string, ModeModel>();
  private readonly cluster = new Cluster();
  private readonly pods = new Map<string, string>();

  constructor(public readonly world: World) {
    const { node, bed, services, endpointSlices, serviceCIDRs } = world;
    const serviceCidr = { apiVersion: 'networking.k8s.io/v1', kind: 'ServiceCIDR', metadata: { name: 'kubernetes' }, spec: { cidrs: serviceCIDRs } };
    for (const object of [node, bed.otherNode, serviceCidr, ...services, ...endpointSlices]) this.cluster.add(object as PlainObject);
    for (const { name, addresses } of bed.pods) for (const address of addresses) this.pods.set(address, name);
  }

  public podOf(address: string): string {
    return this.pods.get(address)!;
  }

  public predict(cell: Cell): ModeOutcome {
    return outcomeOf(this.model(cell), this.packet(cell), this.surroundings(cell));
  }

  /** What connections of a client to a frontend are remembered by. */
  public affinityKey(cell: AffinityCell, address: string, port: number): string | undefined {
    const { clients } = this.world.bed;
    const source = addressOf(clients.find(client => client.class === 'E')!.addresses!, FAMILY[cell.family]);
    const packet: ModePacket = {
      family: FAMILY[cell.family],
      protocol: cell.protocol.toLowerCase() as PacketProtocol,
      sender: { place: 'external', address: source, inputInterface: 'eth0' },
      destination: address,
      port,
    };
    return outcomeOf(this.model(cell), packet, this.surroundings(cell)).affinity?.key;
  }

  public model({ config, mode, family }: Pick<Cell, 'config' | 'mode' | 'family'>): ModeModel {
    const [name] = config.split('+');
    const key = `${name} ${mode} ${family}`;
    let model = this.models.get(key);
    if (!model) {
      const features = featuresOf('1.36');
      const settings = readSettings(this.world.configs[name], features, mode);
      const node = nodeOfName(this.cluster, this.world.node.metadata.name);
      const interfaces = Object.fromEntries(this.world.interfaces.map(each => [each.name, each.addresses]));
      model = modeModel(mode, { cluster: this.cluster, node, ...interfacesOf(interfaces, node, settings), settings, features }, FAMILY[family]);
      this.models.set(key, model);
    }
    return model;
  }

  public surroundings({ config, mode }: Pick<Cell, 'config' | 'mode'>): Surroundings {
    const rules = this.world.hostRules?.[config] ?? [];
    return {
      hostRules: rules.filter(rule => rule.startsWith('-A')).map(hostRule),
      forwardPolicy: rules.includes('-P FORWARD DROP') ? 'drop' : 'accept',
      otherNodesInIpvs: mode === 'ipvs',
      listeners: this.listeners(),
      podsRoutedOverLan: true,
      podsMasqueraded: false,
    };
  }

  /** TCP on all addresses, UDP on each of the interfaces' addresses. */
  private listeners(): Surroundings['listeners'] {
    const { bed: { hostPorts }, interfaces } = this.world;
    const addresses = interfaces.flatMap(each => each.addresses.map(address => address.replace(/\/.*$/, '')));
    return [...hostPorts.TCP.map(port => ({ protocol: 'tcp' as const, port })), ...hostPorts.UDP.map(port => ({ protocol: 'udp' as const, port, addresses }))];
  }

  public packet(cell: Cell): ModePacket {
    const { family, protocol, destination } = cell;
    return {
      family: FAMILY[family],
      protocol: protocol.toLowerCase() as PacketProtocol,
      sender: this.sender(cell),
      destination: destination.at === 'link-local' ? LINK_LOCAL.node : destination.address,
      port: destination.port ?? 0,
    };
  }

  private sender({ source, family, destination }: Cell): Sender {
    const { pods, clients, otherNode, otherNodeAddresses } = this.world.bed;
    const { address } = source;
    const nodeName = otherNode.metadata.name;
    switch (source.class) {
      case 'P':
      case 'S': return { place: 'pod-on-node', address, inputInterface: pods.find(({ name }) => name === source.from)!.hostInterface };
      case 'R': return { place: 'pod-elsewhere', address, nodeName, inputInterface: 'eth0' };
      case 'H': return { place: 'node', address };
      case 'N': return { place: 'other-node', address: address ?? addressOf(otherNodeAddresses, FAMILY[family]), nodeName, inputInterface: 'eth0' };
      case 'E': return { place: 'external', address, inputInterface: 'eth0' };
      case 'L': {
        const own = addressOf(clients.find(client => client.class === 'L')!.addresses!, FAMILY[family]);
        return { place: 'lan', address: destination.at === 'link-local' ? LINK_LOCAL.lan : own, inputInterface: 'eth0' };
      }
      default: throw new Error(`${source.class} is not a class of sources`);
    }
  }
}

function addressOf(addresses: readonly string[], family: Family): string {
  return addresses.map(address => address.replace(/\/.*$/, '')).find(address => address.includes(':') === (family === 'ip6'))!;
}

/** A cell in one line. */
export function describeCell(cell: Partial<Cell> & Pick<Cell, 'world' | 'config' | 'mode' | 'family' | 'protocol'>): string {
  const { world, config, mode, family, protocol, source, destination, outcome } = cell;
  const from = source && `from ${source.class} ${source.address ?? ''}`.trim();
  const { kind, at, address, port, service } = destination ?? {};
  return [world, config, mode, family, protocol, from, kind, at, address, port, service, outcome?.verdict].filter(part => part !== undefined).join(' ');
}

/** Reads a rule in the words of iptables. Rules for ICMP go in front of all others. */
export function hostRule(text: string): HostRule {
  const words = text.split(' ');
  const rule: { -readonly [K in keyof HostRule]?: HostRule[K] } = {};
  for (let negated = false, i = 0; i < words.length; i++) {
    switch (words[i]) {
      case '-A': rule.chain = words[++i] as HostChain; break;
      case '-m': i++; break;
      case '--ctstate': rule.states = words[++i].split(',') as ConnectionState[]; break;
      case '!': negated = true; break;
      case '-i': rule.inputInterface = { name: words[++i], negated }; negated = false; break;
      case '-s': rule.source = parseCidr(words[++i]); break;
      case '-p': rule.protocol = words[++i] as PacketProtocol; break;
      case '--dport': {
        const [first, last = first] = words[++i].split(':').map(Number);
        rule.ports = [first, last];
        break;
      }
      case '-j': rule.target = words[++i] as HostRule['target']; break;
      default: throw new Error(`${words[i]} of ${text} is not understood`);
    }
  }
  return { ...rule, first: rule.protocol === 'icmp' } as HostRule;
}
