import { cniNodeRace } from '../../../../src/check/rules/ambient/cni-node-race';
import { foundInAmbient } from '../../findings/ambient';

test('finds it', () => {
  expect(foundInAmbient(cniNodeRace, `
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: cni, namespace: istio-system }
spec: { chart: { spec: { chart: cni, version: 1.30.3, sourceRef: { kind: HelmRepository, name: istio } } }, values: { profile: ambient } }
`)).toEqual([
    {
      severity: 'warning',
      message: 'Nothing keeps pods from starting on a node before istio-cni is ready there.',
      objects: [
        'HelmRelease istio-system/cni',
      ],
    },
  ]);
});

test('finds nothing', () => {
  expect(foundInAmbient(cniNodeRace, `
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: cni, namespace: istio-system }
spec: { chart: { spec: { chart: cni, version: 1.30.3, sourceRef: { kind: HelmRepository, name: istio } } }, values: { profile: ambient, cni: { istioOwnedCNIConfig: true } } }
`)).toEqual([]);
});
