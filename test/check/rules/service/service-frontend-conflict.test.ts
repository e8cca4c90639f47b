import { serviceFrontendConflict } from '../../../../src/check/rules/service/service-frontend-conflict';
import { Plain, storedService } from '../../../support/builders';
import { found, kubeProxy, summary } from '../../findings/findings';

const claiming = (name: string, spec: Plain, vip?: string) =>
  storedService(`shop/${name}`, { type: 'LoadBalancer', ...spec }, vip === undefined ? {} : { status: { loadBalancer: { ingress: [{ ip: vip }] } } });
const shown = (...objects: Plain[]) => summary(found(serviceFrontendConflict, objects));

test('non-compliant: one address and port of two Services', () => {
  const [a, b] = [claiming('a', { externalIPs: ['203.0.113.7'] }), claiming('b', {}, '203.0.113.7')];
  const other = claiming('c', { externalIPs: ['203.0.113.7'], ports: [{ port: 443 }] });
  const expected = [{
    severity: 'warning',
    message: 'Several Services claim this address and port, and which of them gets the traffic is random.',
    objects: ['Service shop/a: 203.0.113.7 TCP 80', 'Service shop/b: 203.0.113.7 TCP 80'],
  }];
  expect(shown(a, b, other)).toEqual(expected);
  expect(shown(kubeProxy({ mode: 'ipvs' }), a, b)).toEqual(expected);
  expect(shown(kubeProxy({ mode: 'nftables' }), a, b)).toEqual(expected);
});

test('non-compliant: the ClusterIP of another Service', () => {
  expect(shown(storedService('shop/a', { clusterIP: '10.96.0.10' }), claiming('b', { clusterIP: '10.96.0.11', externalIPs: ['10.96.0.10'] })))
    .toMatchObject([{ objects: ['Service shop/a: 10.96.0.10 TCP 80', 'Service shop/b: 10.96.0.10 TCP 80'] }]);
});

test('compliant: one Service, other ports, other protocols, or one without rules', () => {
  expect(shown(claiming('a', { externalIPs: ['203.0.113.7'] }, '203.0.113.7'))).toEqual([]);
  expect(shown(
    claiming('a', {}, '203.0.113.7'),
    claiming('b', { ports: [{ port: 81 }] }, '203.0.113.7'),
    claiming('c', { ports: [{ port: 80, protocol: 'UDP' }] }, '203.0.113.7'),
    claiming('d', { clusterIP: 'None', externalIPs: ['203.0.113.7'] }),
  )).toEqual([]);
});
