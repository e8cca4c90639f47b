import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { effectiveValues } from '../../../src/programs/istio/charts/effective';
import { refusedValues, valueAt } from '../../../src/programs/istio/charts/refused';
import { IstioChart } from '../../../src/programs/istio/charts/signs';
import { istioVersion } from '../../../src/programs/istio/releases';

/** What the real charts made of values, as in test/fixtures/istio. */
interface Case {
  readonly id: string;
  readonly chart: IstioChart;
  readonly versions: readonly string[];
  readonly values: Record<string, unknown>;
  readonly accepted: boolean;
  readonly facts: Record<string, unknown>;
}

const CASES = readFileSync(join(__dirname, '../../fixtures/istio/values-cases.jsonl'), 'utf8').trim().split('\n').map(line => JSON.parse(line) as Case)
  .flatMap(({ versions, ...rest }) => versions.map(version => ({ ...rest, version: istioVersion(version.replace(/-branch$/, '')) })));

test.each(CASES)('$chart $version.minor: $id', ({ chart, version, values, accepted }) => {
  expect(refusedValues(chart, values, version).length === 0).toBe(accepted);
});

/** Where a fact of the rendered chart comes from. */
const FACTS: Readonly<Record<string, readonly string[]>> = {
  AMBIENT_ENABLED: ['ambient', 'enabled'],
  AMBIENT_DNS_CAPTURE: ['ambient', 'dnsCapture'],
  AMBIENT_IPV6: ['ambient', 'ipv6'],
  AMBIENT_RECONCILE_POD_RULES_ON_STARTUP: ['ambient', 'reconcileIptablesOnStartup'],
  ENABLE_AMBIENT_DETECTION_RETRY: ['ambient', 'enableAmbientDetectionRetry'],
  CHAINED_CNI_PLUGIN: ['chained'],
  REPAIR_ENABLED: ['repair', 'enabled'],
  NATIVE_NFTABLES: ['global', 'nativeNftables'],
  ISTIO_OWNED_CNI_CONFIG: ['istioOwnedCNIConfig'],
  PILOT_ENABLE_AMBIENT: ['env', 'PILOT_ENABLE_AMBIENT'],
  AMBIENT_ENABLE_MULTI_NETWORK: ['env', 'AMBIENT_ENABLE_MULTI_NETWORK'],
};

const RENDERED = CASES.filter(({ accepted }) => accepted).flatMap(({ facts, ...rest }) => Object.keys(FACTS)
  .filter(name => Object.hasOwn(facts, name)).map(name => ({ ...rest, name, fact: facts[name] })));

test.each(RENDERED)('$chart $version.minor: $name of $id', ({ chart, version, values, name, fact }) => {
  const value = valueAt(effectiveValues(chart, values, version.number), FACTS[name]);
  if (fact === null && version.number < 28) return;
  expect(value === undefined ? null : String(value)).toBe(fact);
});

const PATHS = CASES.filter(({ accepted, facts }) => accepted && facts.hostPaths)
  .map(({ facts, ...rest }) => ({ ...rest, paths: facts.hostPaths as Record<string, string> }));

test.each(PATHS)('$chart $version.minor: directories of $id', ({ chart, version, values, paths }) => {
  const { cniBinDir, cniConfDir, cniNetnsDir } = effectiveValues(chart, values, version.number);
  const binDir = cniBinDir === '' || cniBinDir === undefined ? '/opt/cni/bin' : cniBinDir;
  expect([binDir, cniConfDir, cniNetnsDir])
    .toEqual(['cni-bin-dir', 'cni-net-dir', 'cni-netns-dir'].map(name => paths[name]));
});

/** What Helm made of our own values with the real charts of these releases; 1.31.0 is its first candidate. */
interface OwnCase {
  readonly id: string;
  readonly chart: IstioChart;
  readonly values: Record<string, unknown>;
  readonly refusedBy: readonly string[];
}

const OWN = gunzipSync(readFileSync(join(__dirname, '../../fixtures/istio/values.jsonl.gz'))).toString().trim().split('\n').map(line => JSON.parse(line) as OwnCase);

test.each(['1.24.6', '1.27.9', '1.28.10', '1.30.3', '1.31.0'])(`accepts and refuses ${OWN.length} files of values as the charts of %s do`, release => {
  const version = istioVersion(release);
  const isRefused = ({ chart, values }: OwnCase) => refusedValues(chart, values, version).length > 0;
  const differences = OWN.filter(each => isRefused(each) !== each.refusedBy.includes(release));
  expect(differences.map(({ id }) => id)).toEqual([]);
});

describe('a value of a wrong type that is replaced in the end', () => {
  const refused = (chart: 'cni' | 'istiod', values: object): string[] => refusedValues(chart, values as any, istioVersion('1.30')).map(({ path }) => path.join('.'));

  test.each([
    ['by the profile', 'cni', { profile: 'ambient', ambient: null }],
    ['by the platform', 'cni', { global: { platform: 'gke' }, resourceQuotas: null }],
    ['by the prefixed form', 'cni', { ambient: 'x', cni: { ambient: { enabled: true } } }],
    ['among the defaults of the chart', 'cni', { _internal_defaults_do_not_set: { ambient: null }, profile: 'ambient' }],
    ['of istiod', 'istiod', { profile: 'ambient', env: 'x' }],
  ] as const)('%s is rendered', (_, chart, values) => {
    expect(refused(chart, values)).toEqual([]);
  });

  test.each([
    ['without the profile', 'cni', { ambient: null }, ['ambient']],
    ['another value than that of the profile', 'cni', { profile: 'ambient', repair: null }, ['repair']],
    ['global, which is read before', 'istiod', { global: 1, pilot: { global: { network: 'a' } } }, ['global']],
    ['null in the prefixed form, which takes it away', 'cni', { profile: 'ambient', cni: { ambient: null } }, ['cni.ambient']],
  ] as const)('but not %s', (_, chart, values, paths) => {
    expect(refused(chart, values)).toEqual(paths);
  });
});

test('lists: range takes mappings, too, and has does not', () => {
  const refused = (values: object): string[] => refusedValues('base', values as any, istioVersion('1.30')).map(({ path }) => path.join('.'));
  expect(refused({ global: { imagePullSecrets: { a: 'b' } }, base: { excludedCRDs: ['a'] } })).toEqual([]);
  expect(refused({ global: { imagePullSecrets: 1 }, base: { excludedCRDs: { a: 'b' } } })).toEqual(['base.excludedCRDs', 'global.imagePullSecrets']);
});
