import { calicoCtlb } from '../../../../src/check/rules/ambient/calico-ctlb';
import { foundInAmbient } from '../../findings/ambient';

test('finds it', () => {
  expect(foundInAmbient(calicoCtlb, `
apiVersion: v1
kind: Namespace
metadata: { name: app, labels: { istio.io/dataplane-mode: ambient } }
---
apiVersion: crd.projectcalico.org/v1
kind: FelixConfiguration
metadata: { name: default }
spec: { bpfEnabled: true }
`)).toEqual([
    {
      severity: 'blocker',
      message: 'Calico translates addresses of Services in sockets of pods, so ztunnel does not see the Services.',
      objects: [
        'FelixConfiguration default: bpfConnectTimeLoadBalancing: not set',
      ],
    },
  ]);
});

test('finds nothing', () => {
  expect(foundInAmbient(calicoCtlb, `
apiVersion: v1
kind: Namespace
metadata: { name: app, labels: { istio.io/dataplane-mode: ambient } }
---
apiVersion: crd.projectcalico.org/v1
kind: FelixConfiguration
metadata: { name: default }
spec: { bpfEnabled: true, bpfConnectTimeLoadBalancing: Disabled }
`)).toEqual([]);
});
