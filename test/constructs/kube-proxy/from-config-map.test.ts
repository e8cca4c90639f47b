import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { App, Chart, Testing } from 'cdk8s';
import { load } from 'js-yaml';
import { KubeProxyFromConfigMapOptions, NftablesKubeProxy } from '../../../src';

const fixture = (...path: string[]) => join(__dirname, '..', '..', 'fixtures', ...path);
const DUMP = readFileSync(fixture('cluster', 'kube-proxy.yaml'), 'utf8');
const matchesSchema = new Ajv({ strict: false }).compile(JSON.parse(readFileSync(fixture('schemas', 'kubeproxy-v1alpha1.json'), 'utf8')));
const DOCUMENT = 'apiVersion: kubeproxy.config.k8s.io/v1alpha1\nkind: KubeProxyConfiguration\n';

function migrate(configMap: unknown, options: Partial<KubeProxyFromConfigMapOptions> = {}): NftablesKubeProxy {
  return NftablesKubeProxy.fromConfigMap(new Chart(new App(), 'test'), 'kube-proxy', configMap, { kubernetesVersion: '1.36', ...options });
}

test('the ConfigMap of a cluster in IPVS mode, as kubectl prints it', () => {
  const kubeProxy = migrate(DUMP);
  expect(Testing.synth(Chart.of(kubeProxy))).toMatchSnapshot();
  expect(kubeProxy.decisions.map(({ field, action }) => `${field}: ${action}`)).toEqual([
    'mode: changed', 'iptables.masqueradeAll: moved', 'ipvs.scheduler: dropped', 'ipvs.strictARP: dropped', 'ipvs.excludeCIDRs: dropped',
    'bindAddress: kept', 'clientConnection.kubeconfig: kept', 'clusterCIDR: kept',
  ]);
  expect(matchesSchema(load(kubeProxy.configurationText))).toBe(true);
});

test('it programs what the real kube-proxy did on the same cluster, but for masqueradeAll', () => {
  const ruleset = migrate(DUMP).preview({ nodeName: 'worker-1', files: [fixture('cluster', 'networking.yaml')] });
  const reference = ['ipv4', 'ipv6'].map(family => readFileSync(fixture('cluster', `worker-1.v1.36.${family}.nft`), 'utf8')).join('');
  const changed = (lines: string, others: string) => {
    const known = new Set(others.split('\n'));
    return lines.split('\n').filter(line => !known.has(line));
  };
  expect(changed(reference, ruleset.toNft())).toEqual(['add rule ip kube-proxy services ip daddr @cluster-ips ip saddr != 10.244.0.0/16 '
    + 'mark set mark or 0x00004000 comment "masquerade clusterIP traffic from outside cluster"']);
  expect(changed(ruleset.toNft(), reference)).toEqual(['ip', 'ip6'].map(family =>
    `add rule ${family} kube-proxy services ${family} daddr @cluster-ips mark set mark or 0x00004000 comment "masquerade all clusterIP traffic"`));
});

test('text, object, List, or the document by itself', () => {
  const list: any = load(DUMP);
  const [configMap] = list.items;
  const texts = [DUMP, list, configMap, configMap.data['config.conf'], load(configMap.data['config.conf'])].map(source => migrate(source).configurationText);
  expect(new Set(texts).size).toBe(1);
});

test('EKS keeps its configuration under another name and key', () => {
  const kubeProxy = migrate({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'kube-proxy-config', namespace: 'kube-system' }, data: { config: DOCUMENT } });
  const [configMap] = Testing.synth(Chart.of(kubeProxy));
  expect(configMap.metadata.name).toBe('kube-proxy-config');
  expect(Object.keys(configMap.data)).toEqual(['config']);
});

test('with the add-on, the DaemonSet reads the same key', () => {
  const source = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'kube-proxy-config' }, data: { config: DOCUMENT } };
  const objects = Testing.synth(Chart.of(migrate(source, { kubernetesVersion: '1.36.3', addon: { controlPlaneEndpoint: 'https://k8s.example.internal:6443' } })));
  const daemonSet = objects.find(({ kind }) => kind === 'DaemonSet');
  expect(daemonSet.spec.template.spec.containers[0].command).toContain('--config=/var/lib/kube-proxy/config');
});

test('options win over what the cluster has', () => {
  const kubeProxy = migrate(DUMP, { nodePortAddresses: ['0.0.0.0/0'], extraConfiguration: { nftables: { masqueradeAll: false } }, metadata: { labels: { team: 'net' } } });
  expect(kubeProxy.configuration.nodePortAddresses).toEqual(['0.0.0.0/0']);
  expect(kubeProxy.configuration.nftables.masqueradeAll).toBe(false);
  expect(kubeProxy.configMap.metadata.getLabel('team')).toBe('net');
  expect(kubeProxy.configMap.metadata.getLabel('app')).toBe('kube-proxy');
});

test.each<[string, unknown, string]>([
  ['nothing in it', 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: coredns }\n', 'test/kube-proxy: there is no kube-proxy configuration in it: expected the '
    + 'ConfigMap kube-proxy (kubectl get configmap kube-proxy -n kube-system -o yaml), or a KubeProxyConfiguration'],
  ['two of them', `${DOCUMENT}---\n${DOCUMENT}`, 'test/kube-proxy: there are 2 kube-proxy configurations in it (KubeProxyConfiguration (the text, document 1, line 1), '
    + 'KubeProxyConfiguration (the text, document 2, line 4)): expected one'],
  ['no object', 7, 'test/kube-proxy: 7 is neither a text nor an object'],
  ['wrong values', `${DOCUMENT}oomScoreAdj: many\nmode: nft\n`, 'test/kube-proxy: KubeProxyConfiguration (the text, line 1): oomScoreAdj: "many" is not an integer of 32 bits'],
  ['wrong YAML', 'a: *b', 'test/kube-proxy: the text, line 1, column 6: unidentified alias "b"\n  a: *b\n       ^'],
])('%s', (_, source, expected) => {
  expect(() => migrate(source)).toThrow(new Error(expected));
});

test('a version that is none', () => {
  expect(() => migrate(DUMP, { kubernetesVersion: 'latest' })).toThrow(
    'test/kube-proxy: kubernetesVersion: "latest" is not a Kubernetes version: expected a minor or a full version, as in "1.36" or "v1.36.3"');
});
