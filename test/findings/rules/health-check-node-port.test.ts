import { healthCheckNodePort } from '../../../src/findings/rules/health-check-node-port';
import { storedService } from '../../support/builders';
import { found, kubeProxy, summary } from '../findings';

const web = (spec: object) => storedService('shop/web', { type: 'LoadBalancer', ...spec });

test('non-compliant: a Service with a health check port', () => {
  expect(summary(found(healthCheckNodePort, [kubeProxy({ mode: 'ipvs' }), web({ externalTrafficPolicy: 'Local', healthCheckNodePort: 31234 })]))).toEqual([{
    severity: 'warning',
    message: 'kube-proxy no longer lets health checks of load balancers through the node\'s firewall.',
    objects: ['Service shop/web: healthCheckNodePort 31234'],
  }]);
});

test('compliant: no such port, or nftables mode already', () => {
  expect(found(healthCheckNodePort, [kubeProxy({ mode: 'ipvs' }), web({})])).toEqual([]);
  expect(found(healthCheckNodePort, [kubeProxy({ mode: 'nftables' }), web({ externalTrafficPolicy: 'Local', healthCheckNodePort: 31234 })])).toEqual([]);
});
