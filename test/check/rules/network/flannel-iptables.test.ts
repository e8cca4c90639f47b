import { flannelIptables } from '../../../../src/check/rules/network/flannel-iptables';
import { found, machine, summary } from '../../findings/findings';

const flannel = (net: string, namespace = 'kube-flannel') =>
  ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { namespace, name: 'kube-flannel-cfg' }, data: { 'cni-conf.json': '{}', 'net-conf.json': net } });
const ROCKY_10 = machine('rocky', { osImage: 'Rocky Linux 10.1 (Red Quartz)' });
const ROCKY_9 = machine('older', { osImage: 'Rocky Linux 9.6 (Blue Onyx)' });

test.each([
  ['off', '{"Network": "10.244.0.0/16", "EnableNFTables": false}', 'kube-flannel'],
  ['not set, in kube-system', '{"Network": "10.244.0.0/16", "Backend": {"Type": "vxlan"}}', 'kube-system'],
])('non-compliant: EnableNFTables is %s', (_what, net, namespace) => {
  expect(summary(found(flannelIptables, [flannel(net, namespace), ROCKY_9, ROCKY_10]))).toEqual([{
    severity: 'blocker',
    message: 'flannel is set to write iptables rules, which these nodes have no kernel modules for.',
    objects: [`ConfigMap ${namespace}/kube-flannel-cfg: EnableNFTables is not true`, 'Node rocky: Rocky Linux 10.1 (Red Quartz)'],
  }]);
});

test.each([
  ['EnableNFTables is on', [flannel('{"EnableNFTables": true}'), ROCKY_10]],
  ['the nodes have iptables', [flannel('{}'), ROCKY_9]],
  ['no flannel', [ROCKY_10]],
  ['no JSON, which flannel refuses', [flannel('{'), ROCKY_10]],
])('compliant: %s', (_what, objects) => {
  expect(found(flannelIptables, objects)).toEqual([]);
});
