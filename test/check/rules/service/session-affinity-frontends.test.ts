import { sessionAffinityFrontends } from '../../../../src/check/rules/service/session-affinity-frontends';
import { Plain, storedService } from '../../../support/builders';
import { found, kubeProxy, summary } from '../../findings/findings';

const ipvs = kubeProxy({ mode: 'ipvs' });
const web = (spec: Plain) => storedService('shop/web', { clusterIP: '10.96.0.10', sessionAffinity: 'ClientIP', ...spec });

test.each([
  [{ type: 'NodePort' }, 'ClusterIP, NodePorts'],
  [{ externalIPs: ['203.0.113.7'] }, 'ClusterIP, 203.0.113.7'],
  [{ type: 'LoadBalancer', externalIPs: ['203.0.113.7'] }, 'ClusterIP, 203.0.113.7, NodePorts'],
])('non-compliant: several addresses, %j', (spec, detail) => {
  expect(summary(found(sessionAffinityFrontends, [ipvs, web(spec)]))).toEqual([{
    severity: 'warning',
    message: 'Clients of Services with sessionAffinity ClientIP currently have an endpoint for each address of the Service; in nftables mode, '
      + 'they have one for all addresses.',
    objects: [`Service shop/web: ${detail}`],
  }]);
});

test('compliant: one address, no affinity, or iptables mode, which does the same', () => {
  expect(found(sessionAffinityFrontends, [ipvs, web({})])).toEqual([]);
  expect(found(sessionAffinityFrontends, [ipvs, web({ type: 'NodePort', sessionAffinity: 'None' })])).toEqual([]);
  expect(found(sessionAffinityFrontends, [kubeProxy({ mode: 'iptables' }), web({ type: 'NodePort' })])).toEqual([]);
});
