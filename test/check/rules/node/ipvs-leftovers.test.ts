import { ipvsLeftovers } from '../../../../src/check/rules/node/ipvs-leftovers';
import { found, kubeProxy, summary } from '../../findings/findings';

const CHAINS = 'the chains KUBE-MARK-MASQ, KUBE-PROXY-FIREWALL and KUBE-PROXY-CANARY';

test.each([
  ['1.33', false, `the KUBE-6-* ipsets; ${CHAINS}; the sysctls of IPVS mode.`],
  ['1.34', false, 'the KUBE-6-* ipsets; the sysctls of IPVS mode.'],
  ['1.34', true, 'the KUBE-6-* ipsets; the sysctls of IPVS mode and of strictARP.'],
])('non-compliant: target %s, strictARP %s', (target, strictARP, left) => {
  expect(summary(found(ipvsLeftovers, [kubeProxy({ mode: 'ipvs', ipvs: { strictARP } })], target))).toEqual([{
    severity: 'info',
    message: `After the change, these remain on the node until it reboots: ${left}`,
    objects: ['ConfigMap kube-system/kube-proxy'],
  }]);
});

test('compliant: another mode', () => {
  expect(found(ipvsLeftovers, [kubeProxy({ mode: 'iptables' })])).toEqual([]);
});
