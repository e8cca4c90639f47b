import { taintEnv } from '../../../../src/check/rules/ambient/taint-env';
import { foundInAmbient } from '../../findings/ambient';

test('finds it', () => {
  expect(foundInAmbient(taintEnv, `
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: istiod, namespace: istio-system }
spec: { chart: { spec: { chart: istiod, version: 1.29.6, sourceRef: { kind: HelmRepository, name: istio } } }, values: { profile: ambient, pilot: { taint: { enabled: true } } } }
`, '1.29')).toEqual([
    {
      severity: 'warning',
      message: 'The chart of Istio 1.29 does not start the controller that removes the taint.',
      objects: [
        'HelmRelease istio-system/istiod: pilot.taint.enabled: true',
      ],
    },
  ]);
});

test('finds nothing', () => {
  expect(foundInAmbient(taintEnv, `
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: istiod, namespace: istio-system }
spec: { chart: { spec: { chart: istiod, version: 1.29.6, sourceRef: { kind: HelmRepository, name: istio } } }, values: { profile: ambient, pilot: { taint: { enabled: true }, env: { PILOT_ENABLE_NODE_UNTAINT_CONTROLLERS: "true" } } } }
`, '1.29')).toEqual([]);
});
