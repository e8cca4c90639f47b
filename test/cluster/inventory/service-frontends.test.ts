import {
  describeAddresses, describeNodePorts, describePorts, externalAddresses, hasExternalAddresses, isExternallyAccessible, mayHaveFamily, servedServices,
} from '../../../src/cluster/inventory/service-frontends';
import { readService } from '../../../src/cluster/served/service';
import { clusterOf } from '../../check/findings/findings';
import { Plain, service, storedService } from '../../support/builders';

const read = (spec: Plain, more: Plain = {}) => readService(service('shop/web', spec, more));
const VIP = { status: { loadBalancer: { ingress: [{ ip: '203.0.113.7' }] } } };

test('the Services that kube-proxy looks at', () => {
  const cluster = clusterOf([storedService('shop/web', { clusterIP: '10.96.0.10' }), storedService('shop/db', { clusterIP: 'None' })]);
  expect(servedServices(cluster).map(({ name }) => name)).toEqual(['web']);
});

test('external addresses', () => {
  const both = read({ type: 'LoadBalancer', externalIPs: ['192.0.2.1', '203.0.113.7'] }, VIP);
  expect(describeAddresses(externalAddresses(both))).toBe('192.0.2.1, 203.0.113.7');
  expect(hasExternalAddresses(both)).toBe(true);
  expect(hasExternalAddresses(read({ type: 'LoadBalancer' }))).toBe(true);
  expect(describeAddresses([])).toBe('address not assigned yet');
  expect(hasExternalAddresses(read({ externalIPs: ['192.0.2.1'] }))).toBe(true);
  expect(hasExternalAddresses(read({}, VIP))).toBe(true);
  expect(hasExternalAddresses(read({ type: 'NodePort' }))).toBe(false);
});

test('accessible from outside, by family', () => {
  const accessible = (spec: Plain) => (['ip', 'ip6'] as const).map(family => isExternallyAccessible(read(spec), family));
  expect(accessible({})).toEqual([false, false]);
  expect(accessible({ externalIPs: ['2001:db8::1'] })).toEqual([false, true]);
  expect(accessible({ type: 'NodePort' })).toEqual([true, true]);
});

test('families of a Service', () => {
  const families = (spec: Plain) => (['ip', 'ip6'] as const).map(family => mayHaveFamily(read(spec), family));
  expect(families({ clusterIP: '10.96.0.10' })).toEqual([true, false]);
  expect(families({ clusterIP: 'fd00::10' })).toEqual([false, true]);
  expect(families({})).toEqual([true, true]);
});

test('ports in words', () => {
  const ports = read({ ports: [{ name: 'web', port: 80, nodePort: 30080 }, { name: 'dns', port: 53, protocol: 'UDP', nodePort: 30053 }] }).ports;
  expect(describePorts(ports)).toBe('TCP 80, UDP 53');
  expect(describeNodePorts(ports)).toBe('NodePort 30080/TCP, 30053/UDP');
  expect(describeNodePorts(read({}).ports)).toBe('NodePort not allocated yet');
});
