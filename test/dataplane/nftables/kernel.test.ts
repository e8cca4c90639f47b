import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IpFamily } from '../../../src/base/ip/ip-family';
import { renderNftScript } from '../../../src/dataplane/nftables/render/nft-script';
import { Ruleset } from '../../../src/dataplane/ruleset';
import { SUPPORTED_MINORS } from '../../../src/dataplane/versions/kube-proxy-version';
import { inNamespace, kernelIsAvailable, normalizeListing } from '../../support/kernel';
import { generateScenario, knownToFail, readScenarios } from '../../support/reference';

const kernelTest = kernelIsAvailable() ? test : test.skip;

const scenarios = readScenarios();

describe.each(SUPPORTED_MINORS)('kube-proxy %s', minor => {
  kernelTest('every reference scenario loads but for known bugs of kube-proxy, of which the ruleset warns', () => {
    const failures: string[] = [];
    for (const scenario of scenarios) {
      const script = (['ip', 'ip6'] as const).flatMap(family => [...renderNftScript(generateScenario(scenario, minor, family))]).join('\n');
      const { ok, errors } = inNamespace('nft -f -', `${script}\n`);
      if (ok === knownToFail(scenario, minor)) failures.push(`${scenario.name}: ${ok ? 'loads, though a warning says it does not' : errors}`);
    }
    expect(failures).toEqual([]);
  }, 300_000);
});

kernelTest('the kernel shows the reference cluster as it did after the real kube-proxy had programmed it', () => {
  const fixture = (name: string) => join(__dirname, '..', '..', 'fixtures', 'cluster', name);
  const files = [fixture('networking.yaml'), fixture('kube-proxy.yaml')];
  const script = Ruleset.fromFiles(files, { kubernetesVersion: '1.36', nodeName: 'worker-1' }).toNft(IpFamily.IPV4);
  const { ok, output, errors } = inNamespace('nft -f - && nft list table ip kube-proxy', script);
  expect([ok, errors]).toEqual([true, '']);
  expect(normalizeListing(output)).toEqual(normalizeListing(readFileSync(fixture('worker-1.nft-list.txt'), 'utf8')));
});
