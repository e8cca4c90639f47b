import FIELDS from './data/fields.json';
import { Availability, GatewayApiChannel, GatewayApiMinor, GatewayApiTarget, isAvailable, isBefore } from './target';

/** What a CRD says of a field's value. */
export interface Constraints {
  readonly type: 'object' | 'array' | 'string' | 'integer' | 'boolean';
  readonly required?: readonly string[];
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly maxProperties?: number;
  /** The fields by which no two items of a list are alike. */
  readonly uniqueBy?: readonly string[];
  /** Whether no two items of a list are equal. */
  readonly isSet?: boolean;
}

/** A field with those below it, as a CRD of one release and channel has it. */
export interface Schema extends Constraints {
  readonly fields: Readonly<Record<string, Schema>>;
  /** What each item of a list is. */
  readonly items?: Schema;
  /** What each value of a map is. */
  readonly values?: Schema;
}

/** A constraint that the field had before a release. */
interface EarlierConstraint {
  readonly until: GatewayApiMinor;
  readonly channel: GatewayApiChannel;
}

/**
 * A line of fields.json: a field at its newest, in the experimental channel; in which releases it is there; what it was before; and
 * how the newest standard channel deviates. A constraint that is null was or is not there. Computed from config/crd of
 * kubernetes-sigs/gateway-api, tags v1.0.0 to v1.6.1.
 */
interface FieldFacts extends Constraints, Availability {
  readonly was?: readonly EarlierConstraint[];
  readonly inStandard?: Partial<Constraints>;
}

type FieldsOfKind = Readonly<Record<string, FieldFacts>>;

const KNOWN: Readonly<Record<string, FieldsOfKind>> = FIELDS as object as Readonly<Record<string, FieldsOfKind>>;

const schemas = new Map<string, Schema>();

/** The schema of a kind's objects below their metadata, in one release and channel. */
export function schemaOf(kind: string, target: GatewayApiTarget): Schema {
  const key = `${kind} ${target.minor} ${target.channel}`;
  const schema = schemas.get(key) ?? treeOf(KNOWN[kind] ?? {}, target);
  schemas.set(key, schema);
  return schema;
}

/** In which releases a field is there, whatever the target; `undefined` where no release ever had it. */
export function availabilityOfField(kind: string, path: string): Availability | undefined {
  const facts = KNOWN[kind]?.[path.replace('.backendRefs[].filters[].', '.filters[].')];
  return facts && { ...facts.standard && { standard: facts.standard }, ...facts.experimental && { experimental: facts.experimental } };
}

interface Node extends Constraints {
  fields: Record<string, Node>;
  items?: Node;
  values?: Node;
}

function treeOf(fields: FieldsOfKind, target: GatewayApiTarget): Schema {
  const root: Node = { type: 'object', fields: {} };
  // Shorter paths first, so that a field's parent is there before it.
  const paths = Object.keys(fields).filter(path => isAvailable(fields[path], target)).sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
  for (const path of paths) {
    const constraints = constraintsOf(fields[path], target);
    if (path === '') Object.assign(root, constraints);
    else place(root, path, constraints);
  }
  // The filters of a backend are those of its rule, and are listed once.
  const rule = root.fields.spec?.fields.rules?.items;
  const filters = rule?.fields.backendRefs?.items?.fields.filters;
  if (filters && rule.fields.filters?.items) filters.items = rule.fields.filters.items;
  return root;
}

/** Puts a field where its path leads: `spec.rules[].matches` is the field `matches` of the items of `spec.rules`. */
function place(root: Node, path: string, constraints: Constraints): void {
  let parent = root;
  const steps = path.split(/\.|(?=\[\]|\{\})/);
  for (const [i, step] of steps.entries()) {
    const isLast = i === steps.length - 1;
    const own: Node = { ...isLast ? constraints : { type: 'object' }, fields: {} };
    if (step === '[]') parent = parent.items ??= own;
    else if (step === '{}') parent = parent.values ??= own;
    else parent = parent.fields[step] ??= own;
  }
}

function constraintsOf(facts: FieldFacts, { minor, channel }: GatewayApiTarget): Constraints {
  const { was = [], inStandard, standard: _, experimental: __, ...newest } = facts;
  const all: Record<string, unknown> = { ...newest, ...channel === 'standard' && inStandard };
  // The changes come from the oldest to the newest: what was before the first one after the target is what holds.
  for (const { until, channel: where, ...earlier } of [...was].reverse()) {
    if (where === channel && isBefore(minor, until)) Object.assign(all, earlier);
  }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null)) as object as Constraints;
}
