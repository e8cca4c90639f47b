import { multiclusterMin } from '../../../../src/check/rules/ambient/multicluster-min';
import { foundInAmbient } from '../../findings/ambient';

test('finds it', () => {
  expect(foundInAmbient(multiclusterMin, `
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: istiod, namespace: istio-system }
spec: { chart: { spec: { chart: istiod, version: 1.26.8, sourceRef: { kind: HelmRepository, name: istio } } }, values: { profile: ambient, pilot: { env: { AMBIENT_ENABLE_MULTI_NETWORK: "true" } } } }
`, '1.26')).toEqual([
    {
      severity: 'warning',
      message: 'Istio 1.26 does not know AMBIENT_ENABLE_MULTI_NETWORK.',
      objects: [
        'HelmRelease istio-system/istiod',
      ],
    },
  ]);
});

test('finds nothing', () => {
  expect(foundInAmbient(multiclusterMin, `
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: istiod, namespace: istio-system }
spec: { chart: { spec: { chart: istiod, version: 1.30.3, sourceRef: { kind: HelmRepository, name: istio } } }, values: { profile: ambient, pilot: { env: { AMBIENT_ENABLE_MULTI_NETWORK: "true" } } } }
`)).toEqual([]);
});
