import { askingIngress, caseOf, CASES, targetOf } from './cases';
import { Cluster } from '../../../../src/cluster/cluster';
import { isProtection } from '../../../../src/dataplane/requests/ingress-nginx/protections';
import { UsedAnnotation, usedAnnotations } from '../../../../src/migrate/gateway-api/annotations';
import { Conversion, convert } from '../../../../src/migrate/gateway-api/convert';
import { OWN_POLICIES, OwnPolicies, OwnSupport } from '../../../../src/programs/gateway-api/own-policies';
import { nginxAnnotation } from '../../../../src/programs/ingress-nginx/annotations';
import { contextOf, differences } from '../conversions';

/** Each annotation of the tables, with each implementation: what it has and from which version on, and what it has not. */

interface Converted {
  readonly conversion: Conversion;
  readonly annotations: readonly UsedAnnotation[];
}

function converted(own: OwnPolicies, annotations: Readonly<Record<string, string>>, version?: string, isOpened = (_: unknown, rule: string): boolean => rule === 'ingress-protection-differs'): Converted {
  const cluster = Cluster.of([{ object: askingIngress(annotations) }]);
  const context = contextOf(cluster, { ...targetOf(own, version), isOpened });
  const conversion = convert(cluster, context);
  return { conversion, annotations: usedAnnotations(conversion.ingresses, context) };
}

const ROWS = OWN_POLICIES.flatMap(own => own.rows.map((row): [string, OwnPolicies, OwnSupport] => [`${own.implementation} ${row.id}`, own, row]));
const KEPT = ROWS.filter(([, , { field }]) => field !== undefined);
const NOT_KEPT = ROWS.filter(([, , { field }]) => field === undefined);

/** The version before X.Y; undefined for the first one of a major. */
function before(version: string): string | undefined {
  const [major, minor] = version.split('.').map(Number);
  return minor === 0 ? undefined : `${major}.${minor - 1}`;
}

function outcomesOf({ annotations }: Converted, row: OwnSupport): string[] {
  return annotations.filter(({ name }) => row.annotations.includes(name)).map(({ outcome }) => outcome);
}

test('the tables name annotations that there are, say from when on, and have a case each', () => {
  expect(ROWS.flatMap(([, , { annotations }]) => annotations).filter(name => !nginxAnnotation(name))).toEqual([]);
  expect(KEPT.filter(([, , { since }]) => since === undefined).map(([name]) => name)).toEqual([]);
  expect(NOT_KEPT.filter(([, , { note }]) => note === undefined).map(([name]) => name)).toEqual([]);
  expect(ROWS.filter(([, { implementation }, { id }]) => !caseOf(implementation, id)).map(([name]) => name)).toEqual([]);
  expect(Object.keys(CASES).filter(key => !ROWS.some(([name, , { id }]) => key === name || key === id))).toEqual([]);
});

test.each(KEPT)('%s: a policy keeps it, and nothing becomes less protected', (_, own, row) => {
  const result = converted(own, caseOf(own.implementation, row.id)!.asked);
  expect(new Set(outcomesOf(result, row))).toEqual(new Set(['by policy']));
  expect(differences(result.conversion)).toEqual([]);
});

test.each(KEPT.filter(([, , { since }]) => before(since!)))('%s: an older version has none, and what it protects is left out', (_, own, row) => {
  const { asked } = caseOf(own.implementation, row.id)!;
  const result = converted(own, asked, before(row.since!));
  expect(outcomesOf(result, row)).not.toContain('by policy');
  const isProtected = result.annotations.some(({ ingress, name }) => row.annotations.includes(name) && (isProtection(ingress, name) || name === 'auth-tls-secret'));
  expect(differences(result.conversion).some(difference => difference.startsWith('lost'))).toBe(isProtected || row.id === 'unverified-backends' || row.id === 'cors' || row.id === 'satisfy');
  expect(differences(result.conversion).filter(difference => difference.startsWith('unprotected'))).toEqual([]);
});

const REFUSED = KEPT.flatMap(([name, own, row]) => (caseOf(own.implementation, row.id)?.refused ?? [])
  .map(([annotations, reason]): [string, string, OwnPolicies, OwnSupport, typeof annotations] => [name, reason, own, row, annotations]));

test.each(REFUSED)('%s: a value that can\'t be kept says why: %s', (_, reason, own, row, annotations) => {
  const result = converted(own, annotations);
  const notes = result.annotations.filter(({ name }) => row.annotations.includes(name)).map(({ outcome, note }) => `${outcome}: ${note}`);
  expect(notes.filter(note => note.startsWith('by policy'))).toEqual([]);
  expect(notes.some(note => note.includes(reason))).toBe(true);
  expect(differences(result.conversion).filter(difference => difference.startsWith('unprotected'))).toEqual([]);
});

test.each(NOT_KEPT)('%s: is not kept, for the reason that the table has', (_, own, row) => {
  const result = converted(own, caseOf(own.implementation, row.id)!.asked);
  const found = result.annotations.filter(({ name, outcome }) => row.annotations.includes(name) && outcome !== 'without effect');
  expect(new Set(found.map(({ note }) => note))).toEqual(new Set([row.note]));
  expect(found.map(({ outcome }) => outcome).filter(outcome => !outcome.endsWith('not kept'))).toEqual([]);
  expect(differences(result.conversion).filter(difference => difference.startsWith('unprotected'))).toEqual([]);
});

test.each(ROWS.filter(([, , { needsConsent }]) => needsConsent))('%s: nothing is written, and the path is left out, until somebody has accepted what differs', (_, own, row) => {
  const result = converted(own, caseOf(own.implementation, row.id)!.asked, undefined, () => false);
  expect(new Set(outcomesOf(result, row))).toEqual(new Set(['protection would differ']));
  expect(result.conversion.objects.ownPolicies.filter(({ kind }) => kind === 'SecurityPolicy')).toEqual([]);
  expect(differences(result.conversion).map(difference => difference.split(' ')[0])).toEqual(['lost', 'lost', 'lost', 'lost']);
});

test.each(OWN_POLICIES)('$implementation: the objects for each row', own => {
  const objects = own.rows.filter(({ field }) => field !== undefined).map(({ id }) => {
    const { conversion } = converted(own, caseOf(own.implementation, id)!.asked);
    const { ownPolicies, routes, grants } = conversion.objects;
    const filters = routes.flatMap(({ object }) => object.spec.rules.flatMap((rule: any) => rule.filters ?? []))
      .filter(({ type }: any) => ['ExtensionRef', 'RequestHeaderModifier'].includes(type));
    const ofPolicies = grants.filter(({ spec }) => !['Gateway', 'HTTPRoute'].includes(spec.from[0].kind));
    return { [id]: { policies: ownPolicies.filter(({ metadata }) => metadata.name !== 'ingress'), filters: [...new Set(filters.map((filter: any) => JSON.stringify(filter)))], grants: ofPolicies } };
  });
  expect(objects).toMatchSnapshot();
});
