import { join } from 'node:path';
import { CniAdvisor, CniFit, CniNeed } from '../../../src';

const CLUSTER = join(__dirname, '..', '..', '..', 'examples', 'cluster');

test('text, Markdown and JSON say the same', () => {
  const advice = CniAdvisor.advise({ needs: [CniNeed.WINDOWS, CniNeed.L7], plugins: ['calico', 'cilium'] });
  expect(advice.toText()).toMatchSnapshot('text');
  expect(advice.toMarkdown()).toMatchSnapshot('Markdown');
  expect(JSON.parse(advice.toJson())).toEqual({ version: 1, plugins: advice.plugins, foundNeeds: [] });
  expect(advice.plugins.map(({ plugin, fit }) => [plugin, fit])).toEqual([['calico', CniFit.CONDITIONAL], ['cilium', CniFit.NO]]);
});

test('everything that is known', () => {
  const advice = CniAdvisor.advise();
  expect(advice.plugins.map(({ plugin }) => plugin)).toEqual(CniAdvisor.plugins());
  expect(advice.toText()).toMatchSnapshot();
});

test('what a cluster shows is needed, too', () => {
  const advice = CniAdvisor.advise({ files: [CLUSTER], needs: [CniNeed.ISTIO_AMBIENT] });
  const needs = advice.foundNeeds.map(({ need }) => need);
  expect(advice.plugins[0].answers.map(({ need }) => need)).toEqual([...new Set([...needs, CniNeed.ISTIO_AMBIENT])]);
});

test('a file that is not there', () => {
  expect(() => CniAdvisor.advise({ files: ['/no/such/file.yaml'] })).toThrow('/no/such/file.yaml');
});

test('needs that nothing is known of are no reason to call a plugin fit', () => {
  expect(() => CniAdvisor.advise({ needs: ['window' as CniNeed] })).toThrow('need: "window" is not known; did you mean windows?');
});
