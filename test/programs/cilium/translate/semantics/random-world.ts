import { Endpoint, Family, World } from './world';
import { Plain } from '../../../../support/builders';

/** Numbers that are always the same for a seed. */
export class Chance {
  constructor(private seed: number) {}

  public below(limit: number): number {
    this.seed = (this.seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.seed ^ (this.seed >>> 15), 1 | this.seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor(((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296 * limit);
  }

  public pick<T>(values: readonly T[]): T {
    return values[this.below(values.length)];
  }

  /** True once in so many times. */
  public once(times: number): boolean {
    return this.below(times) === 0;
  }

  public some<T>(values: readonly T[], most = values.length): T[] {
    const left = [...values];
    return Array.from({ length: Math.min(left.length, 1 + this.below(most)) }, () => left.splice(this.below(left.length), 1)[0]);
  }
}

const LABELS: Readonly<Record<string, readonly string[]>> = { 'app': ['web', 'db', 'cache'], 'env': ['prod', 'dev'], 'app.kubernetes.io/part-of': ['shop', 'bank'] };
const NAMESPACES: World['namespaces'] = { shop: { team: 'a', env: 'prod' }, data: { team: 'b' }, jobs: {} };
const ACCOUNTS = ['default', 'robot'];
const OUTSIDE = ['203.0.113.7', '203.0.113.99', '198.51.100.9', '10.7.0.1', '8.8.8.8'];
const OUTSIDE_6 = ['2001:db8:1::7', '2001:db8:2::9'];
const NETS = ['203.0.113.0/24', '203.0.113.7', '198.51.100.0/24', '203.0.112.0/22', '8.8.8.8/32', '0.0.0.0/0', '10.0.0.0/8', '10.244.0.0/16', '10.244.0.0/17', '192.168.10.0/24', '10.7.0.0/16', '192.168.10.1', '2001:db8:1::/48', '::/0', '10.244.0.0/15'];
/** Those that are neither pods nor nodes, more often. */
const PLAIN_NETS = ['203.0.113.0/24', '203.0.113.7', '198.51.100.0/24', '203.0.112.0/22', '8.8.8.8/32', '10.7.0.0/16', '2001:db8:1::/48'];

/** A cluster with its policies, of which most are such as people write, and some are not. */
export function randomWorld(seed: number): World {
  const chance = new Chance(seed);
  const families: Family[] = chance.once(4) ? ['ip', 'ip6'] : ['ip'];
  const nodes = ['n1', 'n2', 'n3'].slice(0, 2 + chance.below(2));
  const pools = chance.once(4) ? ['10.244.0.0/17', '10.244.128.0/17'] : ['10.244.0.0/16'];
  const labels = (): Record<string, string> => Object.fromEntries(Object.entries(LABELS).filter(() => !chance.once(3))
    .map(([key, values]) => [key, chance.pick(values)]));
  const addresses = (ip: string, ip6: string): Endpoint['addresses'] => families.includes('ip6') ? { ip, ip6 } : { ip };
  const pods = Array.from({ length: 5 + chance.below(4) }, (_, i): Endpoint => ({
    kind: 'pod',
    name: `p${i}`,
    addresses: addresses(`10.244.${chance.once(2) ? 1 : 200}.${i + 1}`, `fd00:10:244::${i + 1}`),
    namespace: chance.pick(Object.keys(NAMESPACES)),
    labels: { ...labels(), ...chance.once(8) && { 'pod-template-hash': chance.pick(['x', 'y']) } },
    account: chance.pick(ACCOUNTS),
    node: chance.pick(nodes),
    ports: [{ name: 'http', protocol: 'TCP', number: chance.pick([80, 8080]) }, ...chance.once(2) ? [{ name: 'dns', protocol: 'UDP', number: 53 }] : []],
  }));
  const none = { namespace: '', labels: {}, account: '', node: '', ports: [] };
  const endpoints: Endpoint[] = [
    ...pods,
    ...nodes.map((name, i): Endpoint => ({ ...none, kind: 'node', name, addresses: addresses(`192.168.10.${i + 1}`, `fd00:192::${i + 1}`) })),
    ...OUTSIDE.map((ip, i): Endpoint => ({ ...none, kind: 'outside', name: ip, addresses: addresses(ip, OUTSIDE_6[i % 2]) })),
  ];
  const random = new RandomPolicies(chance);
  const tiers = chance.once(3) ? chance.some(['security', 'platform', 'last']).map(name => ({
    apiVersion: 'projectcalico.org/v3',
    kind: 'Tier',
    metadata: { name },
    spec: { ...name === 'last' ? {} : { order: chance.pick([10, 20, 2_000_000]) }, ...chance.once(3) && { defaultAction: chance.pick(['Pass', 'Deny']) } },
  })) : [];
  return {
    namespaces: NAMESPACES,
    endpoints,
    families,
    pools: [...pools, ...families.includes('ip6') ? ['fd00:10:244::/64'] : []],
    sets: chance.once(3) ? Array.from({ length: 1 + chance.below(2) }, (_, i) => {
      const namespace = chance.once(2) ? chance.pick(Object.keys(NAMESPACES)) : undefined;
      return {
        apiVersion: 'projectcalico.org/v3',
        kind: namespace === undefined ? 'GlobalNetworkSet' : 'NetworkSet',
        metadata: { name: `s${i}`, ...namespace !== undefined && { namespace }, labels: labels() },
        spec: { nets: chance.some(chance.once(5) ? NETS : PLAIN_NETS, 2) },
      };
    }) : [],
    hosts: chance.once(6) ? nodes.slice(0, 1).map((name, i) => ({
      apiVersion: 'projectcalico.org/v3', kind: 'HostEndpoint', metadata: { name, labels: labels() }, spec: { node: name, expectedIPs: [`192.168.10.${i + 1}`] },
    })) : [],
    tiers,
    policies: Array.from({ length: 1 + chance.below(5) }, (_, i) => random.policy(`p${i}`, tiers.map(({ metadata }) => metadata.name))),
    networkPolicies: chance.once(3) ? Array.from({ length: 1 + chance.below(2) }, (_, i) => random.networkPolicy(`k${i}`)) : [],
  };
}

class RandomPolicies {
  constructor(private readonly chance: Chance) {}

  public policy(name: string, tiers: readonly string[]): Plain {
    const { chance } = this;
    const isNamespaced = chance.below(5) < 3;
    const tier = tiers.length > 0 && chance.once(2) ? chance.pick(tiers) : undefined;
    const types = chance.pick([undefined, ['Ingress'], ['Egress'], ['Ingress', 'Egress']]);
    const rules = (direction: 'ingress' | 'egress'): Plain[] | undefined => types && !types.map(type => type.toLowerCase()).includes(direction) ? undefined
      : Array.from({ length: chance.below(4) }, () => this.rule(direction)).concat(this.last());
    return {
      apiVersion: 'projectcalico.org/v3',
      kind: `${chance.once(25) ? 'Staged' : ''}${isNamespaced ? 'NetworkPolicy' : 'GlobalNetworkPolicy'}`,
      metadata: { name: `${tier ?? 'default'}.${name}`, ...isNamespaced && { namespace: chance.pick(Object.keys(NAMESPACES)) } },
      spec: {
        ...tier !== undefined && { tier },
        ...!chance.once(3) && { order: chance.pick([5, 10, 20, 500, 1000, 2000]) },
        ...types && { types },
        ...!chance.once(4) && { selector: chance.once(3) ? 'all()' : this.selector(LABELS) },
        ...!isNamespaced && chance.once(4) && { namespaceSelector: this.namespaceSelector() },
        ...chance.once(20) && { serviceAccountSelector: `projectcalico.org/name == '${chance.pick(ACCOUNTS)}'` },
        ingress: rules('ingress'),
        egress: rules('egress'),
      },
    };
  }

  private last(): Plain[] {
    const { chance } = this;
    return chance.once(3) ? [{ action: chance.pick(['Deny', 'Deny', 'Pass', 'Allow']) }] : [];
  }

  private rule(direction: 'ingress' | 'egress'): Plain {
    const { chance } = this;
    const protocol = chance.once(3) ? undefined : chance.pick<string | number>(['TCP', 'TCP', 'TCP', 'UDP', 'SCTP', 'ICMP', 'ICMPv6', 17, 'UDPLite']);
    const hasPorts = ['TCP', 'UDP', 'SCTP', 17].includes(protocol ?? '');
    const [peer, own] = direction === 'ingress' ? ['source', 'destination'] : ['destination', 'source'];
    const sides: Record<string, Record<string, unknown>> = {
      [peer]: chance.once(4) ? {} : this.peer(), [own]: chance.once(12) ? { selector: this.selector(LABELS) } : {},
    };
    if (hasPorts && !chance.once(3)) Object.assign(sides.destination, this.ports());
    if (hasPorts && chance.once(25)) sides.source.ports = [80];
    return {
      action: chance.pick(['Allow', 'Allow', 'Allow', 'Allow', 'Deny', 'Deny', 'Pass', 'Log']),
      ...protocol !== undefined && { protocol },
      ...protocol === undefined && chance.once(15) && { notProtocol: 'TCP' },
      ...(protocol === 'ICMP' || protocol === 'ICMPv6') && !chance.once(3) && { icmp: { type: chance.pick([0, 8, 128]), ...chance.once(5) && { code: 0 } } },
      ...protocol === 'ICMP' && chance.once(10) && { notICMP: { type: 8 } },
      ...!String(protocol).startsWith('ICMP') && chance.once(8) && { ipVersion: chance.pick([4, 6]) },
      ...Object.fromEntries(Object.entries(sides).filter(([, side]) => Object.keys(side).length > 0)),
    };
  }

  private ports(): Plain {
    const { chance } = this;
    const list = (): unknown[] => chance.some([80, 443, 53, '8000:8100', '1:1023', 8080, 'http', 'dns', 0, '0:65535'], 3);
    return chance.once(4) ? { notPorts: list(), ...chance.once(3) && { ports: list() } } : { ports: list() };
  }

  private peer(): Plain {
    const { chance } = this;
    switch (chance.below(10)) {
      case 0: case 1: case 2: return { selector: this.selector(LABELS) };
      case 3: return { namespaceSelector: this.namespaceSelector(), ...chance.once(2) && { selector: this.selector(LABELS) } };
      case 4: return { serviceAccounts: { names: chance.some(ACCOUNTS) }, ...chance.once(2) && { namespaceSelector: this.namespaceSelector() } };
      case 5: return { notSelector: this.selector(LABELS), ...chance.once(2) && { selector: this.selector(LABELS) } };
      case 6: return { notNets: chance.some(PLAIN_NETS, 2), ...chance.once(3) && { selector: this.selector(LABELS) } };
      case 7: return { nets: chance.some(NETS, 3), ...chance.once(3) && { notNets: chance.some(NETS, 2) } };
      default: return { nets: chance.some(PLAIN_NETS, 2), ...chance.once(4) && { notNets: chance.some(PLAIN_NETS, 2) } };
    }
  }

  private namespaceSelector(): string {
    const { chance } = this;
    const given = ['all()', 'global()', "projectcalico.org/name == 'data'", "kubernetes.io/metadata.name in {'shop', 'jobs'}", "projectcalico.org/name != 'shop'"];
    return chance.once(2) ? chance.pick(given) : this.selector({ team: ['a', 'b'], env: ['prod'] });
  }

  private selector(labels: Readonly<Record<string, readonly string[]>>, depth = 0): string {
    const { chance } = this;
    const key = chance.once(20) ? 'pod-template-hash' : chance.once(20) ? 'projectcalico.org/orchestrator' : chance.once(25) ? 'projectcalico.org/namespace' : chance.once(25) ? 'pcns.team' : chance.pick(Object.keys(labels));
    const values = labels[key] ?? ['k8s', 'x', 'shop', 'a'];
    const value = `'${chance.pick(values)}'`;
    switch (chance.below(depth > 1 ? 12 : 20)) {
      case 0: case 1: case 2: case 3: return `${key} == ${value}`;
      case 4: case 5: return `${key} != ${value}`;
      case 6: return `${key} in {${chance.some(values, 2).map(each => `"${each}"`).join(', ')}}`;
      case 7: return `${key} not in {${value}}`;
      case 8: return `has(${key})`;
      case 9: return `!has(${key})`;
      case 10: return chance.once(2) ? 'all()' : `${key} == ${value}`;
      case 11: return chance.once(4) ? `${key} ${chance.pick(['contains', 'starts with', 'ends with'])} '${chance.pick(values).slice(0, 2)}'` : `${key} notin {${value}}`;
      case 12: case 13: case 14: return `${this.selector(labels, depth + 1)} && ${this.selector(labels, depth + 1)}`;
      case 15: case 16: return `(${this.selector(labels, depth + 1)} || ${this.selector(labels, depth + 1)})`;
      case 17: case 18: return `!(${this.selector(labels, depth + 1)})`;
      default: return `${this.selector(labels, depth + 1)} && (${this.selector(labels, depth + 1)} || ${this.selector(labels, depth + 1)})`;
    }
  }

  public networkPolicy(name: string): Plain {
    const { chance } = this;
    const labels = (): Plain => ({ matchLabels: { [chance.pick(['app', 'env'])]: chance.pick(['web', 'db', 'prod']) } });
    const rule = (side: 'from' | 'to'): Plain => ({
      ...!chance.once(3) && { [side]: [chance.pick<Plain>([{ podSelector: labels() }, { namespaceSelector: chance.once(2) ? {} : { matchLabels: { team: 'a' } } }, { ipBlock: { cidr: '203.0.113.0/24', except: ['203.0.113.7/32'] } }])] },
      ...chance.once(2) && { ports: [chance.pick<Plain>([{ port: 80 }, { protocol: 'UDP', port: 53 }, { port: 8000, endPort: 8100 }])] },
    });
    const policyTypes = chance.pick([['Ingress'], ['Egress'], ['Ingress', 'Egress']]);
    return {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name, namespace: chance.pick(Object.keys(NAMESPACES)) },
      spec: {
        podSelector: chance.once(2) ? {} : labels(),
        policyTypes,
        ...policyTypes.includes('Ingress') && { ingress: Array.from({ length: chance.below(3) }, () => rule('from')) },
        ...policyTypes.includes('Egress') && { egress: Array.from({ length: chance.below(3) }, () => rule('to')) },
      },
    };
  }
}
