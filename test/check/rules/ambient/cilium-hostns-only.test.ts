import { ciliumHostnsOnly } from '../../../../src/check/rules/ambient/cilium-hostns-only';
import { foundInAmbient } from '../../findings/ambient';

test('finds it', () => {
  expect(foundInAmbient(ciliumHostnsOnly, `
apiVersion: v1
kind: Namespace
metadata: { name: app, labels: { istio.io/dataplane-mode: ambient } }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: cilium-config, namespace: kube-system }
data: { kube-proxy-replacement: "true" }
`)).toEqual([
    {
      severity: 'blocker',
      message: 'Cilium translates addresses of Services in sockets of pods, so ztunnel does not see the Services.',
      objects: [
        'ConfigMap kube-system/cilium-config: kube-proxy-replacement: true, bpf-lb-sock-hostns-only: not set',
      ],
    },
  ]);
});

test('finds nothing', () => {
  expect(foundInAmbient(ciliumHostnsOnly, `
apiVersion: v1
kind: Namespace
metadata: { name: app, labels: { istio.io/dataplane-mode: ambient } }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: cilium-config, namespace: kube-system }
data: { kube-proxy-replacement: "true", bpf-lb-sock-hostns-only: "true" }
`)).toEqual([]);
});
