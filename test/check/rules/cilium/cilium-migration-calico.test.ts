import { ciliumMigrationCalico as rule } from '../../../../src/check/rules/cilium/cilium-migration-calico';
import { Plain } from '../../../support/builders';
import { calico, details } from '../../findings/cilium';
import { daemonSet } from '../../findings/findings';

const withMethod = (nodeAddressAutodetectionV4: Plain | undefined, more: Plain = {}) =>
  details(rule, {}, [calico({ nodeAddressAutodetectionV4, ...more })]);
const withEnvironment = (environment: Record<string, string>) => {
  const env = Object.entries(environment).map(([name, value]) => ({ name, value }));
  return details(rule, {}, [daemonSet('kube-system/calico-node', 'quay.io/calico/node:v3.31.0', { container: { env } })]);
};

test.each([
  ['the first address', { firstFound: true }],
  ['nothing is said', undefined],
  ['every interface but others', { skipInterface: 'docker.*,^br-' }],
  ['interfaces that leave it in', { interface: 'eth.*|cil.*' }],
])('non-compliant: %s', (_, method) => {
  expect(withMethod(method)).toEqual(['blocker Installation default: spec.calicoNetwork.nodeAddressAutodetectionV4: may take an address of cilium_host; expected {kubernetes: NodeInternalIP} alone']);
});

test('non-compliant: IPv6, the eBPF data plane, and variables of manifests', () => {
  expect(withMethod({ kubernetes: 'NodeInternalIP' }, { ipPools: [{ cidr: 'fd00::/64' }] })).toEqual([expect.stringContaining('nodeAddressAutodetectionV6: may take')]);
  expect(withMethod({ kubernetes: 'NodeInternalIP' }, { linuxDataplane: 'BPF' })).toEqual([expect.stringContaining('linuxDataplane: BPF')]);
  expect(withEnvironment({})).toEqual(['blocker DaemonSet kube-system/calico-node: IP_AUTODETECTION_METHOD: may take an address of cilium_host; expected kubernetes-internal-ip']);
  expect(withEnvironment({ IP_AUTODETECTION_METHOD: 'skip-interface=docker.*' })).toHaveLength(1);
  expect(withEnvironment({ IP_AUTODETECTION_METHOD: 'kubernetes-internal-ip', IP6: 'autodetect' })).toEqual([expect.stringContaining('IP6_AUTODETECTION_METHOD')]);
});

test.each([
  ['the address of Kubernetes', { kubernetes: 'NodeInternalIP' }],
  ['with firstFound off', { kubernetes: 'NodeInternalIP', firstFound: false }],
  ['an interface', { interface: 'eth0' }],
  ['it is skipped', { skipInterface: 'cilium.*' }],
  ['networks', { cidrs: ['192.168.10.0/24'] }],
  ['a route', { canReach: '192.168.10.1' }],
])('compliant: %s', (_, method) => {
  expect(withMethod(method)).toEqual([]);
});

test('compliant: without values, with another method, and with a fixed address', () => {
  expect(details(rule, undefined, [calico({ linuxDataplane: 'BPF' })])).toEqual([]);
  expect(withEnvironment({ IP_AUTODETECTION_METHOD: 'interface=ens.*' })).toEqual([]);
  expect(withEnvironment({ IP: '192.168.10.11' })).toEqual([]);
});
