import { Firewall } from './firewall/firewall';
import { FirewallNode } from './firewall/packet';
import { Surroundings } from './surroundings';
import { FactId, FirewallChain, HookedChain } from '../../cluster/facts/fact-table';
import { NodeFacts } from '../../cluster/facts/node-facts';
import { Node } from '../../cluster/served/node';
import { RulesetInputs } from '../nftables/generate';

/** The facts of a node that decide what becomes of packets. */
export const PACKET_FACTS: readonly FactId[] = ['addresses', 'firewall', 'nft.hooks', 'nft.tables', 'iptables.legacy', 'cni.plugins'];

/** Whether a chain lets everything pass, whatever comes to it. */
function letsAllPass({ policy, drops, lastRule }: HookedChain): boolean {
  return policy === 'accept' && drops === 0 && lastRule !== 'drop' && lastRule !== 'reject';
}

/** Whether a chain drops everything that is not for the node: nothing in it accepts anything, and nothing leads elsewhere. */
function dropsAll({ policy, lastRule, accepts, jumps }: HookedChain): boolean {
  return accepts === 0 && jumps.length === 0 && (policy === 'drop' || lastRule === 'drop' || lastRule === 'reject');
}

/**
 * What the facts of a node say about its surroundings. What they leave open stays unknown: chains that drop some packets and accept
 * others depend on the packet. The modes of other nodes are not taken from facts: a comparison is about all nodes changing.
 *
 * @param inputs the node and its cluster, which say what its addresses are
 */
export function surroundingsOfFacts(facts: NodeFacts | undefined, inputs?: Pick<RulesetInputs, 'node' | 'cluster'>): Surroundings {
  if (!facts) return {};
  const chains = facts.value('firewall');
  if (!chains) return ofSummaries(facts);
  const firewall = firewallOf(facts, chains, inputs?.node);
  const podsMasqueraded = inputs && masqueradesPods(firewall, facts, inputs);
  return { firewall, ...podsMasqueraded !== undefined && { podsMasqueraded } };
}

/** The packet filter that the facts of a node show. */
export function firewallOf(facts: NodeFacts, chains: readonly FirewallChain[], node: Pick<Node, 'internalIps'> | undefined): Firewall {
  const interfaces = new FirewallNode(facts.value('addresses'), node?.internalIps ?? []);
  return new Firewall(chains, interfaces, (facts.iptablesChains?.['cali-fh-'] ?? 0) > 0);
}

/** What can be said where only what chains do in all is known: documents of older probes have no rules. */
function ofSummaries(facts: NodeFacts): Surroundings {
  const forward = facts.hooks('forward');
  const input = facts.hooks('input');
  return {
    ...forward?.every(letsAllPass) && { forwardPolicy: 'accept' },
    ...forward?.some(dropsAll) && { forwardPolicy: 'drop' },
    ...input?.every(letsAllPass) && { hostRules: [] },
  };
}

/** CNI plugins that masquerade with rules at postrouting, or not at all. Others do it in programs of their own (eBPF, Open vSwitch). */
const MASQUERADES_BY_RULES: ReadonlySet<string> = new Set([
  'bridge', 'calico', 'calico-ipam', 'flannel', 'host-local', 'ptp', 'portmap', 'bandwidth', 'loopback', 'tuning', 'firewall', 'sbr',
]);

/**
 * Whether packets of a pod to the address of another node get the address of the pod's node: what this node does with its own pods'
 * packets, its network plugin does on the others as well. Undefined where the rules do not tell.
 */
function masqueradesPods(firewall: Firewall, facts: NodeFacts, { node, cluster }: Pick<RulesetInputs, 'node' | 'cluster'>): boolean | undefined {
  const plugins = facts.value('cni.plugins');
  if (!plugins || plugins.length === 0 || !plugins.every(plugin => MASQUERADES_BY_RULES.has(plugin))) return undefined;
  const destination = [...cluster.nodes.values()].find(({ name }) => name !== node.name)?.internalIps.find(({ family }) => family === 'ip')?.text;
  const source = podAddress(node, cluster);
  if (destination === undefined || source === undefined) return undefined;
  return firewall.masquerades({
    hook: 'postrouting',
    family: 'ip',
    protocol: 'tcp',
    source,
    destination,
    port: 80,
    state: 'NEW',
    place: 'pod-on-node',
    isTranslated: false,
    isMarked: false,
    isOfLocalPod: true,
  });
}

/** The IPv4 address of a pod on the node: of an endpoint, or the second one of the node's range. */
export function podAddress({ name, podCidrs, internalIps }: RulesetInputs['node'], { endpointSlices }: RulesetInputs['cluster']): string | undefined {
  const own = new Set(internalIps.map(({ text }) => text));
  for (const slices of endpointSlices.values()) {
    for (const { endpoints } of slices.filter(({ family }) => family === 'ip').flatMap(({ ports }) => ports)) {
      const found = endpoints.find(({ nodeName, address }) => nodeName === name && !own.has(address));
      if (found) return found.address;
    }
  }
  const range = podCidrs?.map(cidr => cidr.text).find(text => !text.includes(':'));
  return range?.replace(/\.\d+\/\d+$/, '.2');
}
