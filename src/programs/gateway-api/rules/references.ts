import { firstTwice, isSet, ObjectRule, pathsOf, ROUTE_KINDS } from './rule';

/** Rules about what routes and policies name. Source: apis/v1/shared_types.go, apis/v1/*_types.go. */

interface ParentReference {
  readonly group?: string;
  readonly kind?: string;
  readonly namespace?: string;
  readonly name: string;
  readonly sectionName?: string;
  readonly port?: number;
}

/** The namespace counts as it is written: an absent one and the route's own are not taken for the same. */
const parentOf = ({ group, kind, namespace, name }: ParentReference): unknown => [group, kind, isSet(namespace) ? namespace : '', name];

/** Each entry beside each other one of the same parent. */
function anyPair(
  entries: readonly ParentReference[], same: (entry: ParentReference) => unknown, test: (one: ParentReference, two: ParentReference) => boolean,
): boolean {
  return entries.some((one, i) => entries.slice(i + 1).some(two => JSON.stringify(same(one)) === JSON.stringify(same(two)) && test(one, two)));
}

const sectionOf = ({ sectionName }: ParentReference): string => sectionName ?? '';

const STANDARD = { standard: ['1.0'] } as const;
const EXPERIMENTAL = { experimental: ['1.0'] } as const;
const PARENT_REFS = pathsOf(ROUTE_KINDS, 'spec.parentRefs');

function portProblem({ group, kind, port }: { readonly group?: string; readonly kind?: string; readonly port?: number }): string | undefined {
  return group === '' && kind === 'Service' && port === undefined ? 'port is missing; a reference to a Service requires one' : undefined;
}

const targetOf = ({ group, kind, name }: ParentReference): unknown => [group, kind, name];

export const REFERENCE_RULES: readonly ObjectRule[] = [
  {
    paths: PARENT_REFS,
    holds: STANDARD,
    check: refs => anyPair(refs, parentOf, (one, two) => isSet(one.sectionName) !== isSet(two.sectionName))
      ? 'one parent is named several times, not always with a sectionName; expected a sectionName in each of these entries' : undefined,
  },
  {
    paths: PARENT_REFS,
    holds: STANDARD,
    check: refs => anyPair(refs, parentOf, (one, two) => sectionOf(one) === sectionOf(two))
      ? 'one parent is named several times with the same sectionName; expected another sectionName in each of these entries (another port is not enough)' : undefined,
  },
  {
    paths: PARENT_REFS,
    holds: EXPERIMENTAL,
    check: refs => anyPair(refs, parentOf, (one, two) => isSet(one.sectionName) !== isSet(two.sectionName)
      || (one.port === undefined) !== (two.port === undefined))
      ? 'one parent is named several times; expected each of these entries to set the same of sectionName and port' : undefined,
  },
  {
    paths: PARENT_REFS,
    holds: EXPERIMENTAL,
    check: refs => anyPair(refs, parentOf, (one, two) => sectionOf(one) === sectionOf(two) && one.port === two.port)
      ? 'one parent is named several times with the same sectionName and port; expected each of these entries to differ in one of them' : undefined,
  },
  { paths: pathsOf(ROUTE_KINDS, 'spec.rules[].backendRefs[]'), check: portProblem },
  {
    paths: pathsOf(['HTTPRoute', 'GRPCRoute'], 'spec.rules[].filters[].requestMirror.backendRef', 'spec.rules[].backendRefs[].filters[].requestMirror.backendRef'),
    check: portProblem,
  },
  {
    paths: pathsOf(['HTTPRoute'], 'spec.rules[].filters[].externalAuth.backendRef', 'spec.rules[].backendRefs[].filters[].externalAuth.backendRef'),
    check: portProblem,
  },
  {
    paths: pathsOf(['BackendTLSPolicy'], 'spec.targetRefs'),
    holds: { standard: ['1.4'], experimental: ['1.3'] },
    check: refs => anyPair(refs, targetOf, (one, two) => isSet(one.sectionName) !== isSet(two.sectionName))
      ? 'one target is named several times, not always with a sectionName; expected a sectionName in each of these entries' : undefined,
  },
  {
    paths: pathsOf(['BackendTLSPolicy'], 'spec.targetRefs'),
    holds: { standard: ['1.4'], experimental: ['1.3'] },
    check: refs => firstTwice(refs as ParentReference[], ref => [targetOf(ref), sectionOf(ref)])
      ? 'one target is named several times with the same sectionName; expected another sectionName in each of these entries' : undefined,
  },
];
