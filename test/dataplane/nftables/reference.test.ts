import { Family } from '../../../src/base/ip/address';
import { renderNftScript } from '../../../src/dataplane/nftables/render/nft-script';
import { SUPPORTED_MINORS } from '../../../src/dataplane/versions/kube-proxy-version';
import { generateScenario, normalize, readRulesets, readScenarios } from '../../support/reference';

const FAMILIES: readonly ['ipv4' | 'ipv6', Family][] = [['ipv4', 'ip'], ['ipv6', 'ip6']];

const scenarios = readScenarios();

test('there are 156 scenarios', () => {
  expect(scenarios).toHaveLength(156);
});

describe.each(SUPPORTED_MINORS)('kube-proxy %s', minor => {
  const expected = readRulesets(minor);

  test.each(scenarios.map(scenario => [scenario.name, scenario] as const))('%s', (name, scenario) => {
    for (const [key, family] of FAMILIES) {
      const generated = [...renderNftScript(generateScenario(scenario, minor, family))].join('\n');
      expect(normalize(generated)).toEqual(normalize(expected.get(name)![key]));
    }
  });
});
