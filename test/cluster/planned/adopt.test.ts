import { adopt } from '../../../src/cluster/planned/adopt';
import { readService } from '../../../src/cluster/served/service';
import { Plain, service, storedService } from '../../support/builders';

const LIVE = storedService('demo/web', {
  type: 'NodePort',
  clusterIP: '10.96.0.9',
  clusterIPs: ['10.96.0.9', 'fd00::9'],
  ipFamilies: ['IPv4', 'IPv6'],
  ipFamilyPolicy: 'RequireDualStack',
  ports: [{ name: 'http', port: 80, protocol: 'TCP', nodePort: 30080 }, { name: 'dns', port: 53, protocol: 'UDP', nodePort: 30053 }],
}, { status: { loadBalancer: { ingress: [{ ip: '1.2.3.4' }] } } });

function laid(desired: Plain, live: Plain = LIVE): Plain {
  return adopt(desired, readService(live));
}

test('a Service keeps the addresses that the cluster has given it', () => {
  expect(laid(service('demo/web', { selector: { app: 'web' } })).spec).toEqual({
    clusterIP: '10.96.0.9', clusterIPs: ['10.96.0.9', 'fd00::9'], ipFamilies: ['IPv4', 'IPv6'], ipFamilyPolicy: 'RequireDualStack', selector: { app: 'web' }, ports: [{ port: 80 }],
  });
});

test.each<[string, Plain]>([
  ['an address of its own', { clusterIP: '10.96.0.1' }], ['none', { clusterIP: 'None' }], ['addresses of its own', { clusterIPs: ['10.96.0.1'] }],
  ['ExternalName', { type: 'ExternalName', externalName: 'a.b' }],
])('unless it chooses %s', (_, spec) => {
  expect(laid(service('demo/web', spec)).spec).toEqual({ ports: [{ port: 80 }], ...spec });
});

test('NodePorts are kept by number and protocol, unless chosen or not wanted', () => {
  const ports = [{ port: 53 }, { port: 53, protocol: 'UDP' }, { port: 80, nodePort: 30001 }, { port: 80 }, { port: 81 }, { port: 80, nodePort: 0 }];
  expect(laid(service('demo/web', { type: 'LoadBalancer', ports })).spec.ports.map((port: Plain) => port.nodePort)).toEqual([undefined, 30053, 30001, 30080, undefined, 30080]);
  expect(laid(service('demo/web', { ports })).spec.ports).toEqual(ports);
});

test('a load balancer\'s addresses are kept as long as there is a load balancer', () => {
  expect(laid(service('demo/web', { type: 'LoadBalancer' })).status).toEqual(LIVE.status);
  expect(laid(service('demo/web', { type: 'NodePort' })).status).toBeUndefined();
});

test('a Service that becomes single-stack gives its second address up', () => {
  expect(laid(service('demo/web', { ipFamilyPolicy: 'SingleStack' })).spec).toEqual({
    clusterIP: '10.96.0.9', clusterIPs: ['10.96.0.9'], ipFamilies: ['IPv4'], ipFamilyPolicy: 'SingleStack', ports: [{ port: 80 }],
  });
});

test.each([[''], [null]])('a clusterIP of %j is not a choice', clusterIP => {
  expect(laid(service('demo/web', { clusterIP })).spec.clusterIP).toBe('10.96.0.9');
});

test('the port of health checks is kept as long as there are health checks, unless another is chosen', () => {
  const balancer = { type: 'LoadBalancer', externalTrafficPolicy: 'Local' };
  const live = storedService('demo/web', { ...balancer, clusterIP: '10.96.0.9', healthCheckNodePort: 31234 });
  const port = (spec: Plain, before: Plain = live) => laid(service('demo/web', spec), before).spec.healthCheckNodePort;
  expect([port(balancer), port({ ...balancer, healthCheckNodePort: 31999 }), port({ type: 'LoadBalancer' }), port(balancer, LIVE)])
    .toEqual([31234, 31999, undefined, undefined]);
});
