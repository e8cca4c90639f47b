import { ciliumMigrationValues as rule } from '../../../../src/check/rules/cilium/cilium-migration-values';
import { calico, details } from '../../findings/cilium';
import { daemonSet } from '../../findings/findings';

const moving = { operator: { unmanagedPodWatcher: { restart: false } }, cni: { customConf: true }, bpf: { hostLegacyRouting: true }, policyEnforcementMode: 'never' };

test('non-compliant: final values beside another plugin', () => {
  expect(details(rule, {}, [calico()]).map(each => each.split(': ')[1])).toEqual(['operator.unmanagedPodWatcher.restart', 'cni.customConf', 'bpf.hostLegacyRouting', 'policyEnforcementMode']);
  expect(details(rule, moving, [daemonSet('kube-flannel/kube-flannel-ds', 'ghcr.io/flannel-io/flannel:v0.28.1')])).toEqual([expect.stringContaining('tunnelPort: is 8472, which is taken')]);
});

test('compliant: values for the way, chaining, or no other plugin', () => {
  expect(details(rule, moving, [calico()])).toEqual([]);
  expect(details(rule, { cni: { chainingMode: 'generic-veth' } }, [calico()])).toEqual([]);
  expect(details(rule, {})).toEqual([]);
});
