import { DestinationKind } from './destinations';
import { ModeOutcome } from '../outcome';

/** What a difference means to those who use a Service, from the worst on. */
export const CONSEQUENCES = ['breaks', 'changes', 'starts-to-work', 'harmless'] as const;

/** What a difference means to those who use a Service. */
export type Consequence = (typeof CONSEQUENCES)[number];

/** What a client meets, as far as a difference between two such is judged by. */
type Experience = 'served' | 'partly-served' | 'health-check' | 'refused' | 'silence' | 'host' | 'passed';

/** Experiences in which the Service, or its health check, answers. */
const WORKS: ReadonlySet<Experience> = new Set<Experience>(['served', 'partly-served', 'health-check']);

/** Differences between clients that are not served either way; what is not listed is a change. */
const HARMLESS: readonly (readonly [before: Experience, after: Experience])[] = [
  // Whatever listens on the node decides now; mostly nothing, so that connections are refused still.
  ['refused', 'host'], ['host', 'refused'],
];

/** Nobody is served at these, in any mode: how fast clients learn that matters little. */
const NEVER_SERVED: ReadonlySet<DestinationKind> = new Set<DestinationKind>(['ping']);

/** Judges a difference. */
export function consequenceOf(kind: DestinationKind, before: ModeOutcome, after: ModeOutcome): Consequence {
  const [from, to] = [experienceOf(before), experienceOf(after)];
  if (WORKS.has(from) || WORKS.has(to)) {
    if (!WORKS.has(to)) return 'breaks';
    if (!WORKS.has(from)) return 'starts-to-work';
    if (from === 'served' && to === 'partly-served') return 'breaks';
    if (from === 'partly-served' && to === 'served') return 'starts-to-work';
    return 'changes';
  }
  if (NEVER_SERVED.has(kind) || HARMLESS.some(([one, other]) => one === from && other === to)) return 'harmless';
  return 'changes';
}

function experienceOf({ shares }: ModeOutcome): Experience {
  const served = shares.filter(({ verdict }) => verdict === 'delivered').length;
  if (served > 0) return served === shares.length ? 'served' : 'partly-served';
  switch (shares[0].verdict) {
    case 'health-check': return 'health-check';
    case 'rejected': return 'refused';
    case 'host': return shares[0].isAnswered === false ? 'refused' : 'host';
    case 'passed': return 'passed';
    default: return 'silence';
  }
}
