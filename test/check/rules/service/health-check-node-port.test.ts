import { healthCheckNodePort } from '../../../../src/check/rules/service/health-check-node-port';
import { Plain, storedService } from '../../../support/builders';
import { found, kubeProxy, summary } from '../../findings/findings';

const web = (spec: Plain, more: Plain = {}) => storedService('shop/web', { type: 'LoadBalancer', ...spec }, more);
const CHECKED = { externalTrafficPolicy: 'Local', healthCheckNodePort: 31234 };
const VIP = { status: { loadBalancer: { ingress: [{ ip: '203.0.113.7' }] } } };

const FIREWALL = {
  severity: 'warning',
  message: 'In nftables mode, kube-proxy does not open the firewall of the node for load balancer health checks.',
  objects: ['Service shop/web: healthCheckNodePort 31234'],
};

test('non-compliant: a Service with a health check port', () => {
  expect(summary(found(healthCheckNodePort, [kubeProxy({ mode: 'iptables' }), web(CHECKED, VIP)]))).toEqual([FIREWALL, {
    severity: 'warning',
    message: 'Health check ports will answer on the primary addresses of the nodes only instead of all addresses.',
    objects: ['Service shop/web: healthCheckNodePort 31234'],
  }]);
});

test('non-compliant: IPVS answers on the load balancer\'s address', () => {
  const ipvs = kubeProxy({ mode: 'ipvs', nodePortAddresses: ['primary'] });
  expect(summary(found(healthCheckNodePort, [ipvs, web(CHECKED, VIP)]))).toEqual([FIREWALL, {
    severity: 'warning',
    message: 'Every node currently answers health checks that are sent to the address of the load balancer itself because IPVS mode adds it to '
      + 'kube-ipvs0; in nftables mode, nodes do not.',
    objects: ['Service shop/web: healthCheckNodePort 31234 on 203.0.113.7'],
  }]);
  expect(summary(found(healthCheckNodePort, [ipvs, web(CHECKED)]))).toEqual([FIREWALL]);
});

test('compliant: no such port, or nftables mode already', () => {
  expect(found(healthCheckNodePort, [kubeProxy({ mode: 'ipvs' }), web({})])).toEqual([]);
  expect(found(healthCheckNodePort, [kubeProxy({ mode: 'nftables' }), web(CHECKED, VIP)])).toEqual([]);
});
