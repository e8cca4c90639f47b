import { ClusterState } from '../../../src/cluster/served/cluster-state';
import { message } from '../../input/objects';
import { node, Plain, service, serviceCidr, slice } from '../../support/builders';

const at = (text: string) => ({ toString: () => text });

test('kinds that mean something are taken in, whatever their version', () => {
  const state = new ClusterState();
  expect([
    node(), service('demo/web'), slice('demo/web-1', 'web', []), slice('demo/web-2', 'web', []), serviceCidr('kubernetes'),
    { ...serviceCidr('beta'), apiVersion: 'networking.k8s.io/v1beta1' }, slice('demo/orphan', '', []),
  ].map(object => state.add(object))).toEqual([true, true, true, true, true, true, true]);
  expect([...state.nodes.keys(), ...state.services.keys(), ...state.serviceCidrs.keys()]).toEqual(['node-a', 'demo/web', 'kubernetes', 'beta']);
  expect([...state.endpointSlices].map(([key, all]) => [key, all.length])).toEqual([['demo/web', 2]]);
});

test.each<[string, Plain]>([
  ['another kind', { apiVersion: 'v1', kind: 'Pod' }],
  ['a Service of another group', { apiVersion: 'serving.knative.dev/v1', kind: 'Service', metadata: { name: 'NOT CHECKED' } }],
  ['an EndpointSlice without its group', { apiVersion: 'v1', kind: 'EndpointSlice' }],
  ['Endpoints', { apiVersion: 'v1', kind: 'Endpoints' }],
  ['no version', { kind: 'Service' }],
  ['no kind', { apiVersion: 'v1' }],
  ['nothing', {}],
  ['a kind that every object has', { apiVersion: 'v1', kind: 'constructor' }],
  ['a kind of another type', { apiVersion: 'v1', kind: 5 }],
])('%s is passed over', (_, object) => {
  expect(new ClusterState().add(object)).toBe(false);
});

test.each<[string, Plain, Plain]>([
  ['Service demo/web', service('demo/web'), service('demo/web')],
  ['Service web', service('default/web'), { ...service('default/web'), metadata: { name: 'web' } }],
  ['EndpointSlice demo/web-1', slice('demo/web-1', 'web', []), slice('demo/web-1', 'other', [])],
  ['Node node-a', node(), node()],
  ['ServiceCIDR kubernetes', serviceCidr('kubernetes'), serviceCidr('kubernetes', '10.96.0.0/12')],
])('two of %s are an error that names both places', (name, first, second) => {
  const state = new ClusterState();
  state.add(first, at('a.yaml, line 1'));
  expect(message(() => state.add(second, at('b.yaml, document 2, line 7')))).toBe(`b.yaml, document 2, line 7: ${name}: there are two objects of this name (the other: a.yaml, line 1)`);
});

test('without places the error names none', () => {
  const state = new ClusterState();
  state.add(node());
  expect(message(() => state.add(node()))).toBe('Node node-a: there are two objects of this name');
});

test('one name in several namespaces and kinds is no duplicate', () => {
  const state = new ClusterState();
  for (const object of [service('a/web'), service('b/web'), slice('a/web', 'web', []), slice('b/web', 'web', []), node('web'), serviceCidr('web')]) state.add(object);
  expect(state.services.size).toBe(2);
});

test('the error about a Node that is not there lists those that are', () => {
  const state = new ClusterState();
  expect(message(() => state.node('x'))).toBe('there is no Node "x": the input has none');
  state.add(node('b'));
  state.add(node('a'));
  expect(state.node('a').name).toBe('a');
  expect(message(() => state.node('A'))).toBe('there is no Node "A": the input has a, b');
  for (let i = 10; i < 32; i++) state.add(node(`n-${i}`));
  const names = ['a', 'b', ...Array.from({ length: 18 }, (_, i) => `n-${i + 10}`)];
  expect(message(() => state.node('x'))).toBe(`there is no Node "x": the input has ${names.join(', ')} and 4 more`);
  const last = names.at(-1)!;
  const misspelt = `${last}x`;
  expect(message(() => state.node(misspelt))).toBe(`there is no Node "${misspelt}": the input has ${names.join(', ')} and 4 more; did you mean ${last}?`);
});
