import { describeNodes, nodesWithoutEndpoint, portEndpointsOf, servingNodes } from '../../../src/cluster/inventory/service-endpoints';
import { clusterOf, machine } from '../../check/findings/findings';
import { Plain, service, slice, storedService } from '../../support/builders';

const web = storedService('shop/web', { clusterIP: '10.96.0.10' });

function endpointsOf(...objects: Plain[]) {
  const cluster = clusterOf([web, ...objects]);
  return portEndpointsOf(cluster, cluster.services.get('shop/web')!)?.map(({ family, count, nodeNames }) => [family, count, [...nodeNames]]);
}

test('endpoints that are ready, or terminate and still serve', () => {
  expect(endpointsOf(slice('shop/web-1', 'web', [
    { addresses: ['10.244.1.1'], nodeName: 'a' },
    { addresses: ['10.244.2.1'], nodeName: 'b', conditions: { ready: false, serving: true, terminating: true } },
    { addresses: ['10.244.3.1'], nodeName: 'c', conditions: { ready: false, serving: false, terminating: true } },
    { addresses: ['10.244.4.1'], nodeName: 'd', conditions: { ready: false, serving: true, terminating: false } },
    { addresses: ['10.0.0.1'] },
  ]))).toEqual([['ip', 3, ['a', 'b']]]);
});

test('of several slices, the port\'s own, in its family', () => {
  expect(endpointsOf(
    slice('shop/web-1', 'web', [{ addresses: ['10.244.1.1'], nodeName: 'a' }]),
    slice('shop/web-2', 'web', [{ addresses: ['10.244.2.1'], nodeName: 'b' }]),
    slice('shop/web-3', 'web', [{ addresses: ['10.244.3.1'], nodeName: 'c' }], { ports: [{ name: 'metrics', port: 9090 }] }),
    slice('shop/web-4', 'web', [{ addresses: ['fd00::1'], nodeName: 'd' }], { addressType: 'IPv6' }),
    slice('shop/web-5', 'web', [{ addresses: ['10.244.5.1'], nodeName: 'e' }], { metadata: { labels: { 'service.kubernetes.io/headless': '' } } }),
  )).toEqual([['ip', 2, ['a', 'b']]]);
});

test('where the objects don\'t tell', () => {
  expect(endpointsOf()).toBeUndefined();
  // A dump with slices, but none of this Service.
  const other = slice('shop/db-1', 'db', [{ addresses: ['10.244.1.1'] }]);
  expect(endpointsOf(other)).toEqual([['ip', 0, []]]);
  const draft = clusterOf([service('shop/web'), other]);
  expect(portEndpointsOf(draft, draft.services.get('shop/web')!)).toBeUndefined();
});

test('a Service without an address yet has the families of its slices', () => {
  const cluster = clusterOf([service('shop/web'), slice('shop/web-1', 'web', [{ addresses: ['fd00::1'] }], { addressType: 'IPv6' })]);
  expect(portEndpointsOf(cluster, cluster.services.get('shop/web')!)).toEqual([{ port: cluster.services.get('shop/web')!.ports[0], family: 'ip6', count: 1, nodeNames: new Set() }]);
});

test('the nodes that lack an endpoint of a port that has one', () => {
  const names = ['a', 'b', 'c', 'd', 'e'];
  const cluster = clusterOf([
    ...names.map(name => machine(name, {})),
    machine('w', { operatingSystem: 'windows' }),
    machine('u', {}, { spec: { unschedulable: true } }),
    web,
    slice('shop/web-1', 'web', [{ addresses: ['10.244.1.1'], nodeName: 'a' }]),
  ]);
  const nodes = servingNodes(cluster);
  expect(nodes.map(({ name }) => name)).toEqual(names);
  const endpoints = portEndpointsOf(cluster, cluster.services.get('shop/web')!)!;
  expect(describeNodes(nodesWithoutEndpoint(nodes, endpoints))).toBe('b, c, d and 1 more');
  expect(describeNodes(nodes.slice(0, 3))).toBe('a, b, c');
  expect(nodesWithoutEndpoint(nodes, [{ ...endpoints[0], count: 0, nodeNames: new Set() }])).toEqual([]);
});
