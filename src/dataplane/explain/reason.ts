import { MasqueradeReason } from './vocabulary';
import { Statement } from '../nftables/model/statements';
import { MARK_FOR_MASQUERADE } from '../nftables/rules/names';
import { Outcome, Step } from '../nftables/trace/packet';

/** Why a packet is masqueraded, from the rule that asked for it; undefined where it is not. */
export function masqueradeReason({ masquerade }: Outcome): MasqueradeReason | undefined {
  const step = masqueradeStep(masquerade);
  if (!step) return undefined;
  // A rule that masquerades without a mark knows hairpin connections by their set.
  if (!masquerade!.markedBy) return MasqueradeReason.HAIRPIN;
  if (step.chain.startsWith('endpoint-')) return MasqueradeReason.HAIRPIN;
  if (step.chain.startsWith('external-')) {
    return step.rule.statements.some(isFromNode) ? MasqueradeReason.FROM_NODE : MasqueradeReason.EXTERNAL_TRAFFIC;
  }
  return step.rule.statements.some(isLocalDetection) ? MasqueradeReason.CLUSTER_IP_FROM_OUTSIDE : MasqueradeReason.MASQUERADE_ALL;
}

/** The rule that asked for it: up to 1.35 that which jumped to the chain that sets the mark. */
export function masqueradeStep(masquerade: Outcome['masquerade']): Step | undefined {
  if (!masquerade) return undefined;
  const { step, markedBy } = masquerade;
  return markedBy?.chain === MARK_FOR_MASQUERADE ? markedBy.previous : markedBy ?? step;
}

function isFromNode(statement: Statement): boolean {
  return statement.kind === 'match' && statement.left.kind === 'fib' && statement.left.address === 'saddr';
}

/** All other matches of such a rule tell the destination. */
function isLocalDetection(statement: Statement): boolean {
  return statement.kind === 'match' && (statement.left.kind === 'meta' || (statement.left.kind === 'payload' && statement.left.field === 'saddr'));
}
