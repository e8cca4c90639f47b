import { parseFlowchart } from './mermaid-grammar';
import { explain, shop } from './shop';
import { Explanation } from '../../../src/dataplane/explain/explanation';
import { PacketVerdict } from '../../../src/dataplane/explain/vocabulary';
import { node, rulesetOf, service, slice } from '../../support/builders';

const PACKETS: readonly (readonly [title: string, explanation: Explanation])[] = [
  ['a pod to a ClusterIP', explain('10.244.1.100', 'svc:shop/web:80')],
  ['a pod that may reach itself', explain('pod:shop/web-0', 'svc:shop/web:80')],
  ['a pod that may reach itself, 1.35', explain('pod:shop/web-0', 'svc:shop/web:80', { kubernetesVersion: '1.35' })],
  ['session affinity', explain('external', 'svc:shop/sticky:80')],
  ['the node to itself', explain('node', '192.168.0.2:30080')],
  ['source ranges', explain('external:192.0.2.1', '198.51.100.8:80')],
  ['a Service without endpoints', explain('pod:shop/web-1', 'svc:shop/empty:80')],
  ['no Service', explain('external', '8.8.8.8:53/udp')],
  ['a port that is none', explain('node', '10.96.0.16:54')],
  ['IPv6', explain('external:2001:db8:5::1', '[fd00:1::2]:30006')],
];

describe.each(PACKETS)('%s', (_, explanation) => {
  test('text', () => expect(explanation.toText()).toMatchSnapshot());
  test('JSON', () => expect(JSON.parse(explanation.toJson())).toMatchSnapshot());
  test('Mermaid', () => {
    const text = explanation.toMermaid();
    const { nodes, edges } = parseFlowchart(text);
    // A tree: every box but the first is reached by one arrow.
    expect(edges.map(([, to]) => to).sort()).toEqual([...nodes.keys()].slice(1).sort());
    expect(text).toMatchSnapshot();
  });
});

/** A hundred endpoints, of which the pod that sends is one. */
function crowd(kubernetesVersion: string): Explanation {
  const endpoints = Array.from({ length: 100 }, (_, i) => ({ addresses: [`10.244.1.${i + 1}`], nodeName: 'node-a', targetRef: { kind: 'Pod', name: `web-${i}` } }));
  return rulesetOf([
    node('node-a', { podCIDRs: ['10.244.1.0/24'] }), service('shop/web', { clusterIP: '10.96.0.1' }), slice('shop/web-1', 'web', endpoints),
  ], { kubernetesVersion, configuration: { clusterCIDR: '10.244.0.0/16' } }).explain({ source: 'pod:shop/web-3', destination: 'svc:shop/web:80' });
}

test.each(['1.35', '1.36'])('a hundred endpoints are grouped by their way: %s', kubernetesVersion => {
  const explanation = crowd(kubernetesVersion);
  expect(explanation.branches.map(({ endpoints }) => endpoints.length)).toEqual([99, 1]);
  const { nodes } = parseFlowchart(explanation.toMermaid());
  expect(nodes.size).toBeLessThan(30);
  const longest = Math.max(...explanation.toMermaid().split('\n').map(({ length }) => length), ...explanation.toText().split('\n').map(({ length }) => length));
  expect(longest).toBeLessThan(260);
  expect(explanation.toText()).toContain('Delivered to 100 endpoints, masqueraded for 1 of them.\n');
});

test('an endpoint that is a ClusterIP without endpoints: each outcome has its own verdict', () => {
  const endpoints = [{ addresses: ['10.244.1.5'], nodeName: 'node-a' }, { addresses: ['10.96.0.2'] }, { addresses: ['192.168.0.2'] }];
  const explanation = rulesetOf([
    node(), service('demo/web', { clusterIP: '10.96.0.1' }), slice('demo/web-1', 'web', endpoints), service('demo/other', { clusterIP: '10.96.0.2', ports: [{ port: 8080 }] }),
  ]).explain({ source: 'external', destination: 'svc:demo/web:80' });
  expect(explanation.verdict).toBe(PacketVerdict.MIXED);
  expect(explanation.endpoints.map(({ verdict }) => verdict)).toEqual([PacketVerdict.DELIVERED, PacketVerdict.REJECTED, PacketVerdict.DELIVERED]);
  expect(explanation.reason).toBe('the Service port has no endpoints');
  expect(explanation.toText()).toContain('It depends on the endpoint: delivered with 66.7 %, rejected with 33.3 % (the Service port has no endpoints).\n');
  expect(explanation.branches.map(({ endpoints: each, steps }) => [each, steps.map(({ hook }) => hook).join(' ')])).toEqual([
    [['10.244.1.5:8080'], 'forward forward postrouting'],
    [['10.96.0.2:8080'], 'forward forward forward'],
    [['192.168.0.2:8080'], 'input input'],
  ]);
  parseFlowchart(explanation.toMermaid());
});

test('names can do nothing to a terminal, and break no diagram', () => {
  const hostile = '\u001b[31mnode "a" `#` <b>&amp;\u202e';
  const explanation = rulesetOf([
    node(), service('demo/web', { clusterIP: '10.96.0.1' }), slice('demo/web-1', 'web', [{ addresses: ['10.244.1.5'], nodeName: hostile }]),
    { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', namespace: 'demo' }, spec: { nodeName: hostile }, status: { podIP: '10.244.1.9' } },
  ]).explain({ source: 'pod:demo/p', destination: 'svc:demo/web:80' });
  for (const text of [explanation.toText(), explanation.toJson(), explanation.toMermaid()]) expect(text).not.toMatch(/[\u001b\u202e]/);
  parseFlowchart(explanation.toMermaid());
  expect((JSON.parse(explanation.toJson()) as { endpoints: object[] }).endpoints).toMatchObject([{ nodeName: hostile }]);
});

test('what an explanation hands out are copies', () => {
  const explanation = shop().explain({ source: 'node', destination: 'svc:shop/web:80' });
  explanation.endpoints.pop();
  explanation.steps.pop();
  expect([explanation.endpoints.length, explanation.toText()]).toEqual([2, shop().explain({ source: 'node', destination: 'svc:shop/web:80' }).toText()]);
});
