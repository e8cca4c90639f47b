import { calicoDataplane } from '../../../../src/check/rules/calico/calico-dataplane';
import { calicoNode, felixConfiguration, installation, manifestCalicoNode } from '../../findings/calico';
import { found, kubeProxy, summary } from '../../findings/findings';

const STAYS = 'Calico stays on its iptables dataplane, which does not work together with kube-proxy in nftables mode.';
const PATCH = '`kubectl patch installation.operator.tigera.io default --type merge -p \'{"spec":{"calicoNetwork":{"linuxDataplane":"Nftables"}}}\'`';
const patchFelix = (mode: string) =>
  `\`kubectl patch felixconfigurations.crd.projectcalico.org default --type merge -p '{"spec":{"nftablesMode":"${mode}"}}'\``;

test.each(['ipvs', 'iptables', 'nftables'])('non-compliant: the operator with Iptables, kube-proxy in %s mode', mode => {
  const objects = [kubeProxy({ mode }), installation({ linuxDataplane: 'Iptables' }), felixConfiguration({ nftablesMode: 'Disabled' }), calicoNode('v3.31.2')];
  expect(summary(found(calicoDataplane, objects))).toEqual([
    { severity: 'blocker', message: STAYS, objects: ['Installation default: linuxDataplane Iptables'] },
  ]);
});

test.each([
  ['3.28', 'v3.28.2', 'First upgrade Calico to 3.31 or later: it does not have an nftables dataplane before 3.29, and only a preview before 3.31. '
    + `Change the mode of kube-proxy first, and run this right afterwards: ${PATCH}. In between, policies may not be enforced, or may block traffic.`],
  ['3.31', 'v3.31.7', `Change the mode of kube-proxy first, and run this right afterwards: ${PATCH}. In between, policies may not be enforced, or may block traffic.`],
  ['3.32', 'v3.32.0', `Before you change the mode of kube-proxy, run ${PATCH}: Felix continues with iptables and follows kube-proxy node by node.`],
  ['an unknown version', 'latest', `Run ${PATCH}: with Calico 3.32 or later, before you change the mode of kube-proxy; with 3.29 to 3.31, right after it.`],
])('the order with the operator and %s', (_what, tag, remediation) => {
  expect(found(calicoDataplane, [installation(), calicoNode(tag)])[0].remediation).toBe(remediation);
});

test('non-compliant: manifests up to 3.31', () => {
  const [finding] = found(calicoDataplane, [felixConfiguration(), manifestCalicoNode('v3.31.7')]);
  expect(summary([finding])).toEqual([{ severity: 'blocker', message: STAYS, objects: ['FelixConfiguration default: nftablesMode Disabled'] }]);
  expect(finding.confidence).toBe('manifest');
  expect(finding.remediation).toBe(
    `Change the mode of kube-proxy first, and run this right afterwards: ${patchFelix('Enabled')}. In between, policies may not be enforced, or may block traffic.`);
});

test('non-compliant: manifests from 3.32 that are set to Disabled', () => {
  const [finding] = found(calicoDataplane, [felixConfiguration({ nftablesMode: 'Disabled' }), manifestCalicoNode('v3.32.0')]);
  expect(finding.severity).toBe('blocker');
  expect(finding.remediation).toBe(`Before you change the mode of kube-proxy, run ${patchFelix('Auto')}: Felix follows kube-proxy node by node.`);
});

test('needs a node check: manifests of an unknown version', () => {
  const [finding] = found(calicoDataplane, [felixConfiguration()]);
  expect(finding.confidence).toBe('needs-node-check');
  expect(summary([finding])).toEqual([{
    severity: 'blocker',
    message: 'Felix is not configured to use nftables. Before Calico 3.32 it then stays on iptables, which does not work together with kube-proxy '
      + 'in nftables mode; the objects do not show Calico\'s version.',
    objects: ['FelixConfiguration default: nftablesMode unset'],
  }]);
});

test('non-compliant: a node with a FelixConfiguration of its own', () => {
  const objects = [installation({ linuxDataplane: 'Nftables' }), felixConfiguration({ nftablesMode: 'Disabled' }, 'node.worker-1'), calicoNode('v3.31.2')];
  expect(summary(found(calicoDataplane, objects))).toEqual([{
    severity: 'blocker',
    message: 'A FelixConfiguration for a single node keeps Felix there on iptables, which does not work together with kube-proxy in nftables mode.',
    objects: ['FelixConfiguration node.worker-1: nftablesMode Disabled'],
  }]);
});

test.each([
  ['no Calico', []],
  ['Nftables', [installation({ linuxDataplane: 'Nftables' }), calicoNode('v3.31.2')]],
  ['BPF', [installation({ linuxDataplane: 'BPF' }), calicoNode('v3.31.2')]],
  ['VPP', [installation({ linuxDataplane: 'VPP' }), calicoNode('v3.31.2')]],
  ['manifests from 3.32', [felixConfiguration(), manifestCalicoNode('v3.32.0')]],
  ['manifests with Enabled', [felixConfiguration({ nftablesMode: 'Enabled' }), manifestCalicoNode('v3.31.2')]],
  ['manifests with the variable', [manifestCalicoNode('v3.31.2', { FELIX_NFTABLESMODE: 'Enabled' })]],
])('compliant: %s', (_what, objects) => {
  expect(found(calicoDataplane, objects)).toEqual([]);
});
