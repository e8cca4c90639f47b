import { minorOf, VALUES_CASES } from './cases';
import { validateValues } from '../../../src/programs/cilium/validate-values';
import { agentConfigOf } from '../../../src/programs/cilium/values/agent-config';
import { ChartValues } from '../../../src/programs/cilium/values/chart-values';

const CASES = VALUES_CASES.flatMap(each => each.versions.map(version => ({ ...each, name: `${each.id} ${version}: ${each.purpose}`, minor: minorOf(version) })));

test('all cases are there', () => {
  expect(VALUES_CASES).toHaveLength(159);
  expect(CASES).toHaveLength(544);
});

/** Predictions that the agent itself, asked by agent-verdicts.test.ts, does not keep: 1.17 takes annotations with the dispatch ipip only. */
const WRONG_PREDICTIONS: readonly string[] = ['lb-annotation-snat 1.17'];

describe.each(CASES)('$name', ({ id, values, minor, accepted, apiVersions = [], facts: { agentPredicted, ciliumConfig } }) => {
  const given = new ChartValues(values, minor);
  const { refused, agentRefuses } = validateValues(given, { isOffline: true, apiVersions, namespace: 'kube-system' });

  test('is accepted or refused as the chart does', () => {
    expect({ accepted: refused.length === 0, refused }).toEqual({ accepted, refused: accepted ? [] : expect.anything() });
  });

  // A chart that refuses the values leaves nothing to the agent.
  if (accepted && agentPredicted?.startsWith('refused')) {
    test('is refused by the agent', () => {
      expect(agentRefuses).not.toEqual([]);
    });
  }
  if (agentPredicted?.startsWith('accepted') && !WRONG_PREDICTIONS.includes(`${id} ${minor}`)) {
    test('is accepted by the agent', () => {
      expect(agentRefuses).toEqual([]);
    });
  }
  if (ciliumConfig) {
    test('the ConfigMap is as the chart renders it', () => {
      const config = agentConfigOf(given);
      expect(Object.fromEntries(Object.keys(ciliumConfig).map(option => [option, config[option] ?? null]))).toEqual(ciliumConfig);
    });
  }
});
