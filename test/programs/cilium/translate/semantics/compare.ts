import { Calico, typesOf } from './calico';
import { Cilium } from './cilium';
import { Direction, Endpoint, Packet, World } from './world';
import { parseCidr } from '../../../../../src/base/ip/cidr';
import { CiliumMinor } from '../../../../../src/programs/cilium/target';
import { isTranslated, TranslatedPolicy, translateCalicoPolicies } from '../../../../../src/programs/cilium/translate/calico-policies';
import { Plain } from '../../../../support/builders';

/** What is different after a translation, in words. */
export interface Comparison {
  readonly translated: readonly TranslatedPolicy[];
  /** Packets that Cilium allows, and Calico does not. */
  readonly more: readonly string[];
  /** Packets that Cilium drops, and Calico does not, although nothing is left to be written by hand. */
  readonly less: readonly string[];
}

const PROTOCOLS: readonly Pick<Packet, 'protocol' | 'port' | 'type' | 'code'>[] = [
  ...[22, 53, 80, 443, 8080, 8050, 1023, 1024, 65535].map(port => ({ protocol: 'TCP', port, type: -1, code: -1 })),
  ...[53, 80, 8080].map(port => ({ protocol: 'UDP', port, type: -1, code: -1 })),
  { protocol: 'SCTP', port: 80, type: -1, code: -1 },
  { protocol: 'UDPLite', port: 53, type: -1, code: -1 },
  { protocol: 'GRE', port: -1, type: -1, code: -1 },
];
const ICMP = [0, 8, 128, 13].flatMap(type => [0, 1].map(code => ({ port: -1, type, code })));

function translate(world: World, minor: CiliumMinor): TranslatedPolicy[] {
  return translateCalicoPolicies(world.policies, {
    minor,
    own: {
      pods: world.pools.map(pool => parseCidr(pool)!),
      nodes: world.endpoints.filter(({ kind }) => kind === 'node').flatMap(({ name, addresses }) => Object.values(addresses).map(ip => ({ name, cidr: parseCidr(`${ip}/${ip.includes(':') ? 128 : 32}`)! }))),
      families: new Set(world.families),
    },
    members: [...world.sets, ...world.hosts],
    tiers: world.tiers,
    networkPolicies: world.networkPolicies,
    otherPolicies: [],
    namespaceLabels: name => ({ ...world.namespaces[name], 'kubernetes.io/metadata.name': name }),
    hasOwnLabels: false,
    unknown: new Set(),
  });
}

/** Translates the policies of a cluster, and sends packets of each kind in each direction before and after. */
export function compare(world: World, minor: CiliumMinor): Comparison {
  const translated = translate(world, minor);
  const cilium = new Cilium(world, translated.flatMap(({ policy }) => (policy as Plain | undefined) ?? []));
  const calicos = [new Calico(world, 1), new Calico(world, -1)];
  const open = translated.filter(each => !isTranslated(each)).map(({ original }) => original as Plain).filter(({ kind }) => !kind.startsWith('Staged'));
  const more: string[] = [];
  const less: string[] = [];
  for (const pod of world.endpoints.filter(({ kind }) => kind === 'pod')) {
    for (const direction of ['ingress', 'egress'] as const) {
      const isOpen = open.some(policy => typesOf(policy).includes(direction) && calicos[0].selects(policy, pod));
      for (const packet of packets(world, pod, direction)) {
        const { isAllowed, isDenied, isIsolated, isAllowedByOwn } = cilium.verdict(direction, packet);
        const before = calicos.map(calico => calico.allows(direction, packet));
        // Where something is left to be written by hand, only what translated policies themselves allow is theirs.
        const isOfOwn = !isOpen || (isIsolated && isAllowedByOwn);
        if (isAllowed && isOfOwn && before.includes(false)) more.push(describe(direction, packet));
        if (!isAllowed && (isDenied || !isOpen) && before.includes(true)) less.push(describe(direction, packet));
      }
    }
  }
  return { translated, more, less };
}

function* packets(world: World, pod: Endpoint, direction: Direction): Generator<Packet> {
  for (const peer of world.endpoints.filter(each => each !== pod)) {
    for (const family of world.families) {
      for (const kind of [...PROTOCOLS, ...ICMP.map(each => ({ ...each, protocol: family === 'ip' ? 'ICMP' : 'ICMPv6' }))]) {
        const [source, destination] = direction === 'ingress' ? [peer, pod] : [pod, peer];
        yield { source, destination, family, sourcePort: 40000, ...kind };
      }
    }
  }
}

function describe(direction: Direction, { source, destination, family, protocol, port, type, code }: Packet): string {
  return `${direction} ${source.name} to ${destination.name} by ${family}, ${protocol} ${type < 0 ? port : `${type}/${code}`}`;
}
