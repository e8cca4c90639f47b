import { SilentRule, Weight } from '../../../programs/cilium/rules/silent/rule';
import { holdsIn } from '../../../programs/cilium/target';
import { FindingSeverity } from '../../findings/finding';
import { ConcernedObject, Occurrence } from '../../findings/rule';
import { whereAny } from '../../findings/where-any';
import { CiliumContext } from '../../goals/cilium/context';
import { Installation, isInInput, whereOf } from '../../goals/cilium/installations';

const SEVERITIES: Readonly<Record<Weight, FindingSeverity>> = {
  blocker: FindingSeverity.BLOCKER, warning: FindingSeverity.WARNING, info: FindingSeverity.INFO,
};

/** One place in values where a rule applies. */
export interface FoundInValues {
  readonly weight: Weight;
  readonly field: string;
  readonly where: ConcernedObject;
}

/** Where rules about values apply in an installation; of what the chart refuses altogether, only keys are looked at. */
export function foundInValues(installation: Installation, rules: readonly SilentRule[]): FoundInValues[] {
  const { values, rendering, verdict, isPartial } = installation;
  const applicable = verdict.refused.length > 0 ? rules.filter(({ isAboutKeys }) => isAboutKeys) : rules;
  return applicable.filter(rule => holdsIn(rule, values.minor)).flatMap(rule =>
    [rule.check(values, rendering) ?? []].flat().filter(({ field }) => !isPartial || isInInput(field, values))
      .map(problem => ({ weight: rule.weight, field: problem.field, where: whereOf(installation, problem) })));
}

/** What rules about values find, an occurrence for each severity. */
export function* occurrencesInValues({ installations }: CiliumContext, rules: readonly SilentRule[], message: string,
  weightOf: (found: FoundInValues, installation: Installation) => Weight = ({ weight }) => weight): Generator<Occurrence> {
  const found = installations.flatMap(installation => foundInValues(installation, rules)
    .map(each => ({ ...each, weight: weightOf(each, installation) })));
  for (const weight of Object.keys(SEVERITIES) as Weight[]) {
    yield* whereAny(found.filter(each => each.weight === weight).map(({ where }) => where), { message, severity: SEVERITIES[weight] });
  }
}

/** Less, where nobody knows whether a file of values is rendered without a cluster. */
export function lessForFiles({ weight }: FoundInValues, { sources }: Installation): Weight {
  return weight === 'warning' && sources.every(({ isFile }) => isFile) ? 'info' : weight;
}
