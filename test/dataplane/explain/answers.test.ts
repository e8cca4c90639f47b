import { brief, explain } from './shop';
import { IpFamily } from '../../../src/base/ip/ip-family';
import { FrontendKind, MasqueradeReason, PacketVerdict, SourceClass } from '../../../src/dataplane/explain/vocabulary';
import { SUPPORTED_MINORS } from '../../../src/dataplane/versions/kube-proxy-version';

const POD = '10.244.1.100';
const OTHER_POD = '10.244.2.100';
const WEB = '10.244.1.5:8080, 10.244.2.6:8080';
const WEB_M = '10.244.1.5:8080 M, 10.244.2.6:8080 M';
const NO_LOCAL = 'dropped: no endpoint is on this node, and the traffic policy is Local';

/** What all minors agree on. */
const ANSWERS: readonly (readonly [source: string, destination: string, answer: string])[] = [
  [POD, 'svc:shop/web:http', `delivered: ${WEB}`],
  [OTHER_POD, 'svc:shop/web:80', `delivered: ${WEB}`],
  ['node', 'svc:shop/web:80', `delivered: ${WEB_M}`],
  ['external', 'svc:shop/web:80', `delivered: ${WEB_M}`],
  ['pod:shop/web-0', 'svc:shop/web:80', 'delivered: 10.244.1.5:8080 M, 10.244.2.6:8080'],
  [POD, '192.168.0.2:30080', `delivered: ${WEB_M}`],
  ['node', '192.168.0.2:30080', `delivered: ${WEB_M}`],
  ['external', '192.168.0.2:30080/tcp', `delivered: ${WEB_M}`],
  ['external', '192.168.0.2:30080/udp', 'host: the node itself takes the packet in'],
  ['node', '127.0.0.1:30080', 'host: the node itself takes the packet in'],
  [POD, '192.168.0.3:30080', 'passed: the packet is routed on unchanged'],
  [POD, '198.51.100.7:443', 'delivered: 10.244.2.7:8080'],
  ['external', '198.51.100.7:443', NO_LOCAL],
  ['external', '192.168.0.2:30443', NO_LOCAL],
  [POD, '192.168.0.2:30443', 'delivered: 10.244.2.7:8080'],
  ['node', '192.168.0.2:30443', 'delivered: 10.244.2.7:8080 M'],
  ['external:203.0.113.7', '198.51.100.8:80', 'delivered: 10.244.1.8:8080 M'],
  ['external:203.0.114.7', '198.51.100.8:80', 'dropped: the source address is not in loadBalancerSourceRanges'],
  [POD, '198.51.100.8:80', 'dropped: the source address is not in loadBalancerSourceRanges'],
  ['external:203.0.114.7', '198.51.100.9:80', 'delivered: 10.244.1.8:8080 M'],
  [POD, 'svc:shop/sticky:80', 'delivered: 10.244.1.9:8080, 10.244.2.9:8080'],
  [POD, 'svc:shop/empty:80', 'rejected: the Service port has no endpoints'],
  ['external', '192.168.0.2:30014', 'rejected: the Service port has no endpoints'],
  ['node', 'svc:shop/near:80', NO_LOCAL],
  [POD, '10.96.0.10:81', 'rejected: no Service has this port at the address'],
  [POD, 'svc:shop/dns:53/udp', 'delivered: 10.244.1.11:5353'],
  [POD, 'svc:shop/dns:dns-tcp', 'delivered: 10.244.1.11:5353'],
  [POD, 'svc:shop/dns:metrics', 'rejected: the Service port has no endpoints'],
  [POD, '10.96.0.16:53/sctp', 'rejected: no Service has this port at the address'],
  ['external', 'svc:shop/six:80', 'delivered: fd00:244:1::6:8080 M'],
  ['fd00:244:1::99', '[fd00:96::6]:80', 'delivered: fd00:244:1::6:8080'],
  ['pod:shop/six-0', 'svc:shop/six:80', 'delivered: fd00:244:1::6:8080 M'],
  ['external', '[fd00:1::2]:30006', 'delivered: fd00:244:1::6:8080 M'],
  ['external', '203.0.113.99:80', 'passed: the packet is routed on unchanged'],
];

