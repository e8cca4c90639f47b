import { Problem } from '../../base/schema/problem';
import { Rendering } from '../../programs/cilium/rules/rule';
import { STRICT_CIDR_OF_PODS } from '../../programs/cilium/rules/silent/encryption';
import { IGNORED_VALUES } from '../../programs/cilium/rules/silent/ignored';
import { API_SERVER_RULES, GATEWAY_RULES, NATIVE_CIDR_OF_PODS, POOL_RULES } from '../../programs/cilium/rules/silent/installation';
import { SilentRule } from '../../programs/cilium/rules/silent/rule';
import { holdsIn } from '../../programs/cilium/target';
import { validateValues } from '../../programs/cilium/validate-values';
import { ChartValues } from '../../programs/cilium/values/chart-values';
import { ignoredKeys } from '../../programs/cilium/values/ignored-keys';

/** What a check only warns of: of an existing cluster, nobody knows all addresses of pods. */
const ABOUT_PODS: readonly SilentRule[] = [NATIVE_CIDR_OF_PODS, STRICT_CIDR_OF_PODS];

/** Everything that keeps values from doing what they say: what is refused at once, at the start of agents, or by nobody. */
export function valuesProblems(values: ChartValues, rendering: Rendering): Problem[] {
  const { refused, agentRefuses } = validateValues(values, rendering);
  if (refused.length > 0) return [...refused];
  const silent = [...IGNORED_VALUES, ...API_SERVER_RULES, ...GATEWAY_RULES, ...POOL_RULES, STRICT_CIDR_OF_PODS]
    .filter(rule => holdsIn(rule, values.minor) && (rule.weight === 'blocker' || ABOUT_PODS.includes(rule))).flatMap(rule => rule.check(values, rendering) ?? []);
  const told = silent.map(({ field }) => field);
  return [...agentRefuses, ...silent, ...ignoredKeys(values.given, values.minor).filter(({ field }) => !told.includes(field))];
}
