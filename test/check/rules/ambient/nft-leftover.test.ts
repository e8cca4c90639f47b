import { nftLeftover } from '../../../../src/check/rules/ambient/nft-leftover';
import { foundInAmbient } from '../../findings/ambient';

test('finds it', () => {
  expect(foundInAmbient(nftLeftover, `
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: cni, namespace: istio-system }
spec: { chart: { spec: { chart: cni, version: 1.30.3, sourceRef: { kind: HelmRepository, name: istio } } }, values: { profile: ambient, global: { nativeNftables: true } } }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: istio-cni-config, namespace: istio-system }
data: { NATIVE_NFTABLES: 'false' }
`)).toEqual([
    {
      severity: 'info',
      message: 'Values turn nftables on for an istio-cni that has used iptables.',
      objects: [
        'HelmRelease istio-system/cni',
      ],
    },
  ]);
});

test('finds nothing', () => {
  expect(foundInAmbient(nftLeftover, `
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: cni, namespace: istio-system }
spec: { chart: { spec: { chart: cni, version: 1.30.3, sourceRef: { kind: HelmRepository, name: istio } } }, values: { profile: ambient, global: { nativeNftables: true } } }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: istio-cni-config, namespace: istio-system }
data: { NATIVE_NFTABLES: 'true' }
`)).toEqual([]);
});
