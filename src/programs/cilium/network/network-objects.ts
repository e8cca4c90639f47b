import { isPlainObject, PlainObject } from '../../../base/objects/fields';
import { Problem } from '../../../base/schema/problem';
import { Constraints, Schema, schemaOfPaths, structuralProblems, withDefaults } from '../../../base/schema/structure';
import FIELDS from '../data/network-fields.json';
import { CiliumMinor, describePeriod, holdsIn, isBeforeMinor, Period } from '../target';

/**
 * A line of network-fields.json: a field of a kind's spec at its newest, and what it was before. Computed from the CustomResourceDefinitions of
 * v1.17.0, v1.18.6, v1.19.3 and v1.20.0 (cilium/cilium, pkg/k8s/apis/cilium.io/client/crds), as those of policies are.
 */
interface FieldHistory extends Constraints, Period {
  readonly was?: readonly ({ readonly until: CiliumMinor } & Constraints)[];
}

const KNOWN = FIELDS as object as Readonly<Record<NetworkKind, Readonly<Record<string, FieldHistory>>>>;

/** The kinds that announce addresses of Services and pods, and give Services theirs. All of them belong to no namespace. */
export type NetworkKind = keyof typeof FIELDS;

export const NETWORK_KINDS = Object.keys(FIELDS) as readonly NetworkKind[];

/** The versions of a kind's API that a minor serves, the newest first. */
export function apiVersionsOf(kind: NetworkKind, minor: CiliumMinor): readonly string[] {
  return kind === 'CiliumL2AnnouncementPolicy' || minor === '1.17' ? ['cilium.io/v2alpha1'] : ['cilium.io/v2', 'cilium.io/v2alpha1'];
}

const schemas = new Map<string, Schema>();

function schemaOf(kind: NetworkKind, minor: CiliumMinor): Schema {
  const key = `${kind} ${minor}`;
  const known = schemas.get(key);
  if (known) return known;
  const fields = Object.entries(KNOWN[kind]).filter(([, field]) => holdsIn(field, minor));
  const schema = schemaOfPaths(Object.fromEntries(fields
    .map(([path, field]) => [path, field.was?.find(({ until }) => isBeforeMinor(minor, until)) ?? field])));
  schemas.set(key, schema);
  return schema;
}

/** What the API server refuses of an object by the CustomResourceDefinition of a minor, and what it drops of it (`isUnknownField`). */
export function networkObjectProblems(object: PlainObject, minor: CiliumMinor): Problem[] {
  const kind = object.kind as NetworkKind;
  const versions = apiVersionsOf(kind, minor);
  if (!versions.includes(String(object.apiVersion))) {
    return [{ field: 'apiVersion', message: `${JSON.stringify(object.apiVersion)} does not exist in Cilium ${minor}; expected ${versions.join(' or ')}` }];
  }
  if (!isPlainObject(object.spec)) return [{ field: 'spec', message: 'is missing; it is required' }];
  const schema = schemaOf(kind, minor);
  const problems = structuralProblems(object.spec, schema, 'spec', path => unknownField(kind, path, minor));
  // Rules are looked at when the rest is right.
  const isRefused = problems.some(({ isUnknownField }) => !isUnknownField);
  return isRefused ? problems : [...problems, ...ruleProblems(kind, withDefaults(object.spec, schema) as PlainObject, minor)];
}

function unknownField(kind: NetworkKind, path: string, minor: CiliumMinor): string {
  const fields = KNOWN[kind];
  const name = path.replace(/^spec\.?/, '').replace(/\[\d+\]/g, '[]');
  const period = Object.hasOwn(fields, name) ? fields[name] : undefined;
  return `is not a field of ${kind} in Cilium ${minor}, and the API server drops it${period ? `: it is one ${describePeriod(period)}` : ''}`;
}

/** The rules that CustomResourceDefinitions have in CEL: none up to 1.17, some in 1.18. */
function ruleProblems(kind: NetworkKind, { timers, advertisements }: PlainObject, minor: CiliumMinor): Problem[] {
  if (minor === '1.17') return [];
  if (kind === 'CiliumBGPPeerConfig' && isPlainObject(timers)) {
    const { keepAliveTimeSeconds, holdTimeSeconds } = timers;
    return Number(keepAliveTimeSeconds) > Number(holdTimeSeconds)
      ? [{ field: 'spec.timers.keepAliveTimeSeconds', message: `is ${String(keepAliveTimeSeconds)}, longer than holdTimeSeconds, ${String(holdTimeSeconds)}; expected at most that` }] : [];
  }
  if (kind !== 'CiliumBGPAdvertisement' || !Array.isArray(advertisements)) return [];
  return advertisements.flatMap((each: PlainObject, i): Problem[] => {
    const at = `spec.advertisements[${i}]`;
    const type = String(each.advertisementType);
    return [
      ...(['Service', 'Interface'] as const).flatMap(name => {
        const field = name.toLowerCase();
        const isGiven = each[field] !== undefined;
        if (type === name && !isGiven) return [{ field: `${at}.${field}`, message: `is missing; advertisementType ${name} needs it` }];
        return type !== name && isGiven && minor !== '1.18' ? [{ field: `${at}.${field}`, message: `cannot be combined with advertisementType ${type}; it is for ${name}` }] : [];
      }),
      ...type === 'PodCIDR' && each.selector !== undefined ? [{ field: `${at}.selector`, message: 'cannot be combined with advertisementType PodCIDR; leave it out' }] : [],
    ];
  });
}
