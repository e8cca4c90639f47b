import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { PlainObject } from '../../../src/base/objects/fields';
import { unknownFields, validateIstioObject } from '../../../src/programs/istio/objects/validate';
import { istioVersion } from '../../../src/programs/istio/releases';
import { pathText } from '../../../src/programs/istio/values-problem';

/** What Istio's own validation made of an object, as in test/fixtures/istio. */
interface Case {
  readonly id: string;
  readonly object: Record<string, unknown>;
  readonly version: string;
  readonly accepted: boolean;
}

const CASES = readFileSync(join(__dirname, '../../fixtures/istio/validation-cases.jsonl'), 'utf8').trim().split('\n').map(line => JSON.parse(line) as Case);

test.each(CASES)('$id', ({ object, version, accepted }) => {
  expect(validateIstioObject(object, istioVersion(version)).length === 0).toBe(accepted);
});

/** What istiod's webhook and the API server made of an object, for Istio 1.30.3: the code of both, run on our inputs. */
interface OwnCase {
  readonly id: string;
  readonly object: PlainObject;
  readonly accepted: boolean;
  /** Whether the API server drops fields of it. */
  readonly unknown?: boolean;
}

const OWN = gunzipSync(readFileSync(join(__dirname, '../../fixtures/istio/objects-1.30.3.jsonl.gz'))).toString().trim().split('\n').map(line => JSON.parse(line) as OwnCase);

test(`accepts and refuses ${OWN.length} objects as Istio 1.30.3 does`, () => {
  const version = istioVersion('1.30.3');
  const differences = OWN.filter(({ object, accepted, unknown = false }) => (validateIstioObject(object, version).length === 0) !== accepted
    || (accepted && (unknownFields(object, version).length > 0) !== unknown));
  expect(differences.map(({ id }) => id)).toEqual([]);
  expect(OWN.filter(({ accepted }) => accepted).length).toBeGreaterThan(800);
});

const FIRST = (apiVersion: string, kind: string, spec: PlainObject): PlainObject => ({ apiVersion, kind, metadata: { name: 'x', namespace: 'app' }, spec });

test.each<[string, PlainObject, string, string[]]>([
  ['a field of a later minor', FIRST('networking.istio.io/v1', 'DestinationRule', { host: 'a', trafficPolicy: { retryBudget: { percent: 101 } } }), '1.26', ['spec.trafficPolicy: is empty; expected at least one setting']],
  ['a condition of the definition', FIRST('networking.istio.io/v1', 'DestinationRule', { host: 'a', trafficPolicy: { retryBudget: { percent: 101 } } }), '1.27', ['spec.trafficPolicy.retryBudget.percent: 101 is more than 100']],
  ['a condition of early minors', FIRST('security.istio.io/v1', 'RequestAuthentication', { jwtRules: [{ jwksUri: 'https://a' }] }), '1.24', ['spec.jwtRules[0].issuer: is missing']],
  ['which later ones do not have', FIRST('security.istio.io/v1', 'RequestAuthentication', { jwtRules: [{ jwksUri: 'https://a' }] }), '1.30', []],
  ['what both refuse, once', FIRST('networking.istio.io/v1', 'DestinationRule', {}), '1.30', ['spec.host: is empty; expected a domain name, for example "web.shop.svc.cluster.local"']],
])('%s', (_, object, version, expected) => {
  expect(validateIstioObject(object, istioVersion(version)).map(({ path, message }) => `${pathText(path)}: ${message}`)).toEqual(expected);
});
