import { platformMinikubeDocker } from '../../../../src/check/rules/ambient/platform-minikube-docker';
import { foundInAmbient } from '../../findings/ambient';

test('finds it', () => {
  expect(foundInAmbient(platformMinikubeDocker, `
apiVersion: v1
kind: Node
metadata: { name: n1, labels: { minikube.k8s.io/name: minikube } }
spec: {  }
status: { nodeInfo: { kubeletVersion: v1.33.1, osImage: Ubuntu 24.04 LTS, kernelVersion: 6.8.0, operatingSystem: linux } }
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
      message: 'The values of the chart cni are not for minikube with the driver docker.',
      objects: [
        'HelmRelease istio-system/cni: cniNetnsDir /var/run/netns',
      ],
    },
  ]);
});

test('finds nothing', () => {
  expect(foundInAmbient(platformMinikubeDocker, `
apiVersion: v1
kind: Node
metadata: { name: n1, labels: { minikube.k8s.io/name: minikube } }
spec: {  }
status: { nodeInfo: { kubeletVersion: v1.33.1, osImage: Ubuntu 24.04 LTS, kernelVersion: 6.8.0, operatingSystem: linux } }
---
apiVersion: v1
kind: Namespace
metadata: { name: app, labels: { istio.io/dataplane-mode: ambient } }
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: cni, namespace: istio-system }
spec: { chart: { spec: { chart: cni, version: 1.30.3, sourceRef: { kind: HelmRepository, name: istio } } }, values: { profile: ambient, global: { platform: minikube } } }
`)).toEqual([]);
});
