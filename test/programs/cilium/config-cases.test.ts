import { CONFIG_CASES, minorOf } from './cases';
import { validateValues } from '../../../src/programs/cilium/validate-values';
import { renderConfig, WRITTEN_OPTIONS } from '../../../src/programs/cilium/values/agent-config';
import { ChartValues } from '../../../src/programs/cilium/values/chart-values';

const VERSIONS = [...new Set(CONFIG_CASES.map(({ version }) => version))];

/** The whole ConfigMap of a case: what it changes of that without values. */
function configOf(version: string, changes: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const plain = CONFIG_CASES.find(each => each.version === version && Object.keys(each.values).length === 0)!;
  return Object.fromEntries(Object.entries({ ...plain.changes, ...changes }).filter(([, text]) => text !== null));
}

// Values at random, recorded by scripts/cilium-config-cases.ts.
describe.each(VERSIONS)('The ConfigMap of Cilium %s', version => {
  const cases = CONFIG_CASES.filter(each => each.version === version).map((each, index) => ({ ...each, name: `${index}: ${JSON.stringify(each.values)}` }));

  test.each(cases)('$name', ({ values, accepted, changes }) => {
    const given = new ChartValues(values, minorOf(version));
    const { refused } = validateValues(given, { isOffline: true, apiVersions: [], namespace: 'kube-system' });
    expect({ accepted: refused.length === 0, refused }).toEqual({ accepted, refused: accepted ? [] : refused });
    if (!accepted) return;
    const expected = changes && configOf(version, changes);
    const notText = Object.entries(expected ?? {}).filter(([, text]) => typeof text !== 'string').map(([option]) => option);
    const { config, notText: fields } = renderConfig(given);
    expect(without(config, notText)).toEqual(without(expected, notText));
    expect(fields.length > 0).toBe(notText.length > 0);
  });
});

test('the cases write most of the options', () => {
  const written = new Set(CONFIG_CASES.flatMap(({ changes = {} }) => Object.keys(changes).filter(option => changes[option] !== null)));
  expect(WRITTEN_OPTIONS.filter(option => written.has(option)).length).toBeGreaterThan(WRITTEN_OPTIONS.length * 0.8);
});

function without(config: Readonly<Record<string, unknown>> | undefined, options: readonly string[]): Record<string, unknown> | undefined {
  return config && Object.fromEntries(Object.entries(config).filter(([option]) => !options.includes(option)));
}
