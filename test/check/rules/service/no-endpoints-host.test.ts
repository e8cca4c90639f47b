import { noEndpointsHost } from '../../../../src/check/rules/service/no-endpoints-host';
import { Plain, slice, storedService } from '../../../support/builders';
import { found, kubeProxy, summary } from '../../findings/findings';

const web = (spec: Plain = {}) => storedService('shop/web', { clusterIP: '10.96.0.10', externalIPs: ['203.0.113.7'], ...spec });
const slices = (...endpoints: Plain[]) => slice('shop/web-1', 'web', endpoints);

test('non-compliant: an external address without endpoints', () => {
  const ports = [{ name: 'web', port: 80 }, { name: 'metrics', port: 9090 }];
  const ready = slice('shop/web-1', 'web', [{ addresses: ['10.244.1.1'] }], { ports: [{ name: 'web', port: 8080 }] });
  expect(summary(found(noEndpointsHost, [web({ ports }), ready]))).toEqual([{
    severity: 'info',
    message: 'Connections from nodes to the external addresses of Services without endpoints will be refused; currently, they leave the node.',
    objects: ['Service shop/web: 203.0.113.7: TCP 9090'],
  }]);
  expect(summary(found(noEndpointsHost, [web(), slices()]))).toMatchObject([{ objects: ['Service shop/web: 203.0.113.7: TCP 80'] }]);
});

test('compliant: endpoints, no external address of the family, nothing known, or IPVS', () => {
  expect(found(noEndpointsHost, [web(), slices({ addresses: ['10.244.1.1'] })])).toEqual([]);
  expect(found(noEndpointsHost, [web({ externalIPs: [] }), slices()])).toEqual([]);
  expect(found(noEndpointsHost, [web({ externalIPs: ['2001:db8::1'] }), slices()])).toEqual([]);
  expect(found(noEndpointsHost, [web()])).toEqual([]);
  expect(found(noEndpointsHost, [kubeProxy({ mode: 'ipvs' }), web(), slices()])).toEqual([]);
});
