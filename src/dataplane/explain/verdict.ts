import { REASON_TEXTS } from './reason-texts';
import { MasqueradeReason, PacketVerdict } from './vocabulary';
import { Purpose } from '../nftables/model/purpose';
import { Outcome } from '../nftables/trace/packet';

/** The verdict on one outcome. */
export function verdictOf({ verdict, isDnat, deliveredTo }: Outcome): PacketVerdict {
  if (verdict === 'drop') return PacketVerdict.DROPPED;
  if (verdict === 'reject') return PacketVerdict.REJECTED;
  return isDnat ? PacketVerdict.DELIVERED : deliveredTo === 'node' ? PacketVerdict.HOST : PacketVerdict.PASSED;
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
    case PacketVerdict.HOST: return REASON_TEXTS['for-node'];
    case PacketVerdict.PASSED: return REASON_TEXTS['routed-on'];
    default: return whyRefused(outcome);
  }
}

/** What a rule that refuses packets means, by its purpose and by whether the client is told. */
const REFUSALS: Readonly<Partial<Record<Purpose, { readonly reject?: string; readonly drop?: string }>>> = {
  'undefined-port': { reject: REASON_TEXTS['undefined-port'] },
  'unallocated': { drop: REASON_TEXTS.unallocated },
  'firewall': { drop: REASON_TEXTS['source-range'] },
  'no-endpoints': { reject: REASON_TEXTS['no-endpoints'], drop: REASON_TEXTS['no-local-endpoints'] },
};

function whyRefused({ verdict, lastStep }: Outcome): string {
  const last = lastStep!;
  const { purpose } = (last.rule.purpose === 'reject' ? last.previous! : last).rule;
  const text = purpose && verdict !== 'accept' ? REFUSALS[purpose]?.[verdict] : undefined;
  return text ?? last.rule.comment ?? `by a rule of ${last.chain}`;
}

/** Whether the client is kept out on purpose. */
export function isKeptOut({ lastStep }: Outcome): boolean {
  return lastStep?.rule.purpose === 'firewall';
}

/** A reason in words, to follow a dash or a colon. The modes read masqueradeAll from sections of their own. */
export function masqueradeText(reason: MasqueradeReason, mode: string): string {
  return reason === MasqueradeReason.MASQUERADE_ALL && mode !== 'nftables' ? 'iptables.masqueradeAll is set' : MASQUERADE_TEXTS[reason];
}

const MASQUERADE_TEXTS: Readonly<Record<MasqueradeReason, string>> = {
  [MasqueradeReason.MASQUERADE_ALL]: 'nftables.masqueradeAll is set',
  [MasqueradeReason.CLUSTER_IP_FROM_OUTSIDE]: 'traffic to a ClusterIP from a source that the local detector does not take for a pod',
  [MasqueradeReason.EXTERNAL_TRAFFIC]: 'traffic to a NodePort or external address, with externalTrafficPolicy: Cluster',
  [MasqueradeReason.FROM_NODE]: 'traffic from the node itself to a NodePort or external address',
  [MasqueradeReason.HAIRPIN]: 'a pod reaches itself through its Service',
};
