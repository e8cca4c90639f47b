import { verdictOfAll } from './answers';
import { isSameOutcome } from './compare/same';
import { deliver } from './delivery';
import { assumedFacts, outcomeOf } from './mode-model';
import { ModeOutcome } from './outcome';
import { ModePacket } from './packet';
import { ModeModel } from './procedure';
import { FactName, FactsAsked, SurroundingFacts, Surroundings } from './surroundings';
import { ServiceBehaviorUnknown } from './vocabulary';
import { KubeProxyMode } from '../settings';

/** What is assumed of a fact, and what may be instead. */
export interface Branch {
  readonly name: string;
  readonly assumed: string;
  readonly alternative: string;
  readonly otherwise: Partial<SurroundingFacts>;
}

/** Facts that may turn out otherwise. On which ports processes listen is not a branch: `host` says that the node decides. */
export function branchesOf(modes: readonly KubeProxyMode[]): Partial<Record<FactName, Branch>> {
  return {
    hostRules: {
      name: 'host-firewall',
      assumed: 'the host has no firewall of its own',
      alternative: 'the host\'s firewall drops new connections in INPUT',
      otherwise: { hostRules: [{ chain: 'INPUT', inputInterface: { name: 'lo', negated: true }, states: ['NEW'], target: 'DROP' }] },
    },
    forwardPolicy: {
      name: 'forward-policy',
      assumed: 'forwarded packets are accepted',
      alternative: 'the policy of FORWARD is DROP, and no rule of the network plugin accepts the packets',
      otherwise: { forwardPolicy: 'drop' },
    },
    otherNodesInIpvs: otherNodes(modes),
    destinationOnLan: {
      name: 'network-segment',
      assumed: 'the address is in no network that the node is connected to',
      alternative: 'the address is in a network that the node is connected to',
      otherwise: { destinationOnLan: true },
    },
    podsRoutedOverLan: {
      name: 'pod-routes',
      assumed: 'packets to pods of other nodes leave by a tunnel',
      alternative: 'packets to pods of other nodes are routed over the nodes\' network',
      otherwise: { podsRoutedOverLan: true },
    },
    podsMasqueraded: {
      name: 'pod-masquerade',
      assumed: 'the network plugin keeps the address of a pod that sends to a node',
      alternative: 'the network plugin gives packets of a pod to a node the address of its own node',
      otherwise: { podsMasqueraded: true },
    },
  };
}

/** Where modes are compared, all nodes are taken to change, and may be nodes that have not changed yet. */
function otherNodes(modes: readonly KubeProxyMode[]): Branch {
  const isSwitch = modes.some(mode => mode !== modes[0]);
  const { otherNodesInIpvs } = assumedFacts(modes[0]);
  const texts = ['the other nodes run kube-proxy in ipvs mode', 'the other nodes do not run kube-proxy in ipvs mode'];
  if (isSwitch) {
    return {
      name: 'other-nodes',
      assumed: 'the other nodes run kube-proxy in the same mode as the node, before and after',
      alternative: 'the other nodes run kube-proxy in ipvs mode before and after',
      otherwise: { otherNodesInIpvs: true },
    };
  }
  return {
    name: 'other-nodes', assumed: texts[otherNodesInIpvs ? 0 : 1], alternative: texts[otherNodesInIpvs ? 1 : 0], otherwise: { otherNodesInIpvs: !otherNodesInIpvs },
  };
}

/** The facts that are not known, and with which the outcome would be another one. */
export function unknownsOf(model: ModeModel, packet: ModePacket, surroundings: Surroundings, outcome: ModeOutcome): ServiceBehaviorUnknown[] {
  const facts = new FactsAsked(surroundings, assumedFacts(model.mode));
  deliver(model, packet, facts);
  const branches = branchesOf([model.mode]);
  const unknowns: ServiceBehaviorUnknown[] = [];
  for (const name of facts.takeAsked()) {
    const branch = branches[name];
    if (!branch) continue;
    const other = outcomeOf(model, packet, { ...surroundings, ...branch.otherwise });
    if (isSameOutcome(outcome, other, packet.sender.place)) continue;
    unknowns.push({ fact: branch.name, assumed: branch.assumed, alternative: branch.alternative, verdict: verdictOfAll(other) });
  }
  return unknowns;
}
