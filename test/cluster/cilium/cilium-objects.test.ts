import { Cluster } from '../../../src/cluster/cluster';
import { Plain } from '../../support/builders';

const installers = (...objects: Plain[]) => Cluster.of(objects.map(object => ({ object }))).cilium.installations.map(({ carrier: { kind, name } }) => `${kind} ${name}`);

const k3s = (kind: string, name: string, spec: Plain) => ({ apiVersion: 'helm.cattle.io/v1', kind, metadata: { name, namespace: 'kube-system' }, spec });

const application = (name: string, source: Plain) => ({ apiVersion: 'argoproj.io/v1alpha1', kind: 'Application', metadata: { name, namespace: 'argocd' }, spec: { source } });

test('what installs Cilium: its chart, that of RKE2, or an object of such a name', () => {
  expect(installers(
    k3s('HelmChart', 'network', { chart: 'oci://quay.io/cilium/charts/cilium' }),
    k3s('HelmChart', 'traefik', { chart: 'traefik' }),
    k3s('HelmChartConfig', 'rke2-cilium', { valuesContent: 'debug: {enabled: true}' }),
    k3s('HelmChartConfig', 'rke2-coredns', {}),
    application('cilium', { repoURL: 'https://charts.example.com', chart: 'networking' }),
  )).toEqual(['HelmChart network', 'HelmChartConfig rke2-cilium', 'Application cilium']);
});

test('a HelmChart and its HelmChartConfig are one installation', () => {
  expect(installers(k3s('HelmChart', 'cilium', { chart: 'cilium' }), k3s('HelmChartConfig', 'cilium', {}))).toEqual(['HelmChart cilium']);
});

test('a folder of a repository is a chart of the user\'s own, whatever its name', () => {
  expect(installers(application('cilium', { repoURL: 'https://example.com/apps.git', path: 'apps/cilium', helm: { valuesObject: { cilium: {} } } }))).toEqual([]);
});

test('of RKE2\'s chart only a part of the values is known, even beside its HelmChart', () => {
  const partial = (...objects: Plain[]) => Cluster.of(objects.map(object => ({ object }))).cilium.installations.map(({ isPartial }) => isPartial);
  expect(partial(k3s('HelmChart', 'rke2-cilium', { chart: 'rke2-cilium' }), k3s('HelmChartConfig', 'rke2-cilium', {}))).toEqual([true]);
  expect(partial(k3s('HelmChart', 'cilium', { chart: 'cilium' }))).toEqual([false]);
});
