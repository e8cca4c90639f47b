import { overlay } from '../../../src/cluster/planned/overlay';
import { Plain, service, slice, storedService } from '../../support/builders';

const at = (object: Plain) => ({ object });
const LIVE = storedService('demo/web', {
  type: 'NodePort',
  clusterIP: '10.96.0.9',
  clusterIPs: ['10.96.0.9', 'fd00::9'],
  ipFamilies: ['IPv4', 'IPv6'],
  ipFamilyPolicy: 'RequireDualStack',
  ports: [{ name: 'http', port: 80, protocol: 'TCP', nodePort: 30080 }, { name: 'dns', port: 53, protocol: 'UDP', nodePort: 30053 }],
}, { status: { loadBalancer: { ingress: [{ ip: '1.2.3.4' }] } } });

function laid(desired: Plain, live: Plain = LIVE): Plain {
  const result = overlay([at(desired)], [at(live)]);
  expect(result.live).toEqual([]);
  return result.desired[0].object;
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

test('other objects take the place of those of their kind and name; what is left is live', () => {
  const [mine, theirs, other, elsewhere] = [
    slice('demo/web-1', 'web', [{ addresses: ['10.0.0.1'] }]), slice('demo/web-1', 'web', [{ addresses: ['10.0.0.2'] }]), slice('demo/web-2', 'web', []), slice('prod/web-1', 'web', []),
  ];
  expect(overlay([at(mine)], [at(theirs), at(other), at(elsewhere)])).toEqual({ desired: [at(mine)], live: [at(other), at(elsewhere)] });
});

test('objects of another group are other objects, of another version the same ones', () => {
  const knative = { ...storedService('demo/web', { template: {} }), apiVersion: 'serving.knative.dev/v1' };
  const [core, draft] = [storedService('demo/web', { clusterIP: '10.96.0.9' }), { ...knative, metadata: { name: 'web', namespace: 'demo' }, spec: { template: { x: 1 } } }];
  expect(overlay([at(draft)], [at(core)])).toEqual({ desired: [at(draft)], live: [at(core)] });
  expect(overlay([at(service('demo/web'))], [at(knative)])).toEqual({ desired: [at(service('demo/web'))], live: [at(knative)] });
  expect(overlay([at(draft)], [at({ ...knative, apiVersion: 'serving.knative.dev/v1beta1' })])).toEqual({ desired: [at(draft)], live: [] });
});

test('only core Services take over what the cluster has given', () => {
  const live = { ...LIVE, apiVersion: 'serving.knative.dev/v1' };
  const desired = { ...service('demo/web', { type: 'NodePort' }), apiVersion: 'serving.knative.dev/v1' };
  expect(laid(desired, live)).toEqual(desired);
});

test('two desired objects of one name both stay, in their order, with what the cluster has given', () => {
  const [first, second, endpoints] = [service('demo/web', { selector: { a: 'b' } }), service('demo/web'), slice('demo/web-1', 'web', [])];
  const { desired, live } = overlay([first, endpoints, second, endpoints].map(at), [at(LIVE)]);
  expect(desired.map(({ object }: { object: Plain }) => [object.kind, object.spec?.clusterIP, object.spec?.selector])).toEqual([
    ['Service', '10.96.0.9', { a: 'b' }], ['EndpointSlice', undefined, undefined], ['Service', '10.96.0.9', undefined], ['EndpointSlice', undefined, undefined],
  ]);
  expect(live).toEqual([]);
});

test('a namespace that is not given is default', () => {
  const { namespace, ...metadata } = service('default/web').metadata;
  expect(overlay([at({ ...service('default/web'), metadata })], [at(storedService('default/web'))]).live).toEqual([]);
});

test('a Service that becomes single-stack gives its second address up', () => {
  expect(laid(service('demo/web', { ipFamilyPolicy: 'SingleStack' })).spec).toEqual({
    clusterIP: '10.96.0.9', clusterIPs: ['10.96.0.9'], ipFamilies: ['IPv4'], ipFamilyPolicy: 'SingleStack', ports: [{ port: 80 }],
  });
});

test.each([[''], [null]])('a clusterIP of %j is no choice', clusterIP => {
  expect(laid(service('demo/web', { clusterIP })).spec.clusterIP).toBe('10.96.0.9');
});

test('the port of health checks is kept as long as there are health checks, unless another is chosen', () => {
  const balancer = { type: 'LoadBalancer', externalTrafficPolicy: 'Local' };
  const live = storedService('demo/web', { ...balancer, clusterIP: '10.96.0.9', healthCheckNodePort: 31234 });
  const port = (spec: Plain, before: Plain = live) => laid(service('demo/web', spec), before).spec.healthCheckNodePort;
  expect([port(balancer), port({ ...balancer, healthCheckNodePort: 31999 }), port({ type: 'LoadBalancer' }), port(balancer, LIVE)])
    .toEqual([31234, 31999, undefined, undefined]);
});
