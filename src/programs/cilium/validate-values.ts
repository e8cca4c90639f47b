import { agentProblemsOfValues } from './rules/agent';
import { CHART_RULES } from './rules/chart';
import { REMOVED_VALUES } from './rules/chart/removed';
import { PLAIN_RENDERING, Rendering } from './rules/rule';
import { holdsIn } from './target';
import { ChartValues } from './values/chart-values';
import { typeProblems } from './values/types';
import { Problem } from '../../base/schema/problem';

/** What becomes of values: what the chart refuses, and what the agent refuses of what the chart makes of them. */
export interface ValuesVerdict {
  /** Helm fails with these, and nothing is installed. */
  readonly refused: readonly Problem[];
  /** The agent ends with these as it starts, on every node. Nothing where the chart refuses the values already. */
  readonly agentRefuses: readonly Problem[];
}

/** Judges the values of a release as the chart of a minor and its agent do. */
export function validateValues(values: ChartValues, rendering: Rendering = PLAIN_RENDERING): ValuesVerdict {
  const types = typeProblems(values.given, values.minor);
  // Helm looks at the schema first, and templates meet no value of a wrong type. Keys that were removed are refused next, whatever they hold.
  const rules = types.length > 0 ? REMOVED_VALUES : CHART_RULES;
  const problems = [...types, ...rules.filter(rule => holdsIn(rule, values.minor)).flatMap(rule => rule.check(values, rendering) ?? [])];
  // Several rules may name the same value: the first one says more.
  const refused = problems.filter(({ field }, index) => problems.findIndex(each => each.field === field) === index);
  return { refused, agentRefuses: refused.length > 0 ? [] : agentProblemsOfValues(values) };
}
