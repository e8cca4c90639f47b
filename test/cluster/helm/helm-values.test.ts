import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cluster } from '../../../src/cluster/cluster';
import { referenceToValue } from '../../../src/cluster/helm/helm-values';
import { readObjects } from '../../../src/input/read-objects';

function clusterOf(text: string, file = 'helm.yaml'): Cluster {
  const cluster = new Cluster({ valuesOf: 'istio' });
  for (const { object, source } of readObjects(Buffer.from(text), file)) cluster.add(object, source);
  return cluster;
}

const valuesOf = (text: string, file?: string) => clusterOf(text, file).helmValues
  .map(({ carrier: { source: _, ...carrier }, sources: _sources, isFile: _isFile, isOffline: _isOffline, ...values }) => ({ ...values, carrier }));

test('a HelmRelease of Flux, with the repository that it names', () => {
  expect(valuesOf(`
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: istiod, namespace: flux-system }
spec:
  targetNamespace: istio-system
  chart: { spec: { chart: istiod, version: 1.30.3, sourceRef: { kind: HelmRepository, name: istio } } }
  values: { profile: ambient }
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: { name: istio, namespace: flux-system }
spec: { url: https://istio-release.storage.googleapis.com/charts }
`)).toEqual([{
    chart: { name: 'istiod', repository: 'https://istio-release.storage.googleapis.com/charts', version: '1.30.3' },
    release: 'istio-system-istiod',
    namespace: 'istio-system',
    values: { profile: 'ambient' },
    isPartial: false,
    carrier: { kind: 'HelmRelease', namespace: 'flux-system', name: 'istiod' },
  }]);
});

test('a HelmRelease with a chart from an OCI registry, and values from elsewhere', () => {
  expect(valuesOf(`
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: cilium, namespace: kube-system }
spec:
  chartRef: { kind: OCIRepository, name: cilium }
  valuesFrom: [{ kind: ConfigMap, name: more }]
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: { name: cilium, namespace: kube-system }
spec: { url: oci://quay.io/cilium/charts/cilium, ref: { tag: 1.19.1 } }
`)).toMatchObject([{ chart: { name: 'cilium', version: '1.19.1' }, values: {}, isPartial: true }]);
});

test('an Application of Argo CD: parameters come last, and a dot behind a backslash belongs to the key', () => {
  expect(valuesOf(`
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: istio-cni, namespace: argocd }
spec:
  destination: { namespace: istio-system }
  source:
    chart: cni
    repoURL: https://istio-release.storage.googleapis.com/charts
    targetRevision: 1.30.3
    helm:
      values: 'profile: default'
      valuesObject: { profile: ambient, cni: { a: 1 } }
      parameters: [{ name: 'cni.env.A\\.B', value: "true" }, { name: 'list[1].x', value: "3" }, { name: other, value: "1", forceString: true }]
`)).toEqual([{
    chart: { name: 'cni', repository: 'https://istio-release.storage.googleapis.com/charts', version: '1.30.3' },
    release: 'istio-cni',
    namespace: 'istio-system',
    values: { profile: 'ambient', cni: { a: 1, env: { 'A.B': true } }, list: [null, { x: 3 }], other: '1' },
    isPartial: false,
    carrier: { kind: 'Application', namespace: 'argocd', name: 'istio-cni' },
  }]);
});

test('a HelmChart of k3s, with a HelmChartConfig of its name', () => {
  expect(valuesOf(`
apiVersion: helm.cattle.io/v1
kind: HelmChart
metadata: { name: cilium, namespace: kube-system }
spec: { chart: cilium, repo: https://helm.cilium.io, valuesContent: "a: { b: 1, c: 2 }", set: { x.y: "true" } }
---
apiVersion: helm.cattle.io/v1
kind: HelmChartConfig
metadata: { name: cilium, namespace: kube-system }
spec: { valuesContent: "a: { b: 3 }" }
`)).toMatchObject([{ chart: { name: 'cilium' }, release: 'cilium', namespace: 'kube-system', values: { a: { b: 3, c: 2 }, x: { y: true } } }]);
});

test('an Application without a chart has no values', () => {
  expect(valuesOf('apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: { name: a }\nspec: { source: { repoURL: x, path: manifests } }\n')).toEqual([]);
});

test('a HelmChart whose values are not YAML names the field', () => {
  const text = 'apiVersion: helm.cattle.io/v1\nkind: HelmChart\nmetadata: { name: a }\nspec: { chart: a, valuesContent: "a: b: c" }\n';
  expect(() => clusterOf(text).helmValues).toThrow('valuesContent, line 1, column 5');
});

test('a plain file: the path shows the chart, and then its keys', () => {
  expect(valuesOf('profile: ambient\n', 'mesh/istiod-values.yaml')).toMatchObject([{ chart: { name: 'istiod' } }]);
  expect(valuesOf('profile: ambient\n', 'istio-cni/values.yaml')).toMatchObject([{ chart: { name: 'cni' } }]);
  expect(valuesOf('pilot: {}\n', 'mesh.yaml')).toMatchObject([{ chart: { name: 'istiod' } }]);
  expect(valuesOf('profile: ambient\n', 'values.yaml')).toMatchObject([{ chart: { name: undefined }, carrier: { kind: 'Helm values', name: 'values.yaml' } }]);
});

test('a mapping that nothing shows to be values is no object', () => {
  expect(() => valuesOf('a: 1\n', 'mesh.yaml')).toThrow('mesh.yaml, line 1: object without a name: kind: is missing');
});

test('a plain file has the lines of its fields', () => {
  const [values] = clusterOf('# of the mesh\nprofile: ambient\npilot:\n  env:\n    - A\n    - name: B\n      value: c\n', 'values.yaml').helmValues;
  const lineOf = (...path: (string | number)[]) => String(referenceToValue(values, path).source);
  expect(lineOf('pilot', 'env', 1, 'value')).toBe('values.yaml, line 7');
  expect(lineOf('pilot', 'env', 5)).toBe('values.yaml, line 4');
  expect(lineOf('global')).toBe('values.yaml, line 2');
});

test('an object has the lines of its values, also of those that are a text; of several sources the last one that has a field counts', () => {
  const folder = mkdtempSync(join(tmpdir(), 'helm-'));
  try {
    const file = join(folder, 'mesh.yaml');
    const text = `apiVersion: helm.cattle.io/v1
kind: HelmChart
metadata: { name: istio-cni, namespace: kube-system }
spec:
  chart: cni
  valuesContent: |
    profile: ambient
    cni:
      cniBinDir: /bin
---
apiVersion: helm.cattle.io/v1
kind: HelmChartConfig
metadata: { name: istio-cni, namespace: kube-system }
spec:
  valuesContent: |
    cni:
      cniConfDir: /etc
`;
    writeFileSync(file, text);
    const [values] = clusterOf(text, file).helmValues;
    const placeOf = (...path: string[]) => {
      const { kind, source } = referenceToValue(values, path);
      return [kind, String(source).replace(/^.*, line/, 'line')];
    };
    expect([placeOf('cni', 'cniBinDir'), placeOf('profile'), placeOf('cni', 'cniConfDir')]).toEqual([['HelmChart', 'line 9'], ['HelmChart', 'line 7'], ['HelmChartConfig', 'line 17']]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
