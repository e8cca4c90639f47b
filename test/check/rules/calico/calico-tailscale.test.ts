import { calicoTailscale } from '../../../../src/check/rules/calico/calico-tailscale';
import { Plain } from '../../../support/builders';
import { calicoNode, installation } from '../../findings/calico';
import { daemonSet, found, summary } from '../../findings/findings';

function tailscale(environment: Plain, container: Plain = {}, spec: Plain = { hostNetwork: true }): Plain {
  const env = Object.entries(environment).map(([name, value]) => ({ name, value }));
  return daemonSet('tailscale/router', 'ghcr.io/tailscale/tailscale:v1.98.4', { container: { env, ...container }, spec });
}

test.each([
  ['kernel networking', tailscale({ TS_USERSPACE: 'false' })],
  ['a command of its own', tailscale({}, { command: ['tailscaled'] })],
])('non-compliant: %s', (_what, workload) => {
  expect(summary(found(calicoTailscale, [installation(), calicoNode('v3.32.2'), workload]))).toEqual([{
    severity: 'blocker',
    message: 'Tailscale in the host network may write nftables rules that send Felix in nftables mode into a crash loop.',
    objects: ['DaemonSet tailscale/router'],
  }]);
});

test('non-compliant: an unknown version of Calico', () => {
  expect(found(calicoTailscale, [installation(), tailscale({ TS_USERSPACE: 'false' })])).toHaveLength(1);
});

test.each([
  ['Calico 3.33', [installation(), calicoNode('v3.33.0'), tailscale({ TS_USERSPACE: 'false' })]],
  ['userspace networking by default', [installation(), calicoNode('v3.32.2'), tailscale({})]],
  ['userspace networking', [installation(), calicoNode('v3.32.2'), tailscale({ TS_USERSPACE: 'true' })]],
  ['iptables', [installation(), calicoNode('v3.32.2'), tailscale({ TS_USERSPACE: 'false', TS_DEBUG_FIREWALL_MODE: 'iptables' })]],
  ['the pod\'s own network', [installation(), calicoNode('v3.32.2'), tailscale({ TS_USERSPACE: 'false' }, {}, {})]],
  ['the eBPF dataplane', [installation({ linuxDataplane: 'BPF' }), calicoNode('v3.32.2'), tailscale({ TS_USERSPACE: 'false' })]],
  ['no Calico', [tailscale({ TS_USERSPACE: 'false' })]],
])('compliant: %s', (_what, objects) => {
  expect(found(calicoTailscale, objects)).toEqual([]);
});
