import { calicoLeftoverRules } from '../../../../src/check/rules/calico/calico-leftover-rules';
import { calicoNode, felixConfiguration, installation } from '../../findings/calico';
import { found, kubeProxy, summary } from '../../findings/findings';

test.each(['v3.29.0', 'v3.30.7'])('non-compliant: %s', tag => {
  expect(summary(found(calicoLeftoverRules, [kubeProxy({ mode: 'ipvs' }), installation(), calicoNode(tag)]))).toEqual([{
    severity: 'warning',
    message: 'This version of Calico leaves its iptables rules on the node when it changes to nftables.',
    objects: [`DaemonSet calico-system/calico-node: Calico ${tag.slice(1)}`],
  }]);
});

test.each([
  ['3.28, which has no nftables', [installation(), calicoNode('v3.28.5')]],
  ['3.31', [installation(), calicoNode('v3.31.0')]],
  ['on nftables already', [installation({ linuxDataplane: 'Nftables' }), calicoNode('v3.30.7')]],
  ['an unknown version', [felixConfiguration()]],
  ['kube-proxy in nftables mode', [kubeProxy({ mode: 'nftables' }), installation(), calicoNode('v3.30.7')]],
])('compliant: %s', (_what, objects) => {
  expect(found(calicoLeftoverRules, objects)).toEqual([]);
});
