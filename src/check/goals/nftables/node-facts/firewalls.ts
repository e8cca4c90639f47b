import { nodePortAddresses } from './addresses';
import { NodeDecision } from './decision';
import { Cluster } from '../../../../cluster/cluster';
import { HookedChain } from '../../../../cluster/facts/fact-table';
import { NodeFacts } from '../../../../cluster/facts/node-facts';
import { Node } from '../../../../cluster/served/node';
import { firewallOf, podAddress } from '../../../../dataplane/modes/surroundings-of-facts';

const HOOKS = ['nft.hooks', 'iptables.legacy'] as const;

/** `table ip filter, chain FORWARD: policy drop` */
function describe({ family, table, chain, policy, lastRule, drops }: HookedChain): string {
  const where = `table ${family} ${table}, chain ${chain}`;
  if (policy === 'drop') return `${where}: policy drop`;
  if (lastRule === 'drop' || lastRule === 'reject') return `${where}: the last rule ${lastRule}s everything`;
  return `${where}: ${drops} rules drop or reject`;
}

/** Whether a chain drops what no rule accepts. */
function dropsByDefault({ policy, lastRule }: HookedChain): boolean {
  return policy === 'drop' ? lastRule !== 'accept' : lastRule === 'drop' || lastRule === 'reject';
}

/**
 * Chains by which a network plugin accepts all traffic of pods, whoever forwards it: flannel's covers the network of all pods
 * (flannel pkg/trafficmngr/iptables). Calico's cali-FORWARD accepts what comes from or goes to pods of the node alone.
 */
const ACCEPTS_PODS = ['FLANNEL-FWD'];

/** Where firewalld forwards rewritten packets, its rule `ct status dnat accept` does so; Docker and ufw have none. */
export const forwardPolicy: NodeDecision = {
  decidedBy: [...HOOKS, 'firewall'],
  decide({ facts, node, context: { cluster } }) {
    const chains = facts.hooks('forward');
    if (!chains) return undefined;
    const blocking = chains.filter(chain => dropsByDefault(chain) && !chain.acceptsDnat && !chain.jumps.some(name => ACCEPTS_PODS.includes(name)));
    if (blocking.length === 0 || (node && forwardsPods(facts, node, cluster))) return false;
    return blocking.map(describe).join('; ');
  },
};

/**
 * Whether the rules of the node, one by one, forward what Services need: connections from outside and of its own pods to pods of other
 * nodes, and their answers. False where they do not, or that is not known.
 */
function forwardsPods(facts: NodeFacts, node: Node, cluster: Cluster): boolean {
  const rules = facts.value('firewall');
  const other = [...cluster.nodes.values()].find(({ name }) => name !== node.name);
  const [own, remote] = [node, other].map(each => each && podAddress(each, cluster));
  if (!rules || own === undefined || remote === undefined) return false;
  const firewall = firewallOf(facts, rules, node);
  const common = { hook: 'forward', family: 'ip', protocol: 'tcp', isTranslated: true } as const;
  return ([['external', OUTSIDE], ['pod-on-node', own]] as const).every(([place, client]) => {
    const isOfLocalPod = place === 'pod-on-node';
    const first = { ...common, place, source: client, destination: remote, port: 80, state: 'NEW', isMarked: !isOfLocalPod, isOfLocalPod } as const;
    const answer = { ...common, source: remote, destination: client, port: 0, state: 'ESTABLISHED', isMarked: false, isOfLocalPod } as const;
    return [first, answer].every(packet => firewall.verdict(packet, undefined, 'own-chain') === 'accept');
  });
}

/** An address of nobody (RFC 5737). */
const OUTSIDE = '203.0.113.7';

/** Chains at the INPUT hook that drop something; what kube-proxy's and kubelet's own chains (KUBE-*) drop does not count. */
function inputFilters(chains: readonly HookedChain[]): HookedChain[] {
  return chains.filter(chain => dropsByDefault(chain) || chain.policy === 'drop' || chain.drops > 0);
}

/** Calico writes chains of host endpoints (cali-fh-*) only where there are any. */
const HOST_ENDPOINTS = 'cali-fh-';

export const hostFirewallInput: NodeDecision = {
  decidedBy: [...HOOKS, 'nft.tables'],
  decide({ facts }) {
    const chains = facts.hooks('input');
    const iptables = facts.iptablesChains;
    if (!chains || !iptables) return undefined;
    const filters = inputFilters(chains).map(describe);
    const endpoints = iptables[HOST_ENDPOINTS] ?? 0;
    const all = [...filters, ...endpoints > 0 ? ['policies of Calico for host endpoints'] : []];
    return all.length > 0 && all.join('; ');
  },
};

/** What of a node matters to health checks, by the aspect of the rule. */
const HEALTH_CHECKS: Readonly<Record<string, NodeDecision>> = { firewall: hostFirewallInput, addresses: nodePortAddresses };

export const healthCheckNodePort: NodeDecision = {
  decidedBy: [...new Set(Object.values(HEALTH_CHECKS).flatMap(({ decidedBy }) => decidedBy))],
  isAbout: ({ aspect }) => aspect !== undefined && Object.hasOwn(HEALTH_CHECKS, aspect),
  decide: question => HEALTH_CHECKS[question.occurrence?.aspect ?? '']?.decide(question),
};
