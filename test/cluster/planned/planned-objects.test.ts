import { assumptions, preview } from '../../dataplane/previews';
import { message } from '../../input/objects';
import { node, Plain, service, serviceCidr, storedService, workload } from '../../support/builders';

const NODE = node('node-a', { podCIDRs: ['10.244.0.0/24'] });
const CIDR = serviceCidr('kubernetes', '10.96.0.0/16');
const BALANCED = { type: 'LoadBalancer', clusterIP: '10.96.0.9', loadBalancerSourceRanges: ['198.51.100.0/24'], ports: [{ port: 80, nodePort: 30080 }] };

test('load balancers with the policy Local get a port for health checks', () => {
  const texts = assumptions([NODE, CIDR, service('demo/web', { ...BALANCED, externalTrafficPolicy: 'Local' })]);
  expect(texts).toContainEqual(expect.stringMatching(/^Service demo\/web: NodePort 3\d{4} for health checks, allocated from 30000-32767$/));
  expect(assumptions([NODE, CIDR, service('demo/web', { ...BALANCED, externalTrafficPolicy: 'Local', healthCheckNodePort: 31000 })]).join()).not.toContain('health checks');
  expect(assumptions([NODE, CIDR, service('demo/web', BALANCED)]).join()).not.toContain('health checks');
});

test.each<[string, Plain, Plain, string[]]>([
  ['spec.loadBalancerIP', { loadBalancerIP: '203.0.113.7' }, {}, ['203.0.113.7']],
  ['MetalLB', {}, { 'metallb.io/loadBalancerIPs': '203.0.113.8, 2001:db8::8' }, ['203.0.113.8', '2001:db8::8']],
  ['MetalLB before 0.13', {}, { 'metallb.universe.tf/loadBalancerIPs': '203.0.113.9' }, ['203.0.113.9']],
  ['kube-vip', {}, { 'kube-vip.io/loadbalancerIPs': '203.0.113.10' }, ['203.0.113.10']],
  ['kube-vip by DHCP', {}, { 'kube-vip.io/loadbalancerIPs': '0.0.0.0' }, []],
  ['nothing', {}, {}, []],
])('the address that a manifest asks for: %s', (_, spec, annotations, addresses) => {
  const objects = [NODE, CIDR, service('demo/web', { ...BALANCED, ...spec }, { metadata: { annotations } })];
  const texts = assumptions(objects);
  expect(texts.some(text => text.includes(`load balancer address ${addresses.join(', ')}, which `))).toBe(addresses.length > 0);
  expect(texts.some(text => text.includes('no load balancer has given it an address yet'))).toBe(addresses.length === 0);
  const [first] = addresses;
  if (first !== undefined) expect(preview(objects).toNft()).toMatch(new RegExp(`add element ip kube-proxy firewall-ips { ${first} . tcp . 80 `));
});

test('an assumed address comes before what the manifest asks for, and the cluster\'s before both', () => {
  const asks = service('demo/web', { ...BALANCED, loadBalancerIP: '203.0.113.7' });
  const loadBalancers = { 'demo/web': ['203.0.113.77'] };
  expect(assumptions([NODE, CIDR, asks], { loadBalancers })).toContain('Service demo/web: load balancer address 203.0.113.77, as given');
  const has = { ...asks, status: { loadBalancer: { ingress: [{ ip: '203.0.113.1' }] } } };
  expect(preview([NODE, CIDR, has], { loadBalancers }).toNft()).toContain('{ 203.0.113.1 . tcp . 80 ');
  expect(message(() => preview([NODE, CIDR, asks], { loadBalancers: { 'demo/other': ['203.0.113.77'] } }))).toMatch(/^load balancer address of "demo\/other": there is no planned Service/);
  expect(message(() => preview([NODE, CIDR, asks], { loadBalancers: { 'demo/web': ['x'] } })))
    .toBe('load balancer address of demo/web: "x" is not an IP address; expected, for example, 203.0.113.7');
});

