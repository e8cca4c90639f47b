import { ipForwardSysctl } from '../../../../src/check/rules/node/ip-forward-sysctl';
import { found, kubeProxy, summary } from '../../findings/findings';

test('non-compliant: IPVS mode', () => {
  expect(summary(found(ipForwardSysctl, [kubeProxy({ mode: 'ipvs' })]))).toEqual([{
    severity: 'warning',
    message: 'IPVS mode sets net.ipv4.ip_forward; in nftables mode, something else must set it after a reboot.',
    objects: ['ConfigMap kube-system/kube-proxy'],
  }]);
});

test('compliant: a mode that does not set it', () => {
  expect(found(ipForwardSysctl, [kubeProxy({ mode: 'iptables' })])).toEqual([]);
});
