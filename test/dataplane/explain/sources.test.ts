import { explain, shop } from './shop';
import { SourceClass } from '../../../src/dataplane/explain/vocabulary';
import { node, Plain, rulesetOf, service, slice } from '../../support/builders';

function pod(fullName: string, nodeName?: string, address?: string, { spec = {}, status = {} }: { spec?: Plain; status?: Plain } = {}): Plain {
  const [namespace, name] = fullName.split('/');
  const podIPs = address === undefined ? {} : { podIP: address, podIPs: [{ ip: address }] };
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace }, spec: { nodeName, ...spec }, status: { phase: 'Running', ...podIPs, ...status } };
}

const PODS = [
  pod('shop/idle', 'node-a', '10.99.0.5'),
  pod('shop/agent', 'node-a', '192.168.0.2', { spec: { hostNetwork: true } }),
  pod('shop/far-agent', 'node-b', '192.168.0.3', { spec: { hostNetwork: true } }),
  pod('shop/old', undefined, '10.99.0.6', { status: { podIPs: undefined } }),
  pod('shop/done', 'node-a', '10.99.0.7', { status: { phase: 'Succeeded' } }),
  pod('shop/pending'),
];

const ELSEWHERE = 'the pod is on node node-b, whose kube-proxy handles its packets first; the answer is what this node does with a packet that reaches it';

test.each<[string, SourceClass, string, string, string[]]>([
  ['pod:shop/web-0', SourceClass.POD_ON_NODE, '10.244.1.5', 'pod shop/web-0, on this node', []],
  ['pod:shop/web-1', SourceClass.POD_ELSEWHERE, '10.244.2.6', 'pod shop/web-1, on node node-b', [ELSEWHERE]],
  ['10.244.1.5', SourceClass.POD_ON_NODE, '10.244.1.5', 'pod shop/web-0, on this node', []],
  ['10.244.1.77', SourceClass.POD_ON_NODE, '10.244.1.77', 'pod without a known name, on this node', []],
  ['10.244.2.77', SourceClass.POD_ELSEWHERE, '10.244.2.77', 'pod without a known name, on node node-b', [ELSEWHERE]],
  ['10.244.99.1', SourceClass.POD_ELSEWHERE, '10.244.99.1', 'pod without a known name, on another node',
    ['the node of the pod is not known; it is treated as a pod on another node']],
  ['pod:shop/idle', SourceClass.POD_ON_NODE, '10.99.0.5', 'pod shop/idle, on this node', []],
  ['10.99.0.5', SourceClass.POD_ON_NODE, '10.99.0.5', 'pod shop/idle, on this node', []],
  ['pod:shop/old', SourceClass.POD_ELSEWHERE, '10.99.0.6', 'pod shop/old, on another node',
    ['the node of the pod is not known; it is treated as a pod on another node']],
  ['pod:shop/agent', SourceClass.NODE, '192.168.0.2', 'pod shop/agent, on the network of node node-a', []],
  ['pod:shop/agent-a', SourceClass.NODE, '192.168.0.2', 'pod shop/agent-a, on the network of node node-a', []],
  ['pod:shop/far-agent', SourceClass.EXTERNAL, '192.168.0.3', 'pod shop/far-agent, on the network of node node-b',
    ['the pod is on the host network of another node, whose kube-proxy handles its packets first; the answer is what this node does with a packet that reaches it']],
  ['pod:shop/agent-b', SourceClass.EXTERNAL, '192.168.0.3', 'pod shop/agent-b, on the network of node node-b',
    ['the pod is on the host network of another node, whose kube-proxy handles its packets first; the answer is what this node does with a packet that reaches it']],
  ['node', SourceClass.NODE, '192.168.0.2', 'node node-a', []],
  ['node:192.168.0.2', SourceClass.NODE, '192.168.0.2', 'node node-a', []],
  ['node:127.0.0.1', SourceClass.NODE, '127.0.0.1', 'node node-a', []],
  // The first range for documentation has a source range in it.
  ['external', SourceClass.EXTERNAL, '198.51.100.77', 'external host', []],
  ['external:192.0.2.1', SourceClass.EXTERNAL, '192.0.2.1', 'external host', []],
  ['external:010.244.2.77', SourceClass.EXTERNAL, '10.244.2.77', 'external host', ['10.244.2.77 is in a pod range, so rules that match addresses take it for a pod\'s']],
])('%s', (source, sourceClass, address, description, notes) => {
  const explanation = shop({}, PODS).explain({ source, destination: 'svc:shop/web:80' });
  expect(explanation).toMatchObject({ sourceClass, sourceAddress: address, notes });
  expect(explanation._answer.source.description).toBe(description);
});

test('an endpoint that has a node is a pod, whatever range its address is of; one without a node is a host somewhere', () => {
  const endpoints = [{ addresses: ['172.20.0.5'], nodeName: 'node-a' }, { addresses: ['172.20.0.6'], nodeName: 'node-b' }, { addresses: ['172.20.0.7'] }];
  const ruleset = shop({}, [service('shop/vm', { clusterIP: '10.96.0.20' }), slice('shop/vm-1', 'vm', endpoints)]);
  const from = (source: string) => ruleset.explain({ source, destination: 'svc:shop/web:80' });
  expect(from('172.20.0.5')).toMatchObject({ sourceClass: SourceClass.POD_ON_NODE, notes: [] });
  expect(from('172.20.0.6')).toMatchObject({ sourceClass: SourceClass.POD_ELSEWHERE, notes: [ELSEWHERE] });
  expect(() => from('172.20.0.7')).toThrow('write external:172.20.0.7');
});

