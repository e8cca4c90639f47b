import { nftVersion } from '../../../../src/check/rules/ambient/nft-version';
import { foundInAmbient } from '../../findings/ambient';

test('finds it', () => {
  expect(foundInAmbient(nftVersion, `
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: cni, namespace: istio-system }
spec: { chart: { spec: { chart: cni, version: 1.30.3, sourceRef: { kind: HelmRepository, name: istio } } }, values: { profile: ambient, nativeNftables: true } }
`)).toEqual([
    {
      severity: 'blocker',
      message: 'Istio 1.30 does not use nftables for ambient mode with these values.',
      objects: [
        'HelmRelease istio-system/cni: nativeNftables: has no effect outside of global',
      ],
    },
  ]);
});

test('finds nothing', () => {
  expect(foundInAmbient(nftVersion, `
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: cni, namespace: istio-system }
spec: { chart: { spec: { chart: cni, version: 1.30.3, sourceRef: { kind: HelmRepository, name: istio } } }, values: { profile: ambient, global: { nativeNftables: true } } }
`)).toEqual([]);
});