const RANGE = (objects: readonly Plain[], request = {}) => preview([NODE, service('demo/new'), ...objects], request).assumptions.find(text => text.startsWith('ServiceCIDR'));
const live = (name: string, clusterIP: string) => storedService(`demo/${name}`, { clusterIP });

test.each<[string, Plain[], string]>([
  ['nothing', [], '10.96.0.0/12, since the input has none'],
  ['the default', [live('a', '10.96.0.1'), live('b', '10.100.3.4')], '10.96.0.0/12, since the input has none'],
  ['k3s', [live('a', '10.43.0.1'), live('b', '10.43.200.7')], '10.43.0.0/16, since the ClusterIPs of the input are from there'],
  ['a wide range', [live('a', '172.20.0.1'), live('b', '172.23.9.9')], '172.20.0.0/14, since the ClusterIPs of the input are from there'],
  ['IPv6 alone', [live('a', 'fd00:96::1')], 'fd00:96::/112, since the ClusterIPs of the input are from there'],
])('the range of ClusterIPs follows from those that there are: %s', (_, objects, expected) => {
  expect(RANGE(objects)).toBe(`ServiceCIDR kubernetes: ${expected}`);
});

test('a cluster without ServiceCIDRs has no rule for its ranges, and Services still get addresses', () => {
  const rule = /add rule ip kube-proxy cluster-ips-check ip daddr { 10\./;
  expect(preview([NODE, service('demo/new')]).toNft()).toMatch(rule);
  const without = preview([NODE, CIDR, service('demo/new')], { serviceCidrs: ['none'] });
  expect(without.toNft()).not.toMatch(rule);
  expect(without.assumptions).toContainEqual(expect.stringMatching(/^Service demo\/new: ClusterIP 10\./));
});

test('a Service chooses single pods of a StatefulSet by the labels that the controller sets', () => {
  const set = workload('StatefulSet', 'demo/db', { app: 'db' }, { replicas: 3, ordinals: { start: 1 } });
  const endpoints = (selector: Plain) => assumptions([NODE, CIDR, set, service('demo/db', { clusterIP: '10.96.0.9', selector })]).find(text => text.includes('endpoint'));
  expect(endpoints({ app: 'db' })).toContain('3 endpoints from StatefulSet demo/db');
  expect(endpoints({ 'statefulset.kubernetes.io/pod-name': 'db-2' })).toContain('1 endpoint from StatefulSet demo/db');
  expect(endpoints({ 'app': 'db', 'apps.kubernetes.io/pod-index': '3' })).toContain('1 endpoint from StatefulSet demo/db');
  expect(endpoints({ 'statefulset.kubernetes.io/pod-name': 'db-0' })).toContain('no endpoints: no workload');
});

test('Endpoints of a Service without a selector are mirrored into slices', () => {
  const endpoints = (labels: Plain = {}) => ({
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: { namespace: 'demo', name: 'ext', labels },
    subsets: [{ addresses: [{ ip: '192.0.2.7' }], notReadyAddresses: [{ ip: '192.0.2.8' }], ports: [{ port: 5432 }] }],
  });
  const ext = service('demo/ext', { clusterIP: '10.96.0.9' });
  expect(preview([NODE, CIDR, ext, endpoints()]).toNft()).toContain('192.0.2.7');
  expect(preview([NODE, CIDR, ext, endpoints()]).toNft()).not.toContain('192.0.2.8');
  expect(preview([NODE, CIDR, ext, endpoints({ 'endpointslice.kubernetes.io/skip-mirror': 'true' })]).toNft()).not.toContain('192.0.2.7');
  expect(preview([NODE, CIDR, service('demo/ext', { clusterIP: '10.96.0.9', selector: { app: 'x' } }), endpoints()]).toNft()).not.toContain('192.0.2.7');
});

test('a Windows node is told of', () => {
  const windows = { ...NODE, status: { ...NODE.status, nodeInfo: { operatingSystem: 'windows' } } };
  expect(preview([windows]).warnings[0]).toBe('Node node-a runs Windows, where kube-proxy programs no nftables rules');
});
