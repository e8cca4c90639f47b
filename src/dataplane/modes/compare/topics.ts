import { ModeDestination } from './destinations';
import { isLoopback } from '../../../base/ip/cidr';
import { listensForHealthChecks } from '../health-checks';
import { NodeView, takesNodePorts } from '../node-view';
import { Cause, ModeOutcome } from '../outcome';
import { isLinkLocal } from '../packet';

/** What makes modes treat traffic in different ways: what a reader would call the reason, whichever traffic it is about. */
export const CHANGE_TOPICS = [
  /** Ports of ClusterIPs that no Service has, ping of ClusterIPs, and ClusterIPs that no Service has. */
  'unused-cluster-ips',
  /** Ports and ping of external addresses that no Service has. */
  'unused-external-ports',
  'node-port-addresses', 'node-port-localhost', 'node-port-link-local',
  'health-check-addresses', 'health-check-load-balancer', 'health-check-firewall',
  /** ARP for external addresses. */
  'neighbors',
  /** An external address of a Service is also one of a node. */
  'node-owns-address',
  'source-ranges', 'no-endpoints',
  'external-policy-local', 'internal-policy-local',
  'masquerade-all', 'local-detector',
  'forward-policy', 'host-firewall',
  /** None of these; no measured difference is. */
  'other',
] as const;

/** What makes modes treat traffic in different ways. */
export type ChangeTopic = (typeof CHANGE_TOPICS)[number];

/** A difference that is to be sorted. */
interface Difference {
  readonly destination: ModeDestination;
  readonly before: ModeOutcome;
  readonly after: ModeOutcome;
  /** What the node is like in the mode that comes after. */
  readonly view: NodeView;
}

/** Sorts a difference by what makes it; ways that are barred come before choices of endpoints, which they hide. */
export function topicOf(difference: Difference): ChangeTopic {
  const { destination: { kind, address, served }, before, after, view } = difference;
  const causes = new Set([...before.shares, ...after.shares].map(({ cause }) => cause));
  const isCause = (cause: Cause) => causes.has(cause);
  switch (kind) {
    case 'unallocated-cluster-ip': return 'unused-cluster-ips';
    case 'undefined-port':
    case 'ping': return served?.clusterIp === address ? 'unused-cluster-ips' : 'unused-external-ports';
    default:
  }
  if (isCause('stays-on-sender')) return 'node-owns-address';
  if (kind === 'health-check') {
    if (!view.isOnInterface(address)) return 'health-check-load-balancer';
    return listensForHealthChecks(view, address) ? 'health-check-firewall' : 'health-check-addresses';
  }
  if (kind === 'node-port' && !takesNodePorts(view, address)) {
    // iptables mode refuses packets without an endpoint on all addresses, wherever NodePorts answer.
    if (before.shares.every(({ endpoint }) => endpoint === undefined)) return 'node-port-addresses';
    return isLoopback(address) ? 'node-port-localhost' : isLinkLocal(address) ? 'node-port-link-local' : 'node-port-addresses';
  }
  if (isCause('source-range')) return 'source-ranges';
  if (isCause('nobody-answers')) return 'neighbors';
  if (isCause('forward-policy')) return 'forward-policy';
  if (isCause('host-firewall')) return 'host-firewall';
  if (before.shares.some(({ cause, masquerade }) => cause === 'source-owned-elsewhere' && masquerade !== undefined)) return 'node-owns-address';
  if (kind === 'cluster-ip') return isCause('no-local-endpoints') ? 'internal-policy-local' : masqueradeTopic(difference);
  if (isCause('no-endpoints')) return 'no-endpoints';
  return served?.externalPolicyLocal ? 'external-policy-local' : 'other';
}

function masqueradeTopic({ before, after }: Difference): ChangeTopic {
  const masquerades = [before, after].map(({ shares }) => new Set(shares.map(({ masquerade }) => masquerade)));
  if (masquerades.some(causes => causes.has('masquerade-all'))) return 'masquerade-all';
  return masquerades.some(causes => causes.has('cluster-ip-from-outside')) ? 'local-detector' : 'other';
}
