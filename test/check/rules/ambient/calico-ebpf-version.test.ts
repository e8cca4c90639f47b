import { calicoEbpfVersion } from '../../../../src/check/rules/ambient/calico-ebpf-version';
import { foundInAmbient } from '../../findings/ambient';

test('finds it', () => {
  expect(foundInAmbient(calicoEbpfVersion, `
apiVersion: v1
kind: Namespace
metadata: { name: app, labels: { istio.io/dataplane-mode: ambient } }
---
apiVersion: crd.projectcalico.org/v1
kind: FelixConfiguration
metadata: { name: default }
spec: { bpfEnabled: true, bpfConnectTimeLoadBalancing: Disabled }
---
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: calico-node, namespace: kube-system }
spec: { template: { metadata: { labels: { k8s-app: calico-node } }, spec: { containers: [{ name: calico-node, image: 'docker.io/calico/node:v3.28.2' }] } } }
`)).toEqual([
    {
      severity: 'blocker',
      message: 'Calico\'s eBPF data plane is of a version that does not work with ambient mode.',
      objects: [
        'DaemonSet kube-system/calico-node: Calico 3.28.2',
      ],
    },
  ]);
});

test('finds nothing', () => {
  expect(foundInAmbient(calicoEbpfVersion, `
apiVersion: v1
kind: Namespace
metadata: { name: app, labels: { istio.io/dataplane-mode: ambient } }
---
apiVersion: crd.projectcalico.org/v1
kind: FelixConfiguration
metadata: { name: default }
spec: { bpfEnabled: true, bpfConnectTimeLoadBalancing: Disabled }
---
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: calico-node, namespace: kube-system }
spec: { template: { metadata: { labels: { k8s-app: calico-node } }, spec: { containers: [{ name: calico-node, image: 'docker.io/calico/node:v3.30.1' }] } } }
`)).toEqual([]);
});
