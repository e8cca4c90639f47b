import FIELDS from './data/fields.json';
import { Availability, GatewayApiChannel, GatewayApiMinor, GatewayApiTarget, isAvailable, isBefore } from './target';
import { Constraints, Schema, schemaOfPaths } from '../../base/schema/structure';

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

/**
 * How an old version of a kind deviates from the newest one of the same CRD, by path. The others of a CRD have equal schemas. Source:
 * config/crd/experimental of the tags above, compared version by version.
 */
const OLD_VERSIONS: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, Partial<Constraints>>>>>>> = {
  TLSRoute: { v1alpha2: { 'spec': { required: ['rules'] }, 'spec.hostnames': { minItems: undefined }, 'spec.rules': { maxItems: 16 } } },
  TCPRoute: { v1alpha2: { 'spec.rules': { maxItems: 16 } } },
  UDPRoute: { v1alpha2: { 'spec.rules': { maxItems: 16 } } },
};

const schemas = new Map<string, Schema>();

/**
 * The schema of a kind's objects below their metadata, in one release and channel.
 *
 * @param version that of the objects, as in `v1alpha2`; by default the newest one
 */
export function schemaOf(kind: string, target: GatewayApiTarget, version = 'v1'): Schema {
  const old = OLD_VERSIONS[kind]?.[version] ?? {};
  const key = `${kind} ${target.minor} ${target.channel} ${Object.keys(old).length > 0 ? version : ''}`;
  const schema = schemas.get(key) ?? treeOf(KNOWN[kind] ?? {}, old, target);
  schemas.set(key, schema);
  return schema;
}

/** In which releases a field is there, whatever the target; `undefined` where no release ever had it. */
export function availabilityOfField(kind: string, path: string): Availability | undefined {
  const facts = KNOWN[kind]?.[path.replace('.backendRefs[].filters[].', '.filters[].')];
  return facts && { ...facts.standard && { standard: facts.standard }, ...facts.experimental && { experimental: facts.experimental } };
}

function treeOf(fields: FieldsOfKind, old: Readonly<Record<string, Partial<Constraints>>>, target: GatewayApiTarget): Schema {
  const available = Object.entries(fields).filter(([, facts]) => isAvailable(facts, target));
  const root = schemaOfPaths(Object.fromEntries(available.map(([path, facts]) => [path, { ...constraintsOf(facts, target), ...old[path] }])));
  // The filters of a backend are those of its rule, and are listed once.
  const rule = root.fields.spec?.fields.rules?.items;
  const filters = rule?.fields.backendRefs?.items?.fields.filters;
  if (filters && rule.fields.filters?.items) Object.assign(filters, { items: rule.fields.filters.items });
  return root;
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
