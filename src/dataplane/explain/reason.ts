import { MasqueradeReason } from './vocabulary';
import { Purpose } from '../nftables/model/purpose';
import { Outcome, Step } from '../nftables/trace/packet';

const REASONS: Readonly<Partial<Record<Purpose, MasqueradeReason>>> = {
  'masquerade-all': MasqueradeReason.MASQUERADE_ALL,
  'masquerade-cluster-ip': MasqueradeReason.CLUSTER_IP_FROM_OUTSIDE,
  'external': MasqueradeReason.EXTERNAL_TRAFFIC,
  'masquerade-from-node': MasqueradeReason.FROM_NODE,
  'hairpin': MasqueradeReason.HAIRPIN,
  'hairpin-connections': MasqueradeReason.HAIRPIN,
};

/** Why a packet is masqueraded, from the rule that asked for it; undefined where it is not, or by a rule that is not kube-proxy's. */
export function masqueradeReason({ masquerade }: Outcome): MasqueradeReason | undefined {
  const purpose = masqueradeStep(masquerade)?.rule.purpose;
  return purpose && REASONS[purpose];
}

/** The rule that asked for it: up to 1.35 that which jumped to the chain that sets the mark. */
export function masqueradeStep(masquerade: Outcome['masquerade']): Step | undefined {
  if (!masquerade) return undefined;
  const { step, markedBy } = masquerade;
  return markedBy?.rule.purpose === 'mark' ? markedBy.previous : markedBy ?? step;
}
