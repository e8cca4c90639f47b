import { CiliumRule } from './rule';
import { ciliumAgentRefuses } from '../../rules/cilium/cilium-agent-refuses';
import { ciliumValuesIgnored } from '../../rules/cilium/cilium-values-ignored';
import { ciliumValuesRefused } from '../../rules/cilium/cilium-values-refused';

/** All rules, by id. */
export const CILIUM_RULES: readonly CiliumRule[] = [
  ciliumAgentRefuses,
  ciliumValuesIgnored,
  ciliumValuesRefused,
];
