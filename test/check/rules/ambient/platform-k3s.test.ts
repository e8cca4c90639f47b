import { platformK3s } from '../../../../src/check/rules/ambient/platform-k3s';
import { foundInAmbient } from '../../findings/ambient';

test('finds it', () => {
  expect(foundInAmbient(platformK3s, `
apiVersion: v1
kind: Node
metadata: { name: n1, labels: {  } }
spec: {  }
status: { nodeInfo: { kubeletVersion: v1.33.1+k3s1, osImage: Ubuntu 24.04 LTS, kernelVersion: 6.8.0, operatingSystem: linux } }
---
apiVersion: v1
kind: Namespace
metadata: { name: app, labels: { istio.io/dataplane-mode: ambient } }
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: cni, namespace: istio-system }
spec: { chart: { spec: { chart: cni, version: 1.30.3, sourceRef: { kind: HelmRepository, name: istio } } }, values: { profile: ambient } }
`)).toEqual([
    {
      severity: 'blocker',
      message: 'The values of the chart cni are not for the directories of k3s.',
      objects: [
        'HelmRelease istio-system/cni: cniConfDir /etc/cni/net.d, cniBinDir /opt/cni/bin',
      ],
    },
  ]);
});

test('finds nothing', () => {
  expect(foundInAmbient(platformK3s, `
apiVersion: v1
kind: Node
metadata: { name: n1, labels: {  } }
spec: {  }
status: { nodeInfo: { kubeletVersion: v1.33.1+k3s1, osImage: Ubuntu 24.04 LTS, kernelVersion: 6.8.0, operatingSystem: linux } }
---
apiVersion: v1
kind: Namespace
metadata: { name: app, labels: { istio.io/dataplane-mode: ambient } }
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: cni, namespace: istio-system }
spec: { chart: { spec: { chart: cni, version: 1.30.3, sourceRef: { kind: HelmRepository, name: istio } } }, values: { profile: ambient, global: { platform: k3s } } }
`)).toEqual([]);
});
