import { ENCRYPTION_RULES } from './encryption';
import { FEATURE_RULES } from './features';
import { LIMIT_RULES } from './limits';
import { LOAD_BALANCING_RULES } from './load-balancing';
import { OPTION_TYPE_RULES } from './option-types';
import { ROUTING_RULES } from './routing';
import { AgentOptions, AgentProblem, AgentRule } from './rule';
import { Problem } from '../../../../base/schema/problem';
import { CiliumMinor, holdsIn } from '../../target';
import { AgentConfig, renderConfig, valuesOfOption } from '../../values/agent-config';
import { ChartValues } from '../../values/chart-values';

/**
 * What the agent refuses at its start, as the agents of v1.17.16, v1.18.6, v1.19.6 and v1.20.0 do. What only a kernel or the devices of a
 * node decide is not among it.
 */
export const AGENT_RULES: readonly AgentRule[] = [
  ...OPTION_TYPE_RULES, ...ROUTING_RULES, ...LOAD_BALANCING_RULES, ...ENCRYPTION_RULES, ...LIMIT_RULES, ...FEATURE_RULES,
];

/** Options that messages name by another value than the one that they are written from. */
const NAMES: Readonly<Record<string, string>> = {
  'enable-ipsec': 'encryption.type',
  'enable-wireguard': 'encryption.type',
};

/** The value of the chart that an option is made from, for messages; without one, extraConfig has it. */
function valueOfOption(option: string): string {
  return NAMES[option] ?? valuesOfOption(option).at(-1) ?? `extraConfig.${option}`;
}

function problemsOf(options: AgentOptions): AgentProblem[] {
  const problems = AGENT_RULES.filter(rule => holdsIn(rule, options.minor)).flatMap(rule => rule.check(options) ?? []);
  // A text that is not of its option's type is nothing that other rules can judge.
  return problems.filter(({ option }, index) => problems.findIndex(other => other.option === option) === index);
}

/** What the agent refuses of the ConfigMap that the chart makes of values; fields are those of the values. */
export function agentProblemsOfValues(values: ChartValues): Problem[] {
  const { config } = renderConfig(values);
  if (!config) return [];
  const options = new AgentOptions(config, values.minor, valueOfOption);
  return problemsOf(options).map(({ option, message }) => ({ field: options.name(option), message }));
}

/** What the agent refuses of a ConfigMap; fields are its keys. */
export function agentProblemsOfConfig(config: AgentConfig, minor: CiliumMinor): Problem[] {
  return problemsOf(new AgentOptions(config, minor)).map(({ option, message }) => ({ field: `data["${option}"]`, message }));
}

/** What the agents of some nodes refuse, for which a CiliumNodeConfig overrides options, and others do not. */
export function agentProblemsOfOverrides(config: AgentConfig, overrides: AgentConfig, minor: CiliumMinor): Problem[] {
  const before = problemsOf(new AgentOptions(config, minor));
  return problemsOf(new AgentOptions({ ...config, ...overrides }, minor))
    .filter(({ option, message }) => !before.some(other => other.option === option && other.message === message))
    .map(({ option, message }) => ({ field: option in overrides ? `spec.defaults["${option}"]` : `option ${option}`, message }));
}