test.each([
  ['192.168.0.2:22', '192.168.0.2'], ['127.0.0.1:22', '127.0.0.1'], ['192.168.0.3:22', '192.168.0.2'], ['[::1]:22', '::1'], ['[fd00:1::3]:22', 'fd00:1::2'],
])('a process on the node that connects to %s has the address %s', (destination, address) => {
  expect(explain('node', destination).sourceAddress).toBe(address);
});

test('an external host has an address that is nobody\'s and that no source range has, as long as there is one', () => {
  const ranges = (...loadBalancerSourceRanges: string[]) => rulesetOf([
    node(), service('demo/web', { clusterIP: '10.96.0.1', loadBalancerSourceRanges }),
  ]).explain({ source: 'external', destination: '10.96.0.1:80' }).sourceAddress;
  expect(ranges()).toBe('203.0.113.7');
  expect(ranges('203.0.113.0/24')).toBe('198.51.100.7');
  expect(ranges('203.0.113.0/25', '198.0.0.0/8', '192.0.2.0/24')).toBe('203.0.113.177');
  expect(ranges('0.0.0.0/0')).toBe('203.0.113.7');
});

test.each([
  ['', 'source "": expected pod:NAMESPACE/NAME, a pod\'s address, node, node:ADDRESS, external or external:ADDRESS'],
  ['shop/web-0', 'source "shop/web-0": expected pod:NAMESPACE/NAME, a pod\'s address, node, node:ADDRESS, external or external:ADDRESS'],
  ['pod', 'source "pod": expected pod:NAMESPACE/NAME, a pod\'s address, node, node:ADDRESS, external or external:ADDRESS'],
  ['pod:web-0', 'source "pod:web-0": expected pod:NAMESPACE/NAME, as in pod:shop/cart-0'],
  ['pod:shop/web-O', 'source "pod:shop/web-O": there is no pod shop/web-O with an address: no EndpointSlice or Pod of the input names it; did you mean shop/web-0?'],
  ['pod:shop/done', 'source "pod:shop/done": there is no pod shop/done with an address: no EndpointSlice or Pod of the input names it'],
  ['node:192.168.0.3', 'source "node:192.168.0.3": 192.168.0.3 is not an address of node node-a, which has 192.168.0.2, fd00:1::2'],
  ['node:x', 'source "node:x": "x" is not an IP address; expected, for example, 203.0.113.7 or 2001:db8::7'],
  ['external:x', 'source "external:x": "x" is not an IP address; expected, for example, 203.0.113.7 or 2001:db8::7'],
  ['external:192.168.0.2', 'source "external:192.168.0.2": 192.168.0.2 is an address of node node-a itself: write node:192.168.0.2'],
  ['192.168.0.2', 'source "192.168.0.2": it is an address of node node-a: write node:192.168.0.2'],
  ['192.168.0.3', 'source "192.168.0.3": it is an address of node node-b: write external:192.168.0.3, since it is an external host for this node'],
  ['192.0.2.1', 'source "192.0.2.1": it is not the address of a known pod, nor in a pod range; for a host outside of the cluster write external:192.0.2.1'],
])('%j is refused', (source, message) => {
  expect(() => shop({}, PODS).explain({ source, destination: 'svc:shop/web:80' })).toThrow(new Error(message));
});

test('without any name of a pod the message says what to do', () => {
  expect(() => rulesetOf([node()]).explain({ source: 'pod:a/b', destination: '10.96.0.1:80' }))
    .toThrow('source "pod:a/b": there is no pod a/b with an address: the input does not name pods; use its address, or add its Pod object to the input');
});

test('a Node without an address of the family', () => {
  const ruleset = rulesetOf([node('node-a', { addresses: ['192.168.0.2'] })]);
  expect(() => ruleset.explain({ source: 'node', destination: '[fd00::1]:80' })).toThrow('destination "[fd00::1]:80": node node-a has no IPv6 address that is known');
  expect(ruleset.explain({ source: 'node', destination: '[::1]:80' }).sourceAddress).toBe('::1');
});

test('a reference to a pod that can\'t be right is passed over, and so is a Pod', () => {
  const targets = [{ kind: 'Node', name: 'web-0' }, { kind: 'Pod', name: '\u001b[31m' }, { kind: 'Pod' }, 'web-0', null];
  const endpoints = targets.map((targetRef, i) => ({ addresses: [`10.244.1.${i + 1}`], targetRef }));
  const owned = { name: 'odd', ownerReferences: [{ kind: 'ReplicaSet', name: 'web' }] };
  const pods = [{ apiVersion: 'v1', kind: 'Pod', metadata: owned, spec: 'x', status: { podIPs: ['x', { ip: 7 }], podIP: '10.0.0.1' } }];
  const objects = [...pods, node(), service('demo/web', { clusterIP: '10.96.0.1' }), slice('demo/web-1', 'web', endpoints)];
  const explanation = rulesetOf(objects).explain({ source: 'external', destination: 'svc:demo/web:80' });
  expect(explanation.endpoints.map(({ podName }) => podName)).toEqual(targets.map(() => undefined));
});
