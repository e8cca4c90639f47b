import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkCluster } from '../../../src/check/reports/check-cluster';
import { Cluster } from '../../../src/cluster/cluster';
import { chartName, readChartInstallations } from '../../../src/cluster/helm/chart-installation';
import { readFiles } from '../../../src/input/read-files';

const metadata = { name: 'cilium', namespace: 'flux-system' };

test('a HelmRelease of Flux', () => {
  expect(readChartInstallations({
    apiVersion: 'helm.toolkit.fluxcd.io/v2',
    kind: 'HelmRelease',
    metadata,
    spec: { targetNamespace: 'kube-system', chart: { spec: { chart: 'cilium', version: '1.20.x' } }, values: { ipv6: { enabled: true } } },
  })).toMatchObject([{ chart: 'cilium', version: '1.20.x', values: { ipv6: { enabled: true } }, path: ['spec', 'values'], isOffline: false, namespace: 'kube-system' }]);
});

test('an Application of Argo CD: an object comes before a text, and parameters before both', () => {
  const application = (helm: object) => readChartInstallations({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata,
    spec: { destination: { namespace: 'kube-system' }, source: { chart: 'cilium', targetRevision: '1.19.3', repoURL: 'https://helm.cilium.io', helm } },
  });
  const parameters = [{ name: 'cluster.id', value: '7' }, { name: 'cluster.name', value: '7', forceString: true }];
  expect(application({ valuesObject: { cluster: { id: 1 } }, values: 'debug: {enabled: true}', parameters }))
    .toMatchObject([{ version: '1.19.3', values: { cluster: { id: 7, name: '7' } }, isOffline: true }]);
  expect(application({ values: 'debug: {enabled: true}' })).toMatchObject([{ values: { debug: { enabled: true } } }]);
});

test('an Application with several sources has those that are charts', () => {
  const [found, ...others] = readChartInstallations({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata,
    spec: { sources: [{ repoURL: 'https://example.com/config.git' }, { repoURL: 'oci://quay.io/cilium/charts/cilium', helm: { valuesObject: { a: 1 } } }] },
  });
  expect([found.chart, found.values, others]).toEqual(['cilium', { a: 1 }, []]);
});

test('a HelmChart and a HelmChartConfig of k3s and RKE2', () => {
  const ofKind = (kind: string, name: string, spec: object) =>
    readChartInstallations({ apiVersion: 'helm.cattle.io/v1', kind, metadata: { name, namespace: 'kube-system' }, spec })[0];
  expect(ofKind('HelmChart', 'network', { chart: 'cilium', version: '1.20.0', valuesContent: 'debug: {enabled: true}', set: { 'cluster.id': 3 } }))
    .toMatchObject({ chart: 'cilium', values: { debug: { enabled: true }, cluster: { id: 3 } } });
  expect(ofKind('HelmChartConfig', 'rke2-cilium', { valuesContent: 'debug: {enabled: true}' })).toMatchObject({ chart: 'rke2-cilium', path: ['spec', 'valuesContent'] });
});

test.each([
  ['cilium', 'cilium'], ['cilium/cilium', 'cilium'], ['oci://quay.io/cilium/charts/cilium', 'cilium'], ['https://helm.cilium.io/cilium-1.20.0.tgz', 'cilium'],
])('the chart of %s is %s', (text, name) => expect(chartName(text)).toBe(name));

test('findings point at the key, within a text of values too', () => {
  const text = [
    'apiVersion: helm.cattle.io/v1',
    'kind: HelmChart',
    'metadata: {name: cilium, namespace: kube-system}',
    'spec:',
    '  chart: cilium',
    '  valuesContent: |-',
    '    debug:',
    '      enabled: true',
    '    ipam:',
    '      mod: kubernetes',
  ].join('\n');
  const path = join(mkdtempSync(join(tmpdir(), 'chart-')), 'chart.yaml');
  writeFileSync(path, text);
  const { report } = checkCluster(Cluster.of(readFiles([path]), [], { valuesOf: 'cilium' }), { goal: 'cilium', ciliumVersion: '1.20' });
  const lines = report.findings.flatMap(({ ruleId, objects }) => ruleId === 'cilium-values-ignored' ? objects.map(object => object.line) : []);
  expect(lines).toEqual([10]);
});
