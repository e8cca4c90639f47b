import { AmbientRule } from './rule';
import { istioObjectInvalid } from '../../rules/ambient/istio-object-invalid';
import { istioValuesRefused } from '../../rules/ambient/istio-values-refused';

/** All rules, by id. */
export const AMBIENT_RULES: readonly AmbientRule[] = [
  istioObjectInvalid,
  istioValuesRefused,
];
