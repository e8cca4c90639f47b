import { platformGke } from '../../../../src/check/rules/ambient/platform-gke';
import { foundInAmbient } from '../../findings/ambient';

test('finds it', () => {
  expect(foundInAmbient(platformGke, `
apiVersion: v1
kind: Node
metadata: { name: n1, labels: { cloud.google.com/gke-nodepool: pool } }
spec: {  }
status: { nodeInfo: { kubeletVersion: v1.33.1-gke.100, osImage: Ubuntu 24.04 LTS, kernelVersion: 6.8.0, operatingSystem: linux } }
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
      message: 'Charts of Istio are for GKE, and neither set the platform gke with a quota nor go to kube-system.',
      objects: [
        'HelmRelease istio-system/cni: chart cni: global.platform ""',
      ],
    },
  ]);
});

test('finds nothing', () => {
  expect(foundInAmbient(platformGke, `
apiVersion: v1
kind: Node
metadata: { name: n1, labels: { cloud.google.com/gke-nodepool: pool } }
spec: {  }
status: { nodeInfo: { kubeletVersion: v1.33.1-gke.100, osImage: Ubuntu 24.04 LTS, kernelVersion: 6.8.0, operatingSystem: linux } }
---
apiVersion: v1
kind: Namespace
metadata: { name: app, labels: { istio.io/dataplane-mode: ambient } }
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: cni, namespace: istio-system }
spec: { chart: { spec: { chart: cni, version: 1.30.3, sourceRef: { kind: HelmRepository, name: istio } } }, values: { profile: ambient, global: { platform: gke }, cni: { cniBinDir: /home/kubernetes/bin } } }
`)).toEqual([]);
});
