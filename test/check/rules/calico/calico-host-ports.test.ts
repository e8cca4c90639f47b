import { calicoHostPorts } from '../../../../src/check/rules/calico/calico-host-ports';
import { calicoNode, installation } from '../../findings/calico';
import { daemonSet, found, summary } from '../../findings/findings';

const MESSAGE = 'Pods with a hostPort still need the iptables binary on their node after the change.';

test('non-compliant: Calico\'s CNI plugin with its defaults', () => {
  expect(summary(found(calicoHostPorts, [installation(), calicoNode('v3.31.2')]))).toEqual([
    { severity: 'info', message: MESSAGE, objects: ['Installation default: hostPorts Enabled'] },
  ]);
});

test('non-compliant: the CNI plugin of Calico\'s manifests', () => {
  const node = daemonSet('kube-system/calico-node', 'quay.io/calico/node:v3.32.1', {
    spec: { initContainers: [{ name: 'install-cni', image: 'quay.io/calico/cni:v3.32.1' }] },
  });
  expect(summary(found(calicoHostPorts, [node]))).toEqual([
    { severity: 'info', message: MESSAGE, objects: ['DaemonSet kube-system/calico-node: the CNI plugin portmap'] },
  ]);
});

test('compliant: hostPorts Disabled, another CNI plugin, the eBPF dataplane', () => {
  expect(found(calicoHostPorts, [installation({ hostPorts: 'Disabled' })])).toEqual([]);
  expect(found(calicoHostPorts, [installation({}, { spec: { cni: { type: 'AmazonVPC' } } })])).toEqual([]);
  expect(found(calicoHostPorts, [installation({ linuxDataplane: 'BPF' })])).toEqual([]);
});
