import { platformUnknown } from '../../../../src/check/rules/ambient/platform-unknown';
import { foundInAmbient } from '../../findings/ambient';

test('finds it', () => {
  expect(foundInAmbient(platformUnknown, `
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: cni, namespace: istio-system }
spec: { chart: { spec: { chart: cni, version: 1.30.3, sourceRef: { kind: HelmRepository, name: istio } } }, values: { profile: ambient, global: { platform: eks } } }
`)).toEqual([
    {
      severity: 'blocker',
      message: 'The charts of Istio 1.30 know gke, k3d, k3s, microk8s, minikube, openshift, and no other platform.',
      objects: [
        'HelmRelease istio-system/cni: global.platform: "eks"',
      ],
    },
  ]);
});

test('finds nothing', () => {
  expect(foundInAmbient(platformUnknown, `
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: cni, namespace: istio-system }
spec: { chart: { spec: { chart: cni, version: 1.30.3, sourceRef: { kind: HelmRepository, name: istio } } }, values: { profile: ambient, global: { platform: k3d } } }
`)).toEqual([]);
});

test('names an IstioOperator once, which has the values of several charts', () => {
  expect(foundInAmbient(platformUnknown, `
apiVersion: install.istio.io/v1alpha1
kind: IstioOperator
metadata: { name: mesh, namespace: istio-system }
spec: { profile: ambient, values: { global: { platform: aks } } }
`).map(({ objects }) => objects)).toEqual([['IstioOperator istio-system/mesh: global.platform: "aks"']]);
});
