import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkCluster } from '../../../src/check/reports/check-cluster';
import { Cluster } from '../../../src/cluster/cluster';
import { valuesOfCarriers } from '../../../src/cluster/helm/carriers';
import { HelmValues } from '../../../src/cluster/helm/helm-values';
import { readReference } from '../../../src/cluster/inventory/object-reference';
import { readFiles } from '../../../src/input/read-files';
import { Plain } from '../../support/builders';

const metadata = { name: 'cilium', namespace: 'flux-system' };

const read = (...objects: Plain[]): HelmValues[] => valuesOfCarriers(objects.map(object => ({ ...readReference(object), object })));

test('a HelmRelease of Flux', () => {
  expect(read({
    apiVersion: 'helm.toolkit.fluxcd.io/v2',
    kind: 'HelmRelease',
    metadata,
    spec: { targetNamespace: 'kube-system', chart: { spec: { chart: 'cilium', version: '1.20.x' } }, values: { ipv6: { enabled: true } } },
  })).toMatchObject([{
    chart: { name: 'cilium', version: '1.20.x' }, values: { ipv6: { enabled: true } }, sources: [{ path: ['spec', 'values'] }], isOffline: false, namespace: 'kube-system',
  }]);
});

test('an Application of Argo CD: an object comes before a text, and parameters before both', () => {
  const application = (helm: object) => read({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata,
    spec: { destination: { namespace: 'kube-system' }, source: { chart: 'cilium', targetRevision: '1.19.3', repoURL: 'https://helm.cilium.io', helm } },
  });
  const parameters = [{ name: 'cluster.id', value: '7' }, { name: 'cluster.name', value: '7', forceString: true }];
  expect(application({ valuesObject: { cluster: { id: 1 } }, values: 'debug: {enabled: true}', parameters }))
    .toMatchObject([{
      chart: { version: '1.19.3' },
      values: { cluster: { id: 7, name: '7' } },
      isOffline: true,
      sources: [{ path: ['spec', 'source', 'helm', 'valuesObject'], values: { cluster: { id: 1 } } }, { path: ['spec', 'source', 'helm', 'parameters'] }],
    }]);
  expect(application({ values: 'debug: {enabled: true}' })).toMatchObject([{ values: { debug: { enabled: true } } }]);
});

test('an Application with several sources has those that are charts', () => {
  const [found, ...others] = read({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata,
    spec: { sources: [{ repoURL: 'https://example.com/config.git' }, { repoURL: 'oci://quay.io/cilium/charts/cilium', helm: { valuesObject: { a: 1 } } }] },
  });
  expect([found.chart.name, found.values, found.sources[0].path, others]).toEqual(['cilium', { a: 1 }, ['spec', 'sources', '1', 'helm', 'valuesObject'], []]);
});

test('an ApplicationSet has the values of its template, without what its generators fill in', () => {
  const set = (helm: object, more: object = {}) => read({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'ApplicationSet',
    metadata,
    spec: { generators: [{ clusters: {} }], template: { spec: { source: { chart: 'cilium', targetRevision: '1.20.0', repoURL: 'https://helm.cilium.io', helm } } }, ...more },
  });
  expect(set({ valuesObject: { cluster: { name: '{{name}}', id: 3 }, ipam: { operator: { clusterPoolIPv4PodCIDRList: ['{{ .cidr }}'] } } } })).toMatchObject([{
    chart: { name: 'cilium', version: '1.20.0' },
    values: { cluster: { id: 3 }, ipam: { operator: {} } },
    sources: [{ path: ['spec', 'template', 'spec', 'source', 'helm', 'valuesObject'] }],
    isPartial: true,
  }]);
  expect(set({ valuesObject: { debug: { enabled: true } } })).toMatchObject([{ isPartial: false }]);
  expect(set({ valuesObject: {} }, { templatePatch: 'spec: {}' })).toMatchObject([{ isPartial: true }]);
});

test('a HelmChart and a HelmChartConfig of k3s and RKE2', () => {
  const ofKind = (kind: string, name: string, spec: object) => ({ apiVersion: 'helm.cattle.io/v1', kind, metadata: { name, namespace: 'kube-system' }, spec });
  const chart = ofKind('HelmChart', 'network', { chart: 'cilium', version: '1.20.0', valuesContent: 'debug: {enabled: true}', set: { 'cluster.id': 3 } });
  expect(read(chart)).toMatchObject([{ chart: { name: 'cilium' }, values: { debug: { enabled: true }, cluster: { id: 3 } }, isPartial: false }]);
  expect(read(ofKind('HelmChartConfig', 'rke2-cilium', { valuesContent: 'debug: {enabled: true}' })))
    .toMatchObject([{ chart: { name: 'rke2-cilium' }, sources: [{ path: ['spec', 'valuesContent'] }], isPartial: true }]);
  // One release where both are there: the HelmChartConfig comes before the HelmChart, and what is set before both.
  expect(read(ofKind('HelmChartConfig', 'network', { valuesContent: 'cluster: {id: 4, name: b}' }), chart)).toMatchObject([{
    values: { debug: { enabled: true }, cluster: { id: 3, name: 'b' } },
    sources: [{ reference: { kind: 'HelmChart' } }, { reference: { kind: 'HelmChartConfig' } }, { path: ['spec', 'set'] }],
  }]);
});

test.each([
  ['cilium', 'cilium'], ['cilium/cilium', 'cilium'], ['oci://quay.io/cilium/charts/cilium', 'cilium'], ['https://helm.cilium.io/cilium-1.20.0.tgz', 'cilium'],
])('the chart of %s is %s', (chart, name) => {
  expect(read({ apiVersion: 'helm.cattle.io/v1', kind: 'HelmChart', metadata, spec: { chart } })[0].chart.name).toBe(name);
});

test('a text of values that is not a mapping names the field of its source', () => {
  const spec = { sources: [{ chart: 'cilium', helm: { values: '- a' } }] };
  expect(() => read({ apiVersion: 'argoproj.io/v1alpha1', kind: 'Application', metadata, spec })).toThrow('spec.sources[0].helm.values: is not a mapping');
});

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
