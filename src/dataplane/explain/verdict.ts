import { MasqueradeReason, PacketVerdict } from './vocabulary';
import { CLUSTER_IPS_CHECK, NO_ENDPOINT_NODEPORTS, NO_ENDPOINT_SERVICES } from '../nftables/rules/names';
import { Outcome, Step } from '../nftables/trace/packet';

/** The verdict on one outcome. */
export function verdictOf({ verdict, isDnat }: Outcome): PacketVerdict {
  if (verdict === 'drop') return PacketVerdict.DROPPED;
  if (verdict === 'reject') return PacketVerdict.REJECTED;
  return isDnat ? PacketVerdict.DELIVERED : PacketVerdict.NOT_A_SERVICE;
}

/** The verdict on a packet. */
export function verdictOfAll(outcomes: readonly Outcome[]): PacketVerdict {
  const first = verdictOf(outcomes[0]);
  for (const outcome of outcomes) if (verdictOf(outcome) !== first) return PacketVerdict.MIXED;
  return first;
}

/** Why a packet is refused or dropped, or where it goes on to; undefined where it is delivered. */
export function whyOf(outcome: Outcome): string | undefined {
  switch (verdictOf(outcome)) {
    case PacketVerdict.DELIVERED: return undefined;
    case PacketVerdict.NOT_A_SERVICE:
      return outcome.deliveredTo === 'node' ? 'the packet goes on to the node itself' : 'the packet is routed on as it is';
    default: return whyRefused(outcome);
  }
}

function whyRefused({ verdict, lastStep }: Outcome): string {
  const last = lastStep!;
  if (last.chain === CLUSTER_IPS_CHECK) return verdict === 'reject' ? 'the ClusterIP has no such port' : 'no Service has this address of the service range';
  if (last.chain.startsWith('firewall-')) return 'the source address is not in loadBalancerSourceRanges';
  if (looksUpMissingEndpoints(last) || (last.previous && looksUpMissingEndpoints(last.previous))) {
    return verdict === 'reject' ? 'the Service port has no endpoints' : 'no endpoint is on this node, and the traffic policy is Local';
  }
  return last.rule.comment ?? `by a rule of ${last.chain}`;
}

function looksUpMissingEndpoints({ rule }: Step): boolean {
  return rule.statements.some(statement => statement.kind === 'vmap' && (statement.map === NO_ENDPOINT_SERVICES || statement.map === NO_ENDPOINT_NODEPORTS));
}

/** Reasons in words, to follow a dash or a colon. */
export const MASQUERADE_TEXTS: Readonly<Record<MasqueradeReason, string>> = {
  [MasqueradeReason.MASQUERADE_ALL]: 'nftables.masqueradeAll is set',
  [MasqueradeReason.CLUSTER_IP_FROM_OUTSIDE]: 'traffic to a ClusterIP from a source that is no pod, as far as the local detector tells',
  [MasqueradeReason.EXTERNAL_TRAFFIC]: 'traffic to a NodePort or external address, with externalTrafficPolicy: Cluster',
  [MasqueradeReason.FROM_NODE]: 'traffic from the node itself to a NodePort or external address',
  [MasqueradeReason.HAIRPIN]: 'a pod reaches itself through its Service',
};
