import { Cluster } from '../../src/cluster/cluster';
import { nodeOfName } from '../../src/cluster/served/served-cluster';
import { message } from '../input/objects';
import { node, Plain, service, serviceCidr, slice, storedService, workload } from '../support/builders';

const at = (text: string) => ({ toString: () => text });

test('kinds that mean something are taken in, whatever their version', () => {
  const cluster = new Cluster();
  for (const object of [
    node(), service('demo/web'), slice('demo/web-1', 'web', []), slice('demo/web-2', 'web', []), serviceCidr('kubernetes'),
    { ...serviceCidr('beta'), apiVersion: 'networking.k8s.io/v1beta1' }, slice('demo/orphan', '', []),
  ]) cluster.add(object);
  expect([...cluster.nodes.keys(), ...cluster.services.keys(), ...cluster.serviceCidrs.keys()]).toEqual(['node-a', 'demo/web', 'kubernetes', 'beta']);
  expect([...cluster.endpointSlices].map(([key, all]) => [key, all.length])).toEqual([['demo/web', 2]]);
});

test.each<[string, Plain]>([
  ['another kind', { apiVersion: 'v1', kind: 'Secret' }],
  ['a Service of another group', { apiVersion: 'serving.knative.dev/v1', kind: 'Service', metadata: { name: 'NOT CHECKED' } }],
  ['an EndpointSlice without its group', { apiVersion: 'v1', kind: 'EndpointSlice' }],
  ['Endpoints of a cluster, which it has mirrored', { apiVersion: 'v1', kind: 'Endpoints', metadata: { name: 'web', uid: '1' } }],
  ['a kind that every object has', { apiVersion: 'v1', kind: 'constructor' }],
])('%s is passed over', (_, object) => {
  const cluster = new Cluster();
  cluster.add(object);
  expect(cluster).toEqual(new Cluster());
});

test.each<[string, Plain, Plain]>([
  ['Service demo/web', service('demo/web'), service('demo/web', { selector: { app: 'web' } })],
  ['Service demo/web', storedService('demo/web'), service('demo/web')],
  ['Service web', service('default/web'), { ...service('default/web'), metadata: { name: 'web' } }],
  ['Deployment demo/web', workload('Deployment', 'demo/web', {}), workload('Deployment', 'demo/web', {}, { replicas: 2 })],
  ['EndpointSlice demo/web-1', slice('demo/web-1', 'web', []), slice('demo/web-1', 'other', [])],
  ['Node node-a', node(), node('node-a', { addresses: ['192.168.0.3'] })],
  ['ServiceCIDR kubernetes', serviceCidr('kubernetes'), serviceCidr('kubernetes', '10.96.0.0/12')],
])('two of %s are an error that names both places', (name, first, second) => {
  const cluster = new Cluster();
  cluster.add(first, at('a.yaml, line 1'));
  expect(message(() => cluster.add(second, at('b.yaml, document 2, line 7')))).toBe(`b.yaml, document 2, line 7: ${name}: there are two objects of this name (the other: a.yaml, line 1)`);
});

test.each<[string, string, Plain]>([
  ['cilium.io/v2', 'CiliumNetworkPolicy', { endpointSelector: {} }],
  ['projectcalico.org/v3', 'IPPool', { cidr: '10.244.0.0/16' }],
  ['networking.k8s.io/v1', 'NetworkPolicy', { podSelector: {} }],
  ['gateway.networking.k8s.io/v1', 'HTTPRoute', { rules: [] }],
  ['networking.istio.io/v1', 'VirtualService', { hosts: ['web'] }],
  ['helm.toolkit.fluxcd.io/v2', 'HelmRelease', { chart: { spec: { chart: 'cilium', sourceRef: { kind: 'HelmRepository', name: 'cilium' } } } }],
  ['apps/v1', 'Deployment', { template: { spec: { containers: [{ name: 'web', image: 'web' }] } } }],
  ['v1', 'Namespace', {}],
])('copies of one %s %s, of two dumps, count once, and what differs in its spec is an error', (apiVersion, kind, spec) => {
  const cluster = new Cluster({ valuesOf: 'cilium' });
  const dumped = (resourceVersion: string, more: Plain = {}): Plain => ({
    apiVersion,
    kind,
    metadata: { name: 'web', namespace: 'demo', resourceVersion, managedFields: [{ time: resourceVersion }] },
    spec: { ...spec, ...more },
    status: { seen: resourceVersion },
  });
  cluster.add(dumped('1'), at('a.yaml, line 1'));
  cluster.add(dumped('2'), at('b.yaml, line 1'));
  const other = { ...dumped('3', { replicas: 2, hosts: ['other'] }), metadata: { name: 'web', namespace: 'demo', labels: { team: 'b' } } };
  expect(message(() => cluster.add(other, at('c.yaml, line 1')))).toMatch(/^c\.yaml, line 1: .*: there are two objects of this name \(the other: a\.yaml, line 1\)$/);
});

