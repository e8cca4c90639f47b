import { ipvsExcludeCidrs } from '../../../../src/check/rules/kube-proxy/ipvs-exclude-cidrs';
import { found, kubeProxy, summary } from '../../findings/findings';

test('non-compliant: excludeCIDRs', () => {
  expect(summary(found(ipvsExcludeCidrs, [kubeProxy({ mode: 'ipvs', ipvs: { excludeCIDRs: ['192.168.10.0/24', '10.9.0.1/32'] } })]))).toEqual([{
    severity: 'blocker',
    message: 'excludeCIDRs currently protects virtual servers of other software; in nftables mode, kube-proxy removes them each time it starts.',
    objects: ['ConfigMap kube-system/kube-proxy: excludeCIDRs 192.168.10.0/24, 10.9.0.1/32'],
  }]);
});

test('compliant: none, or not in use', () => {
  expect(found(ipvsExcludeCidrs, [kubeProxy({ mode: 'ipvs', ipvs: { excludeCIDRs: null } })])).toEqual([]);
  expect(found(ipvsExcludeCidrs, [kubeProxy({ mode: 'ipvs', ipvs: { excludeCIDRs: [] } })])).toEqual([]);
  expect(found(ipvsExcludeCidrs, [kubeProxy({ mode: 'iptables', ipvs: { excludeCIDRs: ['192.168.10.0/24'] } })])).toEqual([]);
});
