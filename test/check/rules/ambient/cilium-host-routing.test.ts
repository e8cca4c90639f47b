import { ciliumHostRouting } from '../../../../src/check/rules/ambient/cilium-host-routing';
import { foundInAmbient } from '../../findings/ambient';

test('finds it', () => {
  expect(foundInAmbient(ciliumHostRouting, `
apiVersion: v1
kind: Namespace
metadata: { name: app, labels: { istio.io/dataplane-mode: ambient } }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: cilium-config, namespace: kube-system }
data: { kube-proxy-replacement: "true", enable-bpf-masquerade: "true", bpf-lb-sock-hostns-only: "true" }
`)).toEqual([
    {
      severity: 'warning',
      message: 'Cilium routes in eBPF, past the rules that istio-cni needs for probes.',
      objects: [
        'ConfigMap kube-system/cilium-config: enable-bpf-masquerade: true, enable-host-legacy-routing: not true',
      ],
    },
  ]);
});

test('finds nothing', () => {
  expect(foundInAmbient(ciliumHostRouting, `
apiVersion: v1
kind: Namespace
metadata: { name: app, labels: { istio.io/dataplane-mode: ambient } }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: cilium-config, namespace: kube-system }
data: { kube-proxy-replacement: "true", enable-bpf-masquerade: "true", enable-host-legacy-routing: "true" }
`)).toEqual([]);
});
