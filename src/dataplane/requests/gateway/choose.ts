import { answerOf } from './answer';
import { RegexDialect } from './dialects';
import { GatewayModel } from './model';
import { Candidate, matches } from './precedence';
import { HttpRequest, RequestAnswer } from '../request';

/** A rule, and whether it takes a request; undefined where an expression decides that can't be evaluated. */
export interface Verdict {
  readonly candidate: Candidate;
  readonly matches: boolean | undefined;
}

export const isPossible = ({ matches: verdict }: Verdict): boolean => verdict !== false;
const isSure = ({ matches: verdict }: Verdict): boolean => verdict === true;
const isUnknown = ({ matches: verdict }: Verdict): boolean => verdict === undefined;
const hasRegexPath = ({ candidate: { match } }: Verdict): boolean => match.path?.type === 'RegularExpression';

const pathOf = ({ candidate: { match } }: Verdict): string => match.path.value;

const NO_RULE: RequestAnswer = { kind: 'response', status: 404, why: 'no rule of a route matches' };
const NO_RANK = 'the specification does not say where a regular expression ranks among other paths';
const UNKNOWN_EXPRESSION = 'what the regular expression matches depends on the implementation';

/**
 * The rules that may come first. By hostname, these are those up to the first one that certainly matches, in the order of the
 * specification. The order does not rank expressions for paths: each may come
 * first, but for those behind an equal one.
 */
function contendersOf(verdicts: readonly Verdict[]): Candidate[] {
  const contenders: Verdict[] = [];
  const possible = verdicts.filter(isPossible);
  for (const hostname of new Set(possible.map(({ candidate }) => candidate.hostname))) {
    const rivals = possible.filter(({ candidate }) => candidate.hostname === hostname);
    const paths = new Set(rivals.map(verdict => hasRegexPath(verdict) ? pathOf(verdict) : undefined));
    for (const path of paths) {
      const alike = rivals.filter(verdict => (hasRegexPath(verdict) ? pathOf(verdict) : undefined) === path);
      const firstSure = alike.findIndex(isSure);
      contenders.push(...firstSure < 0 ? alike : alike.slice(0, firstSure + 1));
    }
    if (rivals.some(isSure)) break;
  }
  return contenders.map(({ candidate }) => candidate);
}

function untilSure(verdicts: readonly Verdict[]): Candidate[] {
  const possible = verdicts.filter(isPossible);
  const sure = possible.findIndex(isSure);
  return possible.slice(0, sure < 0 ? possible.length : sure + 1).map(({ candidate }) => candidate);
}

/** Candidates, in their order, each with whether it takes the request. */
export function verdictsOf(candidates: readonly Candidate[], request: HttpRequest, regex: RegexDialect): Verdict[] {
  return candidates.map(candidate => ({ candidate, matches: matches(candidate.match, request, regex) }));
}

/** The rule that takes a request, and what it does with it. */
export interface Choice {
  readonly answer: RequestAnswer;
  /** Undefined where no rule matches. */
  readonly chosen?: Candidate;
  /** The rules that match as well, in their order. */
  readonly outranked: readonly Candidate[];
}

/**
 * The rule that comes first among those that match; where that is not determined, all answers that there can be.
 *
 * @param isOrdered whether the order of the verdicts is that of the implementation, regular expressions included
 */
export function choose(verdicts: readonly Verdict[], request: HttpRequest, model: GatewayModel, isOrdered = false): Choice {
  const [chosen, ...outranked] = verdicts.filter(isPossible).map(({ candidate }) => candidate) as [Candidate?, ...Candidate[]];
  if (!chosen) return { answer: NO_RULE, outranked: [] };
  // Mostly there is one rule, and it matches for certain.
  const contenders = verdicts.length === 1 && isSure(verdicts[0]) ? [chosen] : isOrdered ? untilSure(verdicts) : contendersOf(verdicts);
  const only = contenders.length === 1 && verdicts.some(isSure) ? answerOf(contenders[0], request, model) : undefined;
  const answers = only ? [only]
    : [...contenders.map(candidate => answerOf(candidate, request, model)), ...verdicts.some(isSure) ? [] : [NO_RULE]];
  const possible = only ? answers : [...new Map(answers.map(answer => [JSON.stringify(answer), answer])).values()];
  return {
    answer: possible.length === 1 ? possible[0] : { kind: 'undetermined', why: verdicts.some(isUnknown) ? UNKNOWN_EXPRESSION : NO_RANK, possible },
    chosen,
    outranked,
  };
}
