import { App, Chart, Testing } from 'cdk8s';
import {
  AksKubeProxyConfig, CalicoEbpfInstallation, CalicoManifestNftables, CalicoNftablesInstallation, CalicoPatchFile, ClusterCheck, ClusterMigration,
  KubeadmProxyConfig, NftablesKubeProxy, NodeProbe, ProxyMode, RulesetConfigMap, RulesetFile,
} from '../../../src';

const kubeProxyOf = (chart: Chart) => new NftablesKubeProxy(chart, 'kube-proxy', { kubernetesVersion: '1.36.3' });

// As a JavaScript user writes them: without types.
const CONSTRUCTS: readonly (readonly [string, string, string, (chart: Chart, props: any) => unknown])[] = [
  ['NftablesKubeProxy', 'nodePortAdresses', 'nodePortAddresses', (chart, props) => new NftablesKubeProxy(chart, 'x', { kubernetesVersion: '1.36', ...props })],
  ['KubeadmProxyConfig', 'clusters', 'cluster', (chart, props) => new KubeadmProxyConfig(chart, 'x', { kubernetesVersion: '1.36.3', ...props })],
  ['AksKubeProxyConfig', 'networkPlugins', 'networkPlugin', (chart, props) => new AksKubeProxyConfig(chart, 'x', { kubernetesVersion: '1.36', mode: ProxyMode.IPTABLES, ...props })],
  ['CalicoNftablesInstallation', 'ipPool', 'ipPools', (chart, props) => new CalicoNftablesInstallation(chart, 'x', { calicoVersion: '3.31', ...props })],
  ['CalicoEbpfInstallation', 'apiserver', 'apiServer', (chart, props) => new CalicoEbpfInstallation(chart, 'x', { calicoVersion: '3.31', ...props })],
  ['CalicoManifestNftables', 'settings', 'setting', (chart, props) => new CalicoManifestNftables(chart, 'x', { calicoVersion: '3.31', ...props })],
  ['CalicoPatchFile', 'paths', 'path', (chart, props) => new CalicoPatchFile(chart, 'x', { patch: CalicoNftablesInstallation.patchFor('3.31'), ...props })],
  ['ClusterMigration', 'canaryNode', 'canaryNodes', (chart, props) => new ClusterMigration(chart, 'x', { targetVersion: '1.36', ...props })],
  ['NodeProbe', 'images', 'image', (chart, props) => new NodeProbe(chart, 'x', props)],
  ['RulesetFile', 'node', 'nodes', (chart, props) => new RulesetFile(chart, 'x', { kubeProxy: kubeProxyOf(chart), nodeName: 'a', ...props })],
  ['RulesetConfigMap', 'podCidr', 'podCidrs', (chart, props) => new RulesetConfigMap(chart, 'x', { kubeProxy: kubeProxyOf(chart), nodeName: 'a', ...props })],
];

describe.each(CONSTRUCTS)('%s', (_, misspelled, right, create) => {
  test('a misspelled property is an error that names the right one', () => {
    expect(() => create(new Chart(Testing.app(), 'c'), { [misspelled]: ['a'] })).toThrow(`c/x: ${misspelled}: unknown property; did you mean ${right}?`);
  });

  test('one that is like no other is an error, too, and one that is undefined is not', () => {
    expect(() => create(new Chart(Testing.app(), 'c'), { completelyDifferent: 1 })).toThrow(/^c\/x: completelyDifferent: unknown property$/);
    expect(message(() => create(new Chart(Testing.app(), 'c'), { completelyDifferent: undefined }))).not.toContain('unknown property');
  });
});

test('the settings to go back to of AKS', () => {
  const props: any = { kubernetesVersion: '1.36', previous: { modes: 'IPVS' } };
  expect(() => new AksKubeProxyConfig(new Chart(Testing.app(), 'c'), 'x', props)).toThrow('c/x: previous: modes: unknown property; did you mean mode?');
});

test('the options of a preview and of a check', () => {
  const app = new App();
  const preview: any = { nodeName: 'a', noeds: [{ name: 'a', addresses: ['192.168.0.1'] }] };
  expect(() => kubeProxyOf(new Chart(app, 'c')).preview(preview)).toThrow('c/kube-proxy: preview: noeds: unknown property; did you mean nodes?');
  const check: any = { targetVersion: '1.36', waiver: 'a.yaml' };
  expect(() => ClusterCheck.fromApp(app, check)).toThrow('options: waiver: unknown property; did you mean waivers?');
  expect(() => ClusterCheck.fromObjects([], check)).toThrow('options: waiver: unknown property; did you mean waivers?');
});

function message(action: () => unknown): string {
  try {
    action();
    return '';
  } catch (error) {
    return String(error);
  }
}
