import { boolean, choice, count, list, map, nullable, record, Shape, text } from './shape';

/** A base chain, and what its rules and those of the chains that they jump to do. */
export interface HookedChain {
  readonly family: string;
  readonly table: string;
  readonly chain: string;
  readonly hook: string;
  readonly policy: 'accept' | 'drop';
  readonly rules: number;
  readonly drops: number;
  readonly accepts: number;
  /** What the last rule does with whatever comes to it; `none` where it has a condition, or there is no rule. */
  readonly lastRule: 'none' | 'accept' | 'drop' | 'reject';
  /** Whether a rule accepts packets whose destination was rewritten. */
  readonly acceptsDnat: boolean;
  readonly jumps: readonly string[];
}

/** A base chain as it is declared. */
export interface BaseChain {
  readonly chain: string;
  readonly type: string;
  readonly hook: string;
  readonly priority: string;
  readonly policy: 'accept' | 'drop';
}

/** A table of nftables, iptables-nft's included. */
export interface NftTable {
  readonly family: string;
  readonly name: string;
  readonly chains: number;
  readonly base: readonly BaseChain[];
  /** How many chains of each name there are; names that end in a hash are counted together, as `KUBE-SVC-`. */
  readonly kinds: Readonly<Record<string, number>>;
}

/** A table of the legacy iptables. */
export interface LegacyTable {
  readonly family: string;
  readonly name: string;
  readonly chains: number;
  readonly kinds: Readonly<Record<string, number>>;
  readonly hooks: readonly HookedChain[];
}

/** A chain that may decide whether packets pass, with its rules in the words of the program that lists it, without comments. */
export interface FirewallChain {
  readonly syntax: 'iptables' | 'iptables-legacy' | 'nft';
  readonly family: string;
  readonly table: string;
  readonly chain: string;
  /** `input`, `forward`, `output` or `postrouting`; empty for a chain that others jump to. */
  readonly hook: string;
  readonly priority: string;
  readonly policy: 'accept' | 'drop';
  readonly rules: readonly string[];
}

/** The virtual servers of IPVS. */
export interface VirtualServers {
  readonly total: number;
  /** How many have an address of kube-ipvs0: those of ClusterIPs and of external addresses. */
  readonly onKubeIpvs0: number;
  /** The others, as `192.168.10.11:31080/tcp`: those of NodePorts, and those of other software. At most 500. */
  readonly others: readonly string[];
  readonly othersTotal: number;
  readonly schedulers: readonly string[];
}

/** How large a ruleset is when it is listed. */
export interface ListingSize {
  readonly lines: number;
  readonly bytes: number;
}

/** The facts of a node, by their ids, and what their values are. */
export interface FactValues {
  readonly 'kernel.release': string;
  readonly 'kernel.nftables': boolean;
  readonly 'kernel.lacks': readonly string[];
  readonly 'kernel.conntrack': boolean;
  readonly 'kernel.ipvs': boolean;
  readonly 'os.name': string;
  readonly 'os.id': string;
  readonly 'os.version': string;
  readonly 'modules.loaded': readonly string[];
  readonly 'modules.atBoot': readonly string[];
  readonly 'sysctls': Readonly<Record<string, string>>;
  readonly 'sysctls.ipForwardAtBoot': boolean | null;
  readonly 'nft.installed': boolean;
  readonly 'nft.version': string;
  readonly 'nft.json': boolean;
  readonly 'nft.tables': readonly NftTable[];
  readonly 'nft.hooks': readonly HookedChain[];
  readonly 'firewall': readonly FirewallChain[];
  readonly 'nft.sets': Readonly<Record<string, number>>;
  readonly 'iptables.installed': boolean;
  readonly 'iptables.version': string;
  readonly 'iptables.backend': 'nf_tables' | 'legacy';
  readonly 'iptables.legacy': readonly LegacyTable[];
  readonly 'software.processes': readonly string[];
  readonly 'software.units': readonly string[];
  readonly 'ipsets': readonly string[];
  readonly 'ipvs.interface': boolean;
  readonly 'ipvs.addresses': number;
  readonly 'ipvs.servers': VirtualServers;
  readonly 'addresses': Readonly<Record<string, readonly string[]>>;
  readonly 'cni.files': readonly string[];
  readonly 'cni.plugins': readonly string[];
  readonly 'kubeProxy.mode': string;
  readonly 'kubeProxy.healthy': boolean;
  readonly 'kubeProxy.commandLine': readonly string[];
  readonly 'kubeProxy.metrics': Readonly<Record<string, number>>;
  readonly 'rules.nftables': Readonly<Record<string, ListingSize>>;
  readonly 'rules.iptables': ListingSize;
}

export type FactId = keyof FactValues;

/** What a fact is about, for the docs, and what its value has to be. */
export interface FactInfo {
  readonly shape: Shape;
  readonly description: string;
}

