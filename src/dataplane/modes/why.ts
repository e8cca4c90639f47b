import { DestinationKind, ModeDestination } from './compare/destinations';
import { NodeView } from './node-view';
import { Cause, ModeOutcome, Share } from './outcome';
import { SenderPlace } from './packet';
import { isLoopback } from '../../base/ip/cidr';
import { REASON_TEXTS } from '../explain/reason-texts';

/** What a reader has to know to see why a packet is treated as it is. */
export interface Situation {
  readonly view: NodeView;
  readonly destination: ModeDestination;
  readonly place: SenderPlace;
}

/** Why a packet is treated as it is: a clause, to follow the name of the mode. */
export function whyOf(outcome: ModeOutcome, situation: Situation): string {
  const { shares } = outcome;
  const served = shares.filter(({ verdict }) => verdict === 'delivered');
  const failed = shares.filter(({ verdict }) => verdict !== 'delivered');
  if (served.length === 0) return failedClause(failed[0], situation);
  const clause = servedClause(served, situation);
  return failed.length === 0 ? clause : `${clause}, but for ${failed.length === 1 ? 'one more endpoint' : `${failed.length} more endpoints`} ${failedClause(failed[0], situation)}`;
}

function servedClause(shares: readonly Share[], situation: Situation): string {
  const endpoints = endpointsClause(shares, situation);
  return situation.place === 'node' ? endpoints : `${endpoints}, which ${shares.length === 1 ? 'sees' : 'see'} ${addressClause(shares)}`;
}

function endpointsClause(shares: readonly Share[], { view, destination, place }: Situation): string {
  const { served, kind, address } = destination;
  const isLocalPolicy = served && (kind === 'cluster-ip' ? served.internalPolicyLocal : served.externalPolicyLocal);
  const clause = `${kind === 'node-port' && address !== view.nodeIp ? 'NodePorts answer on this address, and ' : ''}traffic goes to ${countOf(shares.length)}`;
  if (!isLocalPolicy) return clause;
  if (shares.every(({ endpoint }) => view.isLocalEndpoint(endpoint!))) return `${clause} on this node`;
  if (served.endpoints.local.length > 0 || place === 'node') return `${clause} on any node`;
  return `${clause} on any node, although none is on this one`;
}

function countOf(endpoints: number): string {
  return endpoints === 1 ? 'one endpoint' : `${endpoints} endpoints`;
}

function addressClause(shares: readonly Share[]): string {
  const masqueraded = shares.filter(({ masquerade }) => masquerade !== undefined);
  if (masqueraded.length === 0) return 'the client\'s address';
  if (masqueraded.length < shares.length) return 'the client\'s address, but for the one that is the client itself';
  const isAll = masqueraded[0].masquerade === 'masquerade-all';
  return `an address of the node instead of the client\'s${isAll ? ' because masqueradeAll is set' : ''}`;
}

/** What a packet without an answer comes to, by its cause. */
const CAUSES: Readonly<Record<Cause, string>> = {
  ...REASON_TEXTS,
  'bound-address': 'the node has the address on kube-ipvs0 and lets nothing but Services answer on it',
  'host-firewall': 'the host\'s own firewall does not accept it',
  'forward-policy': 'the host\'s own firewall does not accept forwarded packets',
  'localhost': 'packets from elsewhere may not go to localhost',
  'nobody-answers': 'nobody on the network segment answers for the address',
  'martian': 'the node has the source address itself, on kube-ipvs0',
  'beyond-scope': 'the kernel does not send packets with a link-local source to another link',
  'direct-answer': 'the endpoint is on another node and answers the client directly, who does not know its address',
  'source-owned-elsewhere': 'the endpoint\'s node has the source address itself, on kube-ipvs0',
  'stays-on-sender': 'the sender\'s own node has the destination address, on kube-ipvs0',
};

function failedClause({ verdict, cause, status }: Share, { destination }: Situation): string {
  const because = cause === undefined ? '' : `: ${CAUSES[cause]}`;
  switch (verdict) {
    case 'rejected': return `the connection is refused${because}`;
    case 'dropped': return `packets are dropped${because}`;
    case 'lost': return `the answer is lost${because}`;
    case 'passed': return cause === undefined ? 'kube-proxy leaves the packet alone, so that it is routed on' : `the packet never comes here${because}`;
    case 'health-check': return `kube-proxy's health check server answers with ${status}`;
    case 'host': return hostClause(destination);
    case 'delivered': return 'an endpoint answers';
  }
}

/** Why shares of packets are not delivered, each reason once: to follow a verdict and a colon. */
export function failuresOf(shares: readonly Share[], situation: Situation): string {
  return [...new Set(shares.map(share => failureOf(share, situation)))].join('; ');
}

function failureOf({ verdict, cause, status }: Share, { destination }: Situation): string {
  if (cause !== undefined) return CAUSES[cause];
  switch (verdict) {
    case 'passed': return REASON_TEXTS['routed-on'];
    case 'host': return destination.kind === 'other' ? REASON_TEXTS['for-node'] : hostClause(destination);
    case 'health-check': return `with status ${status}`;
    default: return verdict;
  }
}

const HOST_CLAUSES: Partial<Record<DestinationKind, string>> = {
  'node-port': 'NodePorts do not answer on this address, so that the packet is for the node itself',
  'health-check': 'the health check server does not listen on this address',
  'ping': 'the node itself answers',
};

function hostClause({ kind, address }: ModeDestination): string {
  if (kind === 'node-port' && isLoopback(address)) return 'NodePorts do not answer on localhost';
  return HOST_CLAUSES[kind] ?? 'the packet is for the node itself';
}
