import { ipvsScheduler } from '../../../../src/check/rules/kube-proxy/ipvs-scheduler';
import { found, kubeProxy, summary } from '../../findings/findings';

test.each([
  ['lc', 'warning', /^The IPVS scheduler lc does not have a counterpart: endpoints are selected at random\. New connections currently go to the endpoint with the fewest/],
  ['sh', 'warning', /The client address currently determines/],
  ['', 'info', /^The IPVS scheduler rr does not have a counterpart/],
  ['fo', 'warning', /nftables mode does not have a counterpart for this scheduler/],
])('non-compliant: scheduler «%s»', (scheduler, severity, message) => {
  expect(summary(found(ipvsScheduler, [kubeProxy({ mode: 'ipvs', ipvs: { scheduler } })]))).toEqual([
    { severity, message: expect.stringMatching(message), objects: ['ConfigMap kube-system/kube-proxy'] },
  ]);
});

test('compliant: a scheduler that is not in use', () => {
  expect(found(ipvsScheduler, [kubeProxy({ mode: 'iptables', ipvs: { scheduler: 'lc' } })])).toEqual([]);
});
