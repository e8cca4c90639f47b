import { iptablesMissing } from '../../../../src/check/rules/ambient/iptables-missing';
import { foundInAmbient } from '../../findings/ambient';

test('finds it', () => {
  expect(foundInAmbient(iptablesMissing, `
apiVersion: v1
kind: Node
metadata: { name: n1, labels: {  } }
spec: {  }
status: { nodeInfo: { kubeletVersion: v1.33.1, osImage: Red Hat Enterprise Linux 10.0 (Coughlan), kernelVersion: 6.8.0, operatingSystem: linux } }
---
apiVersion: v1
kind: Namespace
metadata: { name: app, labels: { istio.io/dataplane-mode: ambient } }
`)).toEqual([
    {
      severity: 'blocker',
      message: 'istio-cni writes iptables rules, for which nodes have no modules.',
      objects: [
        'Node n1: Red Hat Enterprise Linux 10.0 (Coughlan)',
      ],
    },
  ]);
});

test('finds nothing', () => {
  expect(foundInAmbient(iptablesMissing, `
apiVersion: v1
kind: Node
metadata: { name: n1, labels: {  } }
spec: {  }
status: { nodeInfo: { kubeletVersion: v1.33.1, osImage: Red Hat Enterprise Linux 10.0 (Coughlan), kernelVersion: 6.8.0, operatingSystem: linux } }
---
apiVersion: v1
kind: Namespace
metadata: { name: app, labels: { istio.io/dataplane-mode: ambient } }
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: cni, namespace: istio-system }
spec: { chart: { spec: { chart: cni, version: 1.30.3, sourceRef: { kind: HelmRepository, name: istio } } }, values: { profile: ambient, global: { nativeNftables: true } } }
`)).toEqual([]);
});