test.each(SUPPORTED_MINORS)('what becomes of packets with kube-proxy %s', kubernetesVersion => {
  const answers = ANSWERS.map(([source, destination]) => [source, destination, brief(explain(source, destination, { kubernetesVersion }))]);
  expect(answers).toEqual(ANSWERS);
});

test.each([
  ['1.31', 'passed: the packet is routed on unchanged', NO_LOCAL],
  ['1.33', 'dropped: no Service has this address of the range of ClusterIPs', 'delivered: 10.244.2.7:8080 M'],
  ['1.36', 'dropped: no Service has this address of the range of ClusterIPs', 'delivered: 10.244.2.7:8080 M'],
  ['1.37', 'dropped: no Service has this address of the range of ClusterIPs', 'delivered: 10.244.2.7:8080 M'],
])('what differs between minors: %s', (kubernetesVersion, unallocated, nodeToLocal) => {
  expect(brief(explain(POD, '10.96.200.1:80', { kubernetesVersion }))).toBe(unallocated);
  expect(brief(explain('node', '198.51.100.7:443', { kubernetesVersion }))).toBe(nodeToLocal);
});

test.each<[MasqueradeReason | undefined, string, string, object]>([
  [undefined, POD, 'svc:shop/web:80', {}],
  [MasqueradeReason.CLUSTER_IP_FROM_OUTSIDE, 'external', 'svc:shop/web:80', {}],
  [MasqueradeReason.MASQUERADE_ALL, POD, 'svc:shop/web:80', { nftables: { masqueradeAll: true } }],
  [MasqueradeReason.EXTERNAL_TRAFFIC, 'external', '192.168.0.2:30080', {}],
  [MasqueradeReason.FROM_NODE, 'node', '192.168.0.2:30443', {}],
  [MasqueradeReason.HAIRPIN, 'pod:shop/ranges-0', 'svc:shop/ranges:80', {}],
])('the reason %s for masquerading is the same in all minors', (reason, source, destination, settings) => {
  for (const kubernetesVersion of SUPPORTED_MINORS) {
    const explanation = explain(source, destination, { kubernetesVersion, configuration: { clusterCIDR: '10.244.0.0/16', ...settings } });
    expect([kubernetesVersion, explanation.masqueradeReason, explanation.isMasqueraded]).toEqual([kubernetesVersion, reason, reason !== undefined]);
  }
});

test.each(SUPPORTED_MINORS)('without a local detector no traffic to ClusterIPs is masqueraded, and pods are not known from others: %s', kubernetesVersion => {
  const options = { kubernetesVersion, configuration: {} };
  // The answer of the endpoint on the other node goes to the client directly.
  expect(brief(explain('external', 'svc:shop/web:80', options))).toBe(`mixed: ${WEB}`);
  expect(brief(explain(POD, '198.51.100.7:443', options))).toBe(NO_LOCAL);
});

test.each([
  [{ detectLocalMode: 'BridgeInterface', detectLocal: { bridgeInterface: 'eth0' } }],
  [{ detectLocalMode: 'InterfaceNamePrefix', detectLocal: { interfaceNamePrefix: 'e' } }],
  [{ detectLocalMode: 'InterfaceNamePrefix', detectLocal: { interfaceNamePrefix: 'cali' } }],
  [{ detectLocalMode: 'NodeCIDR' }],
])('pods of this node alone are known with %j', configuration => {
  expect(brief(explain(POD, 'svc:shop/web:80', { configuration }))).toBe(`delivered: ${WEB}`);
  for (const source of [OTHER_POD, 'node', 'external']) expect(brief(explain(source, 'svc:shop/web:80', { configuration }))).toBe(`delivered: ${WEB_M}`);
});

