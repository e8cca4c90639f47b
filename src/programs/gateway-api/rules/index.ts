import { FILTER_RULES } from './filters';
import { LISTENER_RULES } from './listeners';
import { POLICY_RULES } from './policies';
import { REFERENCE_RULES } from './references';
import { ROUTE_RULES } from './routes';
import { ObjectRule } from './rule';

/** All validation rules of the CRDs. */
export const OBJECT_RULES: readonly ObjectRule[] = [...LISTENER_RULES, ...REFERENCE_RULES, ...ROUTE_RULES, ...FILTER_RULES, ...POLICY_RULES];
