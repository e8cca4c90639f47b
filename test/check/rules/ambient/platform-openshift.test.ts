import { platformOpenshift } from '../../../../src/check/rules/ambient/platform-openshift';
import { foundInAmbient } from '../../findings/ambient';

test('finds it', () => {
  expect(foundInAmbient(platformOpenshift, `
apiVersion: v1
kind: Node
metadata: { name: n1, labels: { node.openshift.io/os_id: rhcos } }
spec: {  }
status: { nodeInfo: { kubeletVersion: v1.33.1, osImage: Red Hat Enterprise Linux CoreOS 418.94, kernelVersion: 6.8.0, operatingSystem: linux } }
---
apiVersion: v1
kind: Namespace
metadata: { name: app, labels: { istio.io/dataplane-mode: ambient } }
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: ztunnel, namespace: istio-system }
spec: { chart: { spec: { chart: ztunnel, version: 1.30.3, sourceRef: { kind: HelmRepository, name: istio } } }, values: { global: { platform: openshift } } }
`)).toEqual([
    {
      severity: 'blocker',
      message: 'Charts of Istio are not set up for OpenShift.',
      objects: [
        'HelmRelease istio-system/ztunnel: chart ztunnel: namespace istio-system',
      ],
    },
  ]);
});

test('finds nothing', () => {
  expect(foundInAmbient(platformOpenshift, `
apiVersion: v1
kind: Node
metadata: { name: n1, labels: { node.openshift.io/os_id: rhcos } }
spec: {  }
status: { nodeInfo: { kubeletVersion: v1.33.1, osImage: Red Hat Enterprise Linux CoreOS 418.94, kernelVersion: 6.8.0, operatingSystem: linux } }
---
apiVersion: v1
kind: Namespace
metadata: { name: app, labels: { istio.io/dataplane-mode: ambient } }
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: ztunnel, namespace: kube-system }
spec: { chart: { spec: { chart: ztunnel, version: 1.30.3, sourceRef: { kind: HelmRepository, name: istio } } }, values: { global: { platform: openshift } } }
`)).toEqual([]);
});
