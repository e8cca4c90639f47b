import { Constraints, Schema, schemaOfPaths } from '../../../base/schema/structure';
import FIELDS from '../data/policy-fields.json';
import { CiliumMinor, holdsIn, isBeforeMinor, Period } from '../target';

/**
 * A line of policy-fields.json: a field of a policy's spec at its newest, and what it was before. Computed from the CustomResourceDefinitions
 * CiliumNetworkPolicy and CiliumClusterwideNetworkPolicy, whose specs are alike, of v1.17.0, v1.18.6, v1.19.3 and v1.20.0 (cilium/cilium,
 * pkg/k8s/apis/cilium.io/client/crds).
 */
interface FieldHistory extends Constraints, Period {
  readonly was?: readonly ({ readonly until: CiliumMinor } & Constraints)[];
}

const KNOWN = FIELDS as object as Readonly<Record<string, FieldHistory>>;

const schemas = new Map<CiliumMinor, Schema>();

/** The schema of a policy's `spec`, and of each item of its `specs`, in the CustomResourceDefinitions of a minor. */
export function policySchema(minor: CiliumMinor): Schema {
  const known = schemas.get(minor);
  if (known) return known;
  const fields = Object.entries(KNOWN).filter(([, field]) => holdsIn(field, minor));
  const schema = schemaOfPaths(Object.fromEntries(fields
    .map(([path, field]) => [path, field.was?.find(({ until }) => isBeforeMinor(minor, until)) ?? field])));
  schemas.set(minor, schema);
  return schema;
}

/** In which minors a field is there, by its path without indexes; `undefined` where none has it. */
export function periodOfPolicyField(path: string): Period | undefined {
  const field = Object.hasOwn(KNOWN, path) ? KNOWN[path] : undefined;
  return field && { ...field.since && { since: field.since }, ...field.last && { last: field.last } };
}