const policy = choice('accept', 'drop');
const hookedChain = record({
  family: text,
  table: text,
  chain: text,
  hook: text,
  policy,
  rules: count,
  drops: count,
  accepts: count,
  lastRule: choice('none', 'accept', 'drop', 'reject'),
  acceptsDnat: boolean,
  jumps: list(text),
});
const size = record({ lines: count, bytes: count });

/** All facts, in the order of the docs. */
export const FACTS: { readonly [Id in FactId]: FactInfo } = {
  'kernel.release': { shape: text, description: 'the running kernel' },
  'kernel.nftables': { shape: boolean, description: 'whether the kernel has all that kube-proxy\'s rules need' },
  'kernel.lacks': { shape: list(text), description: 'what the kernel lacks: base, maps, affinity, ct, fib, reject, masquerade, dnat or numgen, for ip or ip6' },
  'kernel.conntrack': { shape: boolean, description: 'whether connection tracking is loaded' },
  'kernel.ipvs': { shape: boolean, description: 'whether IPVS is loaded' },
  'os.name': { shape: text, description: 'the name of the distribution' },
  'os.id': { shape: text, description: 'the id of the distribution, as debian' },
  'os.version': { shape: text, description: 'the version of the distribution' },
  'modules.loaded': { shape: list(text), description: 'which of the modules that matter are loaded; what is built in is not among them' },
  'modules.atBoot': { shape: list(text), description: 'which of these modules a file loads at boot' },
  'sysctls': { shape: map(text), description: 'the sysctls that matter, where they exist' },
  'sysctls.ipForwardAtBoot': { shape: nullable(boolean), description: 'what files set net.ipv4.ip_forward to at boot; null where none does' },
  'nft.installed': { shape: boolean, description: 'whether nft is installed on the host' },
  'nft.version': { shape: text, description: 'the version of nft on the host' },
  'nft.json': { shape: boolean, description: 'whether nft can print JSON' },
  'nft.tables': {
    shape: list(record({
      family: text,
      name: text,
      chains: count,
      kinds: map(count),
      base: list(record({ chain: text, type: text, hook: text, priority: text, policy })),
    })),
    description: 'all tables of nftables, with the hooks, priorities and policies of their base chains, and how many chains of each kind',
  },
  'nft.hooks': { shape: list(hookedChain), description: 'for each base chain of type filter what its rules do: how many drop, accept, and where they jump to' },
  'firewall': {
    shape: list(record({
      syntax: choice('iptables', 'iptables-legacy', 'nft'),
      family: text,
      table: text,
      chain: text,
      hook: text,
      priority: text,
      policy,
      rules: list(text),
    })),
    description: 'the rules that decide whether packets are let in, forwarded and sent, and whether those of pods are masqueraded, without comments; those of '
      + 'kube-proxy are left out',
  },
  'nft.sets': { shape: map(count), description: 'how many sets each table has' },
  'iptables.installed': { shape: boolean, description: 'whether iptables is installed on the host' },
  'iptables.version': { shape: text, description: 'the version of iptables on the host' },
  'iptables.backend': { shape: choice('nf_tables', 'legacy'), description: 'what iptables on the host writes to' },
  'iptables.legacy': {
    shape: list(record({ family: text, name: text, chains: count, kinds: map(count), hooks: list(hookedChain) })),
    description: 'the tables of the legacy iptables',
  },
  'software.processes': { shape: list(text), description: 'which programs that may write rules, or use IPVS, are running' },
  'software.units': { shape: list(text), description: 'which of these programs systemd starts at boot' },
  'ipsets': { shape: list(text), description: 'the names of ipsets' },
  'ipvs.interface': { shape: boolean, description: 'whether kube-ipvs0 exists' },
  'ipvs.addresses': { shape: count, description: 'how many addresses kube-ipvs0 has' },
  'ipvs.servers': {
    shape: record({ total: count, onKubeIpvs0: count, others: list(text), othersTotal: count, schedulers: list(text) }),
    description: 'the virtual servers of IPVS: how many, and those whose address is not on kube-ipvs0',
  },
  'addresses': { shape: map(list(text)), description: 'the addresses of the interfaces, but for kube-ipvs0' },
  'cni.files': { shape: list(text), description: 'the names of the files in /etc/cni/net.d' },
  'cni.plugins': { shape: list(text), description: 'the types of CNI plugins that these files name' },
  'kubeProxy.mode': { shape: text, description: 'the mode that kube-proxy reports' },
  'kubeProxy.healthy': { shape: boolean, description: 'whether kube-proxy reports that it is healthy' },
  'kubeProxy.commandLine': { shape: list(text), description: 'the arguments of kube-proxy' },
  'kubeProxy.metrics': { shape: map(count), description: 'kube-proxy\'s counters of failed syncs and of packets that only iptables mode accepts or drops' },
  'rules.nftables': { shape: map(size), description: 'how large kube-proxy\'s tables of nftables are' },
  'rules.iptables': { shape: size, description: 'how large all tables of iptables are' },
};