test('without places the error names none', () => {
  const cluster = new Cluster();
  cluster.add(node());
  expect(message(() => cluster.add(node('node-a', { zone: 'a' })))).toBe('Node node-a: there are two objects of this name');
});

test('copies of one object count once, whatever revision they are of', () => {
  const objects = [
    node(), storedService('demo/web'), service('demo/new', { selector: { app: 'new' } }), slice('demo/web-1', 'web', [{ addresses: ['10.244.0.5'] }]),
    serviceCidr('kubernetes', '10.96.0.0/16'), workload('DaemonSet', 'demo/agent', { app: 'agent' }),
  ];
  const cluster = new Cluster();
  for (const object of [...objects, ...objects]) cluster.add(object);
  cluster.add({ ...node(), metadata: { ...node().metadata, resourceVersion: '2' } });
  const once = new Cluster();
  for (const object of objects) once.add(object);
  expect(cluster).toEqual(once);
});

test.each<[string, Plain]>([
  ['object without a name: kind', { error: 'the server doesn\'t have a resource type "installations"' }],
  ['object without a name: kind', {}],
  ['object without a name: kind', { apiVersion: 'v1', kind: 5 }],
  ['Service demo/web: apiVersion', { kind: 'Service', metadata: { name: 'web', namespace: 'demo' } }],
])('what is not an object is an error: %s', (what, object) => {
  for (const layer of ['add', 'apply'] as const) {
    expect(message(() => new Cluster()[layer](object, at('a.yaml, line 1'))))
      .toBe(`a.yaml, line 1: ${what}: is missing; expected a Kubernetes object, for example, with apiVersion: v1 and kind: Service`);
  }
});

test('one name in several namespaces and kinds is not a duplicate', () => {
  const cluster = new Cluster();
  for (const object of [service('a/web'), service('b/web'), slice('a/web', 'web', []), slice('b/web', 'web', []), node('web'), serviceCidr('web')]) cluster.add(object);
  expect(cluster.services.size).toBe(2);
});

test('the error about a Node that is not there lists those that are', () => {
  const cluster = new Cluster();
  expect(message(() => nodeOfName(cluster, 'x'))).toBe('there is no Node "x": the input has none');
  cluster.add(node('b'));
  cluster.add(node('a'));
  expect(nodeOfName(cluster, 'a').name).toBe('a');
  expect(message(() => nodeOfName(cluster, 'A'))).toBe('there is no Node "A": the input has a, b');
  for (let i = 10; i < 32; i++) cluster.add(node(`n-${i}`));
  const names = ['a', 'b', ...Array.from({ length: 18 }, (_, i) => `n-${i + 10}`)];
  expect(message(() => nodeOfName(cluster, 'x'))).toBe(`there is no Node "x": the input has ${names.join(', ')} and 4 more`);
  const last = names.at(-1)!;
  const misspelt = `${last}x`;
  expect(message(() => nodeOfName(cluster, misspelt))).toBe(`there is no Node "${misspelt}": the input has ${names.join(', ')} and 4 more; did you mean ${last}?`);
});
