import { ztunnelTrust } from '../../../../src/check/rules/ambient/ztunnel-trust';
import { foundInAmbient } from '../../findings/ambient';

test('finds it', () => {
  expect(foundInAmbient(ztunnelTrust, `
apiVersion: v1
kind: Namespace
metadata: { name: app, labels: { istio.io/dataplane-mode: ambient } }
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: istiod, namespace: istio-system }
spec: { chart: { spec: { chart: istiod, version: 1.30.3, sourceRef: { kind: HelmRepository, name: istio } } }, values: { profile: ambient } }
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: ztunnel, namespace: istio-system }
spec: { chart: { spec: { chart: ztunnel, version: 1.30.3, sourceRef: { kind: HelmRepository, name: istio } } }, values: { resourceName: zt } }
`)).toEqual([
    {
      severity: 'blocker',
      message: 'istiod does not sign certificates for ztunnel under this name.',
      objects: [
        'HelmRelease istio-system/ztunnel: istio-system/zt; istiod trusts istio-system/ztunnel',
      ],
    },
  ]);
});

test('finds nothing', () => {
  expect(foundInAmbient(ztunnelTrust, `
apiVersion: v1
kind: Namespace
metadata: { name: app, labels: { istio.io/dataplane-mode: ambient } }
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: istiod, namespace: istio-system }
spec: { chart: { spec: { chart: istiod, version: 1.30.3, sourceRef: { kind: HelmRepository, name: istio } } }, values: { profile: ambient, pilot: { trustedZtunnelName: zt, trustedZtunnelNamespace: kube-system } } }
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: ztunnel, namespace: kube-system }
spec: { chart: { spec: { chart: ztunnel, version: 1.30.3, sourceRef: { kind: HelmRepository, name: istio } } }, values: { resourceName: zt } }
`)).toEqual([]);
});
