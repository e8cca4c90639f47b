import { sessionAffinityState } from '../../../../src/check/rules/service/session-affinity-state';
import { storedService } from '../../../support/builders';
import { found, kubeProxy, summary } from '../../findings/findings';

const web = storedService('shop/web', { sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds: 600 } } });

test.each([
  ['ipvs', 'Afterwards, a client keeps its endpoint for timeoutSeconds after its last new connection; IPVS also keeps it while any of its '
    + 'connections is open.'],
  ['iptables', 'Afterwards, more clients keep their endpoint: iptables mode remembers only the last 100 clients of each endpoint and node.'],
])('non-compliant: a Service with affinity, %s', (mode, change) => {
  expect(summary(found(sessionAffinityState, [kubeProxy({ mode }), web]))).toEqual([{
    severity: 'info',
    message: `Clients of Services with sessionAffinity ClientIP may change their endpoint once, when the mode changes. ${change}`,
    objects: ['Service shop/web: timeoutSeconds 600'],
  }]);
});

test('compliant: no affinity, or nftables mode already', () => {
  expect(found(sessionAffinityState, [kubeProxy({ mode: 'ipvs' }), storedService('shop/web')])).toEqual([]);
  expect(found(sessionAffinityState, [kubeProxy({ mode: 'nftables' }), web])).toEqual([]);
});
