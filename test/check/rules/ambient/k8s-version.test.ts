import { k8sVersion } from '../../../../src/check/rules/ambient/k8s-version';
import { foundInAmbient } from '../../findings/ambient';

test('finds it', () => {
  expect(foundInAmbient(k8sVersion, `
apiVersion: v1
kind: Node
metadata: { name: n1, labels: {  } }
spec: {  }
status: { nodeInfo: { kubeletVersion: v1.31.2, osImage: Ubuntu 24.04 LTS, kernelVersion: 6.8.0, operatingSystem: linux } }
---
apiVersion: v1
kind: Namespace
metadata: { name: app, labels: { istio.io/dataplane-mode: ambient } }
`)).toEqual([
    {
      severity: 'blocker',
      message: 'Istio 1.30 requires Kubernetes 1.32.',
      objects: [
        'Node n1: Kubernetes v1.31.2',
      ],
    },
  ]);
});

test('finds nothing', () => {
  expect(foundInAmbient(k8sVersion, `
apiVersion: v1
kind: Node
metadata: { name: n1, labels: {  } }
spec: {  }
status: { nodeInfo: { kubeletVersion: v1.32.2, osImage: Ubuntu 24.04 LTS, kernelVersion: 6.8.0, operatingSystem: linux } }
---
apiVersion: v1
kind: Namespace
metadata: { name: app, labels: { istio.io/dataplane-mode: ambient } }
`)).toEqual([]);
});
