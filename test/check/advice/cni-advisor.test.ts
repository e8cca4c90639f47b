import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
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

describe('what is stated is where the cluster is to go', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cni-advisor-'));
  const file = (name: string, object: object) => {
    const path = join(folder, `${name}.json`);
    writeFileSync(path, JSON.stringify(object));
    return path;
  };
  const proxy = file('kube-proxy', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'kube-proxy', namespace: 'kube-system' }, data: { 'config.conf': 'mode: nftables\n' } });
  const ebpf = file('installation', { apiVersion: 'operator.tigera.io/v1', kind: 'Installation', metadata: { name: 'default' }, spec: { calicoNetwork: { linuxDataplane: 'BPF' } } });
  const foundIn = (files: string[], needs: CniNeed[] = []) => CniAdvisor.advise({ files, needs }).foundNeeds.map(({ need }) => need);

  test('a mode that is found gives way to a need that excludes it', () => {
    expect(foundIn([proxy])).toEqual([CniNeed.NFTABLES]);
    expect(foundIn([proxy], [CniNeed.WITHOUT_KUBE_PROXY])).toEqual([]);
  });

  test('what replaces kube-proxy is what runs', () => {
    expect(foundIn([proxy, ebpf])).toEqual([CniNeed.WITHOUT_KUBE_PROXY]);
    expect(foundIn([ebpf], [CniNeed.NFTABLES])).toEqual([]);
  });
});

test('what guides often say is in the data of each plugin, and in the whole page', () => {
  const advice = CniAdvisor.advise({ plugins: ['cilium'] });
  expect(advice.plugins[0].corrections.map(({ said }) => said)).toEqual(['Cilium\'s BGP came with 1.10', 'Cilium has policies for Kafka topics']);
  expect(advice.toMarkdown()).toMatch(/### What guides often say\n\n\| Often said \| Right \| Read in \|\n\|---\|---\|---\|\n\| Cilium's BGP came with 1\.10 \|/);
  expect(CniAdvisor.advise({ needs: [CniNeed.BGP] }).toMarkdown()).not.toContain('What guides often say');
});