test('all that an explanation tells', () => {
  const explanation = explain('external:203.0.113.7', '192.168.0.2:30080');
  expect(explanation).toMatchObject({
    verdict: PacketVerdict.DELIVERED,
    nodeName: 'node-a',
    kubernetesVersion: '1.36',
    family: IpFamily.IPV4,
    sourceClass: SourceClass.EXTERNAL,
    sourceAddress: '203.0.113.7',
    destinationAddress: '192.168.0.2',
    destinationPort: 30080,
    protocol: 'tcp',
    reason: undefined,
    isMasqueraded: true,
    masqueradeReason: MasqueradeReason.EXTERNAL_TRAFFIC,
    affinityTimeoutSeconds: undefined,
    serviceName: 'shop/web',
    frontendKind: FrontendKind.NODE_PORT,
    notes: [],
    branches: [],
  });
  expect(explanation.endpoints).toEqual([
    {
      address: '10.244.1.5',
      port: 8080,
      probability: 0.5,
      verdict: PacketVerdict.DELIVERED,
      isMasqueraded: true,
      masqueradeReason: MasqueradeReason.EXTERNAL_TRAFFIC,
      podName: 'shop/web-0',
      nodeName: 'node-a',
    },
    {
      address: '10.244.2.6',
      port: 8080,
      probability: 0.5,
      verdict: PacketVerdict.DELIVERED,
      isMasqueraded: true,
      masqueradeReason: MasqueradeReason.EXTERNAL_TRAFFIC,
      podName: 'shop/web-1',
      nodeName: 'node-b',
    },
  ]);
  expect(explanation.steps.map(({ hook, chain, ruleIndex, rule, comment, result }) => [hook, chain, ruleIndex, rule, comment, result])).toEqual([
    ['prerouting', 'filter-prerouting-pre-dnat', 0, 'ct state new jump firewall-check', undefined, undefined],
    ['prerouting', 'nat-prerouting', 0, 'jump services', undefined, undefined],
    ['prerouting', 'services', 2, 'ip daddr @nodeport-ips meta l4proto . th dport vmap @service-nodeports', undefined, 'goto external-KHN6ECMT-shop/web/tcp/http'],
    ['prerouting', 'external-KHN6ECMT-shop/web/tcp/http', 0, 'mark set mark or 0x00004000', 'masquerade', undefined],
    ['prerouting', 'external-KHN6ECMT-shop/web/tcp/http', 1, 'goto service-KHN6ECMT-shop/web/tcp/http', undefined, undefined],
    ['prerouting', 'service-KHN6ECMT-shop/web/tcp/http', 0,
      'meta l4proto tcp dnat ip addr . port to numgen random mod 2 map { 0 : 10.244.1.5 . 8080 , 1 : 10.244.2.6 . 8080 }', undefined, undefined],
    ['forward', 'filter-forward', 0, 'ct state new jump service-endpoints-check', undefined, undefined],
    ['forward', 'filter-forward', 1, 'ct state new jump cluster-ips-check', undefined, undefined],
    ['postrouting', 'nat-postrouting', 0, 'jump masquerading', undefined, undefined],
    ['postrouting', 'masquerading', 0, 'mark and 0x00004000 != 0 mark set mark xor 0x00004000 masquerade fully-random', undefined, undefined],
  ]);
});

test('session affinity', () => {
  expect(explain(POD, 'svc:shop/sticky:80').affinityTimeoutSeconds).toBe(600);
  expect(explain(POD, 'svc:shop/web:80').affinityTimeoutSeconds).toBeUndefined();
});

test('what a client on the node to an address of the node goes through twice', () => {
  const hooks = new Set(explain('node', '192.168.0.2:30014').steps.map(({ hook, isOverLoopback, chain }) => `${hook}${isOverLoopback ? ' (lo)' : ''}: ${chain}`));
  expect([...hooks]).toContain('input (lo): nodeport-endpoints-check');
});
