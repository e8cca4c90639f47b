import { calicoIpSets } from '../../../../src/check/rules/calico/calico-ip-sets';
import { calicoNode, felixConfiguration, installation, manifestCalicoNode, tigeraOperator } from '../../findings/calico';
import { found, summary } from '../../findings/findings';

const LATER = 'In nftables mode, this version of Felix may fail on policies whose networks overlap when one of them is removed, and on 0.0.0.0/0.';

test('non-compliant: 3.32.0 with nftablesMode Auto', () => {
  const expected = { severity: 'blocker', message: 'In nftables mode, this version of Felix panics on policies whose networks overlap, such as a '
    + 'NetworkSet that contains pod addresses.' };
  expect(summary(found(calicoIpSets, [installation(), calicoNode('v3.32.0')]))).toEqual([
    { ...expected, objects: ['DaemonSet calico-system/calico-node: Calico 3.32.0'] },
  ]);
  expect(summary(found(calicoIpSets, [manifestCalicoNode('v3.32.0')]))).toMatchObject([expected]);
});

test.each(['v3.29.0', 'v3.31.6', 'v3.32.1'])('non-compliant: %s', tag => {
  expect(summary(found(calicoIpSets, [installation(), calicoNode(tag)]))).toMatchObject([{ severity: 'warning', message: LATER }]);
});

test('non-compliant: 3.32.0 with Enabled, and a patch that is not known', () => {
  expect(summary(found(calicoIpSets, [felixConfiguration({ nftablesMode: 'Enabled' }), manifestCalicoNode('v3.32.0')]))).toMatchObject([
    { severity: 'warning', message: LATER },
  ]);
  expect(summary(found(calicoIpSets, [installation(), tigeraOperator('v1.42.4')]))).toMatchObject([{ severity: 'warning', message: LATER }]);
});

test.each(['v3.28.5', 'v3.31.7', 'v3.32.2', 'v3.33.0', 'latest'])('compliant: %s', tag => {
  expect(found(calicoIpSets, [installation(), calicoNode(tag)])).toEqual([]);
});

test('compliant: the eBPF dataplane', () => {
  expect(found(calicoIpSets, [installation({ linuxDataplane: 'BPF' }), calicoNode('v3.32.0')])).toEqual([]);
});
