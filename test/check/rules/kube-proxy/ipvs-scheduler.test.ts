import { ipvsScheduler } from '../../../../src/check/rules/kube-proxy/ipvs-scheduler';
import { found, kubeProxy, summary } from '../../findings/findings';

test.each([
  ['lc', 'warning', /^The IPVS scheduler lc has no counterpart: endpoints are chosen at random\. New connections go to the endpoint with the fewest/],
  ['sh', 'warning', /The client's address decides/],
  ['', 'info', /^The IPVS scheduler rr has no counterpart/],
  ['fo', 'warning', /What this scheduler does has no counterpart/],
])('non-compliant: scheduler «%s»', (scheduler, severity, message) => {
  expect(summary(found(ipvsScheduler, [kubeProxy({ mode: 'ipvs', ipvs: { scheduler } })]))).toEqual([
    { severity, message: expect.stringMatching(message), objects: ['ConfigMap kube-system/kube-proxy'] },
  ]);
});

test('compliant: a scheduler that is not in use', () => {
  expect(found(ipvsScheduler, [kubeProxy({ mode: 'iptables', ipvs: { scheduler: 'lc' } })])).toEqual([]);
});
