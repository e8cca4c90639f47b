import { verdictOfAll } from './answers';
import { isSameOutcome } from './compare/same';
import { deliver } from './delivery';
import { assumedFacts, outcomeOf } from './mode-model';
import { ModeOutcome } from './outcome';
import { ModePacket } from './packet';
import { ModeModel } from './procedure';
import { FactName, FactsAsked, SurroundingFacts, Surroundings } from './surroundings';
import { ExplainedUnknown } from '../explain/vocabulary';
import { KubeProxyMode } from '../settings';
import { ModeDestination } from './compare/destinations';
import { failuresOf, Situation, whyOf } from './why';

/** What is assumed of a fact, and what may be instead. */
export interface Branch {
  readonly name: string;
  /** What is not known. */
  readonly question: string;
  readonly assumed: string;
  readonly alternative: string;
  readonly otherwise: Partial<SurroundingFacts>;
}

/** Facts that may turn out otherwise. On which ports processes listen is not a branch: `host` says that the node decides. */
export function branchesOf(modes: readonly KubeProxyMode[]): Partial<Record<FactName, Branch>> {
  return {
    hostRules: {
      name: 'host-firewall',
      question: 'whether the host has a firewall that concerns the packet',
      assumed: 'the host has no firewall of its own',
      alternative: 'the host\'s firewall drops new connections in INPUT',
      otherwise: { hostRules: [{ chain: 'INPUT', inputInterface: { name: 'lo', negated: true }, states: ['NEW'], target: 'DROP' }] },
    },
    forwardPolicy: {
      name: 'forward-policy',
      question: 'whether the host accepts forwarded packets',
      assumed: 'forwarded packets are accepted',
      alternative: 'the policy of FORWARD is DROP, and no rule of the network plugin accepts the packets',
      otherwise: { forwardPolicy: 'drop' },
    },
    otherNodesInIpvs: otherNodes(modes),
    destinationOnLan: {
      name: 'network-segment',
      question: 'whether the address is in a network of the node',
      assumed: 'the address is in no network that the node is connected to',
      alternative: 'the address is in a network that the node is connected to',
      otherwise: { destinationOnLan: true },
    },
    podsRoutedOverLan: {
      name: 'pod-routes',
      question: 'how packets reach pods of other nodes',
      assumed: 'packets to pods of other nodes leave by a tunnel',
      alternative: 'packets to pods of other nodes are routed over the nodes\' network',
      otherwise: { podsRoutedOverLan: true },
    },
    podsMasqueraded: {
      name: 'pod-masquerade',
      question: 'whether the network plugin masquerades what pods send to nodes',
      assumed: 'the network plugin keeps the address of a pod that sends to a node',
      alternative: 'the network plugin gives packets of a pod to a node the address of its own node',
      otherwise: { podsMasqueraded: true },
    },
  };
}

/** Whether a packet is routed on in both cases, wherever to. */
function isRoutedOn(...outcomes: readonly ModeOutcome[]): boolean {
  return outcomes.every(({ shares }) => shares.every(({ verdict }) => verdict === 'passed'));
}

/** What becomes of a packet, to follow its verdict. */
function inWords(outcome: ModeOutcome, situation: Situation): string {
  const failed = outcome.shares.filter(({ verdict }) => verdict !== 'delivered');
  return failed.length === 0 ? whyOf(outcome, situation) : failuresOf(failed, situation);
}

/** Where modes are compared, all nodes are taken to change, and may be nodes that have not changed yet. */
function otherNodes(modes: readonly KubeProxyMode[]): Branch {
  const isSwitch = modes.some(mode => mode !== modes[0]);
  const { otherNodesInIpvs } = assumedFacts(modes[0]);
  const texts = ['the other nodes run kube-proxy in ipvs mode', 'the other nodes do not run kube-proxy in ipvs mode'];
  if (isSwitch) {
    return {
      name: 'other-nodes',
      question: 'the mode of kube-proxy on the other nodes',
      assumed: 'the other nodes run kube-proxy in the same mode as the node, before and after',
      alternative: 'the other nodes run kube-proxy in ipvs mode before and after',
      otherwise: { otherNodesInIpvs: true },
    };
  }
  return {
    name: 'other-nodes',
    question: 'the mode of kube-proxy on the other nodes',
    assumed: texts[otherNodesInIpvs ? 0 : 1],
    alternative: texts[otherNodesInIpvs ? 1 : 0],
    otherwise: { otherNodesInIpvs: !otherNodesInIpvs },
  };
}

/** The facts that are not known, and with which the outcome would be another one. */
export function unknownsOf(
  model: ModeModel, packet: ModePacket, surroundings: Surroundings, outcome: ModeOutcome, destination?: ModeDestination,
): ExplainedUnknown[] {
  const facts = new FactsAsked(surroundings, assumedFacts(model.mode));
  deliver(model, packet, facts);
  const branches = branchesOf([model.mode]);
  const unknowns: ExplainedUnknown[] = [];
  const at = { address: packet.destination, port: packet.port, protocol: packet.protocol };
  for (const name of facts.takeAsked()) {
    const branch = branches[name];
    if (!branch) continue;
    const other = outcomeOf(model, packet, { ...surroundings, ...branch.otherwise });
    if (isSameOutcome(outcome, other, packet.sender.place) || isRoutedOn(outcome, other)) continue;
    const situation = { view: model.view, destination: destination ?? { kind: 'other' as const, ...at }, place: packet.sender.place };
    unknowns.push({
      name: branch.name,
      description: branch.question,
      assumed: branch.assumed,
      alternatives: [{ value: branch.alternative, verdict: verdictOfAll(other), description: inWords(other, situation) }],
    });
  }
  return unknowns;
}
