import { ciliumMigrationValues as rule } from '../../../../src/check/rules/cilium/cilium-migration-values';
import { Plain } from '../../../support/builders';
import { calico, details } from '../../findings/cilium';
import { daemonSet } from '../../findings/findings';

const moving = { operator: { unmanagedPodWatcher: { restart: false } }, cni: { customConf: true }, bpf: { hostLegacyRouting: true }, policyEnforcementMode: 'never' };

test('non-compliant: final values beside another plugin', () => {
  expect(details(rule, {}, [calico()]).map(each => each.split(': ')[1])).toEqual(['operator.unmanagedPodWatcher.restart', 'cni.customConf', 'bpf.hostLegacyRouting', 'policyEnforcementMode']);
  expect(details(rule, moving, [daemonSet('kube-flannel/kube-flannel-ds', 'ghcr.io/flannel-io/flannel:v0.28.1')])).toEqual([expect.stringContaining('tunnelPort: is 8472, which is taken')]);
});

test('non-compliant: Calico on the port of the tunnel', () => {
  const felix = (spec: Plain) => ({ apiVersion: 'projectcalico.org/v3', kind: 'FelixConfiguration', metadata: { name: 'default' }, spec });
  expect(details(rule, moving, [calico(), felix({ vxlanPort: 8472 })])).toEqual([expect.stringContaining('tunnelPort: is 8472, which is taken; expected another one, for example, 8473')]);
  expect(details(rule, { ...moving, tunnelPort: 4789 }, [calico()])).toEqual([expect.stringContaining('tunnelPort: is 4789, which is taken')]);
  expect(details(rule, { ...moving, tunnelPort: 8473 }, [calico(), felix({ vxlanPort: 8472 })])).toEqual([]);
  expect(details(rule, { ...moving, tunnelProtocol: 'geneve' }, [calico(), felix({ vxlanPort: 8472 })])).toEqual([]);
});

test('compliant: values for the way, chaining, or no other plugin', () => {
  expect(details(rule, moving, [calico()])).toEqual([]);
  expect(details(rule, { cni: { chainingMode: 'generic-veth' } }, [calico()])).toEqual([]);
  expect(details(rule, {})).toEqual([]);
});
