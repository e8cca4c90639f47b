import { minorOf } from './cases';
import { FURTHER_VALUES } from './further-values';
import { validateValues } from '../../../src/programs/cilium/validate-values';
import { agentConfigOf, WRITTEN_OPTIONS } from '../../../src/programs/cilium/values/agent-config';
import { ChartValues } from '../../../src/programs/cilium/values/chart-values';
import { ciliumCharts, renderCilium } from '../../support/helm';

const CHARTS = ciliumCharts();
const IS_SKIPPED = CHARTS.length === 0;
const CASES = FURTHER_VALUES;

// Its options are compared where both have them: the chart writes more than rules look at.
(IS_SKIPPED ? describe.skip : describe)('Cilium\'s chart with Helm (skipped without HELM and CILIUM_CHARTS)', () => {
  describe.each(IS_SKIPPED ? ['of each version'] : CHARTS)('chart %s', version => {
    test.each(CASES)('$purpose: $values', ({ values, apiVersions }) => {
      const minor = minorOf(version);
      const given = new ChartValues(values, minor);
      const { refused } = validateValues(given, { isOffline: true, apiVersions: apiVersions ?? [], namespace: 'kube-system' });
      const rendered = renderCilium(version, values, apiVersions);
      expect({ refused: refused.map(({ field, message }) => `${field} ${message}`), chart: 'refused' in rendered ? rendered.refused : 'accepts' })
        .toEqual('refused' in rendered ? { refused: expect.arrayContaining([expect.anything()]), chart: rendered.refused } : { refused: [], chart: 'accepts' });
      if ('refused' in rendered || !rendered.config) return;
      const { config } = rendered;
      const predicted = agentConfigOf(given);
      const written = Object.keys(predicted).map(option => [option, config[option] === undefined ? undefined : String(config[option])] as const);
      expect(predicted).toEqual(Object.fromEntries(written));
      // What is predicted somewhere, and left out here, is not in the ConfigMap.
      expect(WRITTEN_OPTIONS.filter(option => predicted[option] === undefined && config[option] !== undefined)).toEqual([]);
    });
  });
});
