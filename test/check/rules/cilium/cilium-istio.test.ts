import { ciliumIstio as rule } from '../../../../src/check/rules/cilium/cilium-istio';
import { REPLACING, details } from '../../findings/cilium';
import { daemonSet } from '../../findings/findings';

const plugin = daemonSet('istio-system/istio-cni-node', 'docker.io/istio/install-cni:1.30.2');
const ztunnel = daemonSet('istio-system/ztunnel', 'docker.io/istio/ztunnel:1.30.2');

test('non-compliant', () => {
  expect(details(rule, { ...REPLACING, bpf: { masquerade: true } }, [plugin, ztunnel])).toEqual([
    'blocker Values values: cni.exclusive: is true, which removes the CNI plugin of DaemonSet istio-system/istio-cni-node',
    'blocker Values values: socketLB.hostNamespaceOnly: is not true, so sockets of pods bypass DaemonSet istio-system/istio-cni-node',
    'warning Values values: bpf.hostLegacyRouting: is not true, so probes of pods in the mesh may fail with DaemonSet istio-system/istio-cni-node',
  ]);
});

test('compliant: set for it, or without Istio', () => {
  const bpf = { masquerade: true, hostLegacyRouting: true };
  const values = { ...REPLACING, cni: { exclusive: false }, socketLB: { hostNamespaceOnly: true }, bpf };
  expect(details(rule, values, [plugin, ztunnel])).toEqual([]);
  expect(details(rule, REPLACING)).toEqual([]);
});
