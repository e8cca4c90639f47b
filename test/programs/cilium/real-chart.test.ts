import { minorOf } from './cases';
import { FURTHER_VALUES } from './further-values';
import { validateValues } from '../../../src/programs/cilium/validate-values';
import { renderConfig } from '../../../src/programs/cilium/values/agent-config';
import { ChartValues } from '../../../src/programs/cilium/values/chart-values';
import { ciliumCharts, renderCilium } from '../../support/helm';

const CHARTS = ciliumCharts();
const IS_SKIPPED = CHARTS.length === 0;
const CASES = FURTHER_VALUES;

// The whole ConfigMap is compared, and whether the chart takes the values.
(IS_SKIPPED ? describe.skip : describe)('Cilium\'s chart with Helm (skipped without HELM and CILIUM_CHARTS)', () => {
  describe.each(IS_SKIPPED ? ['of each version'] : CHARTS)('chart %s', version => {
    test.each(CASES)('$purpose: $values', ({ values, apiVersions }) => {
      const minor = minorOf(version);
      const given = new ChartValues(values, minor);
      const { refused } = validateValues(given, { isOffline: true, apiVersions: apiVersions ?? [], namespace: 'kube-system' });
      const rendered = renderCilium(version, values, apiVersions);
      expect({ refused: refused.map(({ field, message }) => `${field} ${message}`), chart: 'refused' in rendered ? rendered.refused : 'accepts' })
        .toEqual('refused' in rendered ? { refused: expect.arrayContaining([expect.anything()]), chart: rendered.refused } : { refused: [], chart: 'accepts' });
      if ('refused' in rendered) return;
      // YAML's null is an empty text to the API server; what is not a text at all is told by `notText`.
      const written = rendered.config && Object.fromEntries(Object.entries(rendered.config).map(([option, text]) => [option, String(text ?? '')]));
      expect(renderConfig(given).config).toEqual(written);
    });
  });
});
