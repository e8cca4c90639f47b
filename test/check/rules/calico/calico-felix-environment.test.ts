import { calicoFelixEnvironment } from '../../../../src/check/rules/calico/calico-felix-environment';
import { felixConfiguration, manifestCalicoNode } from '../../findings/calico';
import { found, summary } from '../../findings/findings';

test.each([
  ['v3.31.2', 'Disabled'],
  ['v3.32.1', 'disabled'],
  ['v3.31.9', 'Auto'],
])('non-compliant: %s with %s', (tag, value) => {
  const objects = [felixConfiguration({ nftablesMode: 'Enabled' }), manifestCalicoNode(tag, { FELIX_NFTABLESMODE: value })];
  expect(summary(found(calicoFelixEnvironment, objects))).toEqual([{
    severity: 'blocker',
    message: 'FELIX_NFTABLESMODE keeps Felix on iptables, whatever the FelixConfiguration is.',
    objects: [`DaemonSet kube-system/calico-node: FELIX_NFTABLESMODE=${value}`],
  }]);
});

test('non-compliant: Enabled on every node', () => {
  expect(summary(found(calicoFelixEnvironment, [manifestCalicoNode('v3.31.2', { FELIX_NFTABLESMODE: 'Enabled' })]))).toEqual([{
    severity: 'warning',
    message: 'FELIX_NFTABLESMODE makes Felix use nftables on every node, whatever the mode of kube-proxy and the FelixConfiguration are.',
    objects: ['DaemonSet kube-system/calico-node: FELIX_NFTABLESMODE=Enabled'],
  }]);
});

test('compliant: no such variable, Auto from 3.32, the eBPF dataplane', () => {
  expect(found(calicoFelixEnvironment, [manifestCalicoNode('v3.31.2')])).toEqual([]);
  expect(found(calicoFelixEnvironment, [manifestCalicoNode('v3.32.0', { FELIX_NFTABLESMODE: 'Auto' })])).toEqual([]);
  expect(found(calicoFelixEnvironment, [manifestCalicoNode('v3.32.0', { FELIX_NFTABLESMODE: 'Disabled', FELIX_BPFENABLED: 'true' })])).toEqual([]);
});
