import { helmFlatKey } from '../../../../src/check/rules/ambient/helm-flat-key';
import { foundInAmbient } from '../../findings/ambient';

test('finds it', () => {
  expect(foundInAmbient(helmFlatKey, `
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: cni, namespace: istio-system }
spec: { chart: { spec: { chart: cni, version: 1.30.3, sourceRef: { kind: HelmRepository, name: istio } } }, values: { profile: ambient, ambient: { enabled: false } } }
`)).toEqual([
    {
      severity: 'warning',
      message: 'Values have no effect, since the profile or the platform sets the same below another key.',
      objects: [
        'HelmRelease istio-system/cni: ambient.enabled: false, but true counts; write cni.ambient.enabled',
      ],
    },
  ]);
});

test('finds nothing', () => {
  expect(foundInAmbient(helmFlatKey, `
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: cni, namespace: istio-system }
spec: { chart: { spec: { chart: cni, version: 1.30.3, sourceRef: { kind: HelmRepository, name: istio } } }, values: { profile: ambient, cni: { ambient: { enabled: false } }, ambient: { dnsCapture: false } } }
`)).toEqual([]);
});
