import { Family } from '../../../src/base/ip/address';
import { IpFamily } from '../../../src/base/ip/ip-family';
import { Assumptions } from '../../../src/cluster/planned/assumptions';
import { plannedSlices } from '../../../src/cluster/planned/planned-slices';
import { PodPlacement } from '../../../src/cluster/planned/pod-placement';
import { readNode } from '../../../src/cluster/served/node';
import { readService } from '../../../src/cluster/served/service';
import { readWorkload } from '../../../src/cluster/workloads/workload';
import { assumptions, preview } from '../../dataplane/previews';
import { message } from '../../input/objects';
import { node, Plain, service, serviceCidr, workload } from '../../support/builders';

const A = node('node-a', { podCIDRs: ['10.244.0.0/24'] });
const B = node('node-b', { podCIDRs: ['10.244.1.0/24'], addresses: ['192.168.0.3'] });
const C = node('node-c', { podCIDRs: ['10.244.2.0/24'], addresses: ['192.168.0.4'] });
const APP = { app: 'web' };
const web = (spec: Plain = {}) => service('demo/web', { clusterIP: '10.96.0.9', selector: APP, ...spec });
const deployment = (spec: Plain = {}, podSpec: Plain = {}) => workload('Deployment', 'demo/web', APP, spec, podSpec);

/** The endpoints that the only Service has, as the text tells them. */
const endpoints = (objects: readonly Plain[], request = {}) => assumptions(objects, request).filter(text => / endpoints?\b/.test(text));
const nodesOf = (text: string) => [...text.matchAll(/ on (node-\w)/g)].map(([, name]) => name).join(' ');
const addressesOf = (text: string) => [...text.matchAll(/(\S+) on node-\w/g)].map(([, address]) => address);

test('pods go round the nodes and have addresses of their pod CIDRs', () => {
  const [text] = endpoints([A, B, C, web(), deployment({ replicas: 4 })]);
  expect(text).toMatch(/^Service demo\/web: 4 endpoints from Deployment demo\/web: 10\.244\.0\.\d+ on node-a, 10\.244\.1\.\d+ on node-b, 10\.244\.2\.\d+ on node-c, 10\.244\.0\.\d+ on node-a$/);
  expect(new Set(addressesOf(text)).size).toBe(4);
});

test('of many endpoints four are named', () => {
  const [text] = endpoints([A, B, web(), deployment({ replicas: 7 })]);
  expect(text).toMatch(/^Service demo\/web: 7 endpoints from .* and 3 more$/);
  expect(nodesOf(text)).toBe('node-a node-b node-a node-b');
  expect(endpoints([A, web(), deployment({ replicas: 0 })])).toEqual(['Service demo/web: no endpoints from Deployment demo/web']);
});

test('a DaemonSet has a pod on each node', () => {
  expect(nodesOf(endpoints([A, B, C, web(), workload('DaemonSet', 'demo/web', APP)])[0])).toBe('node-a node-b node-c');
});

test('pods in the host\'s network have its address', () => {
  const [text] = endpoints([A, B, web(), workload('DaemonSet', 'demo/web', APP, {}, { hostNetwork: true })]);
  expect(text).toBe('Service demo/web: 2 endpoints from DaemonSet demo/web: 192.168.0.2 on node-a, 192.168.0.3 on node-b');
});

test('pods of one node in the host\'s network are one endpoint', () => {
  const hosts = (replicas: number, nodes: readonly Plain[] = [A, B]) => endpoints([...nodes, web(), deployment({ replicas }, { hostNetwork: true })]);
  expect(hosts(1)).toEqual(['Service demo/web: 1 endpoint from Deployment demo/web: 192.168.0.2 on node-a']);
  expect(hosts(5)).toEqual(['Service demo/web: 2 endpoints from Deployment demo/web: 192.168.0.2 on node-a, 192.168.0.3 on node-b']);
  expect(hosts(5, [A])).toEqual(['Service demo/web: 1 endpoint from Deployment demo/web: 192.168.0.2 on node-a']);
  expect(hosts(0)).toEqual(['Service demo/web: no endpoints from Deployment demo/web']);
  expect(hosts(2, [A, node('node-b', { addresses: [] })])).toEqual(['Service demo/web: 1 endpoint from Deployment demo/web: 192.168.0.2 on node-a']);
  expect(hosts(1, [node('node-a', { addresses: ['fd00:9::2'] })])).toEqual(['Service demo/web: no endpoints from Deployment demo/web']);
});

test('the endpoints are in the ruleset, local ones as local', () => {
  const ruleset = preview([A, B, web({ ports: [{ port: 80, targetPort: 8080 }] }), deployment({ replicas: 2 })]);
  const addresses = addressesOf(ruleset.assumptions.join('\n'));
  expect(ruleset.elements(IpFamily.IPV4, 'hairpin-connections')).toEqual([`${addresses[0]} . ${addresses[0]} . tcp . 8080`]);
  expect(ruleset.toNft()).toContain(`numgen random mod 2 map { 0 : ${addresses[0]} . 8080 , 1 : ${addresses[1]} . 8080 }`);
});

test('pods keep their addresses when others come and go', () => {
  const alone = addressesOf(endpoints([A, B, web(), deployment({ replicas: 2 })])[0]);
  const other = [service('demo/other', { selector: { app: 'other' } }), workload('Deployment', 'demo/other', { app: 'other' }, { replicas: 5 })];
  expect(addressesOf(endpoints([A, B, web(), ...other, deployment({ replicas: 4 })]).find(text => text.startsWith('Service demo/web'))!).slice(0, 2)).toEqual(alone);
});

test('several Services over one workload have the same pods', () => {
  const texts = endpoints([A, B, web(), service('demo/internal', { selector: APP }), deployment({ replicas: 2 })]);
  expect(texts).toHaveLength(2);
  expect(addressesOf(texts[1])).toEqual(addressesOf(texts[0]));
});

test('a Service over several workloads has the pods of all', () => {
  const texts = endpoints([A, web(), deployment(), workload('StatefulSet', 'demo/db', { ...APP, tier: 'db' }), workload('Deployment', 'other/web', APP)]);
  expect(texts.map(text => text.split(':')[1])).toEqual([' 1 endpoint from Deployment demo/web', ' 1 endpoint from StatefulSet demo/db']);
});

test('addresses of slices in the input are in use', () => {
  const [first] = addressesOf(endpoints([A, web(), deployment()])[0]);
  const taken = {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: 'x', namespace: 'demo', labels: { 'kubernetes.io/service-name': 'x' } },
    addressType: 'IPv4',
    ports: [{ port: 80 }],
    endpoints: [{ addresses: [first] }],
  };
  expect(addressesOf(endpoints([A, web(), deployment(), taken])[0])[0]).not.toBe(first);
});

test('a Service without a selector, or with one that chooses nothing', () => {
  expect(endpoints([A, service('demo/web'), deployment()])).toEqual([]);
  expect(endpoints([A, web({ selector: {} }), deployment()])).toEqual([]);
  expect(endpoints([A, web({ selector: { app: 'x', tier: 'y' } }), deployment()])).toEqual(['Service demo/web: no endpoints: no workload of the input has pods with app=x,tier=y']);
  expect(endpoints([A, web({ type: 'ExternalName', externalName: 'a.b', clusterIP: undefined }), deployment()])).toEqual([]);
});

const NAMED = { containers: [{ ports: [{ name: 'http', containerPort: 8080 }, { name: 'admin', containerPort: 9090 }] }] };

test('target ports: the port itself, a number, or a name that containers have', () => {
  const ports = [{ name: 'a', port: 80 }, { name: 'b', port: 81, targetPort: 8081 }, { name: 'c', port: 82, targetPort: 'admin' }, { name: 'd', port: 83, targetPort: 'nope' }];
  const ruleset = preview([A, web({ ports }), deployment({}, NAMED)]);
  const [address] = addressesOf(ruleset.assumptions.join('\n'));
  expect(ruleset.elements(IpFamily.IPV4, 'hairpin-connections')).toEqual([80, 8081, 9090].map(port => `${address} . ${address} . tcp . ${port}`));
  expect(ruleset.assumptions).toContain('Service demo/web: no endpoints for port d: no container of Deployment demo/web has a port named nope');
  expect(ruleset.elements(IpFamily.IPV4, 'no-endpoint-services')).toEqual(['10.96.0.9 . tcp . 83 comment "demo/web:d" : goto reject-chain']);
  expect(message(() => preview([A, web({ ports: [{ port: 80, targetPort: 70_000 }] }), deployment()])))
    .toBe('object 2: Service demo/web: spec.ports[0].targetPort: 70000 is not a port: expected an integer from 1 to 65535');
});

test('a target port\'s name counts for the Service port\'s protocol alone', () => {
  const dns = (containerPort: number, protocol?: string) => ({ name: 'dns', containerPort, protocol });
  const ports = [{ name: 't', port: 53, targetPort: 'dns' }, { name: 'u', port: 53, protocol: 'UDP', targetPort: 'dns' }];
  const shown = (...containerPorts: Plain[]) => {
    const ruleset = preview([A, web({ ports }), deployment({}, { containers: [{ ports: containerPorts }] })]);
    return [
      ruleset.elements(IpFamily.IPV4, 'hairpin-connections').map(element => element.replace(/^.* \. (\w+ \. )/, '$1')).sort(),
      ruleset.assumptions.filter(text => text.includes('named')).map(text => text.split(' ').slice(2, 7).join(' ')),
    ];
  };
  expect(shown(dns(1053, 'UDP'), dns(2053, 'TCP'))).toEqual([['tcp . 2053', 'udp . 1053'], []]);
  expect(shown(dns(1053))).toEqual([['tcp . 1053'], ['no endpoints for port u:']]);
  expect(shown(dns(1053, 'UDP'))).toEqual([['udp . 1053'], ['no endpoints for port t:']]);
});

const NO_CIDR = [node('node-a'), node('node-b', { addresses: ['192.168.0.3'] })];
const clusterCidr = (text: string) => ({ apiVersion: 'kubeproxy.config.k8s.io/v1alpha1', kind: 'KubeProxyConfiguration', clusterCIDR: text });

test('Nodes without a pod CIDR get one cut off', () => {
  const pods = (objects: readonly Plain[], request = {}) => assumptions([...NO_CIDR, ...objects, web(), deployment({ replicas: 2 })], request).filter(text => text.startsWith('Node '));
  expect(pods([])).toEqual(['Node node-a: pod CIDR 10.244.0.0/24, cut off from 10.244.0.0/16', 'Node node-b: pod CIDR 10.244.1.0/24, cut off from 10.244.0.0/16']);
  expect(pods([clusterCidr('10.100.0.0/20,fd00::/56')])).toEqual([
    'Node node-a: pod CIDR 10.100.0.0/24, fd00::/64, cut off from 10.100.0.0/20, fd00::/56', 'Node node-b: pod CIDR 10.100.1.0/24, fd00:0:0:1::/64, cut off from 10.100.0.0/20, fd00::/56',
  ]);
  expect(pods([clusterCidr('10.100.0.0/20')], { podCidrs: ['10.50.0.0/16'] })[1]).toBe('Node node-b: pod CIDR 10.50.1.0/24, cut off from 10.50.0.0/16');
  expect(pods([], { podCidrs: ['10.50.0.128/25'] })).toEqual([
    'Node node-a: pod CIDR 10.50.0.128/25, cut off from 10.50.0.128/25', 'Node node-b: pod CIDR 10.50.0.128/25, cut off from 10.50.0.128/25',
  ]);
  expect(message(() => pods([], { podCidrs: ['10.50.0.0/24x'] }))).toBe('podCidrs: "10.50.0.0/24x" is not a CIDR: expected one as in 10.96.0.0/12 or fd00:96::/108');
});

test('what runs out is an error', () => {
  const small = node('node-a', { podCIDRs: ['10.244.0.0/29'] });
  expect(endpoints([small, web(), deployment({ replicas: 5 })])).toHaveLength(1);
  expect(message(() => preview([small, web(), deployment({ replicas: 6 })]))).toBe('Deployment demo/web: the pod CIDR 10.244.0.0/29 of Node node-a has no address left');
  expect(message(() => preview([...NO_CIDR, node('node-c'), web(), deployment({ replicas: 3 })], { podCidrs: ['10.50.0.0/23'] })))
    .toBe('the cluster CIDR 10.50.0.0/23 has no /24 left for node number 3');
  expect(message(() => preview([node('node-a', { podCIDRs: ['10.244.0.0/32'] }), web(), deployment()]))).toBe('Deployment demo/web: the pod CIDR 10.244.0.0/32 of Node node-a has no address left');
});

test('the first and last addresses of a pod CIDR are not given to pods', () => {
  const [text] = endpoints([node('node-a', { podCIDRs: ['10.244.0.0/29'] }), web(), deployment({ replicas: 4 })]);
  const five = preview([node('node-a', { podCIDRs: ['10.244.0.0/29'] }), web(), deployment({ replicas: 5 })]);
  expect(addressesOf(text)).toHaveLength(4);
  expect(five.elements(IpFamily.IPV4, 'hairpin-connections').map(element => element.split(' ')[0]).sort()).toEqual([2, 3, 4, 5, 6].map(i => `10.244.0.${i}`));
});

test('a Service of two families has endpoints in both', () => {
  const dual = node('node-a', { podCIDRs: ['10.244.0.0/24', 'fd00:1::/64'], addresses: ['192.168.0.2', 'fd00:9::2'] });
  const objects = [dual, serviceCidr('kubernetes', '10.96.0.0/16', 'fd00:96::/112'), service('demo/web', { selector: APP, ipFamilyPolicy: 'RequireDualStack' }), deployment()];
  const ruleset = preview(objects);
  expect(ruleset.assumptions.at(-1)).toMatch(/^Service demo\/web: 1 endpoint from Deployment demo\/web: 10\.244\.0\.\d+ fd00:1::[0-9a-f:]+ on node-a$/);
  for (const family of [IpFamily.IPV4, IpFamily.IPV6]) expect(ruleset.elements(family, 'hairpin-connections')).toHaveLength(1);
});

test('pods without an address of a family are not endpoints of it', () => {
  const objects = [A, serviceCidr('kubernetes', '10.96.0.0/16', 'fd00:96::/112'), service('demo/web', { selector: APP, ipFamilies: ['IPv6'] }), deployment()];
  const ruleset = preview(objects);
  expect(ruleset.assumptions.at(-1)).toBe('Service demo/web: no endpoints from Deployment demo/web');
  expect(ruleset.elements(IpFamily.IPV6, 'hairpin-connections')).toEqual([]);
});

/** The EndpointSlices that are planned for a Service of these families. */
function slicesOf(fullName: string, workloads: readonly Plain[], families: readonly Family[] = ['ip']): Plain[] {
  const object = service(fullName, { selector: APP });
  const nodes = [readNode(node('node-a', { podCIDRs: ['10.244.0.0/24', 'fd00:1::/64'] }))];
  const [record, collected] = [new Assumptions(), workloads.map(one => readWorkload(one)!)];
  return plannedSlices({ object, service: readService(object), families }, collected, new PodPlacement(nodes, [], record), record);
}

const namesOf = (slices: readonly Plain[]) => slices.map(({ metadata }) => metadata.name as string);

test('a slice\'s name is that of the Service and 12 digits of its own, the same at every run', () => {
  const names = namesOf(slicesOf('demo/web', [deployment(), workload('StatefulSet', 'demo/web', APP)], ['ip', 'ip6']));
  expect(new Set(names).size).toBe(4);
  for (const name of names) expect(name).toMatch(/^web-[0-9a-f]{12}$/);
  expect(namesOf(slicesOf('demo/web', [deployment(), workload('StatefulSet', 'demo/web', APP)], ['ip', 'ip6']))).toEqual(names);
});

test('names of slices that could be read in two ways do not collide', () => {
  const [b, c] = [workload('Deployment', 'demo/b-deployment-c', APP), workload('Deployment', 'demo/c', APP)];
  const names = [...namesOf(slicesOf('demo/a', [b, c])), ...namesOf(slicesOf('demo/a-deployment-b', [b, c]))];
  expect(new Set(names).size).toBe(4);
  const texts = endpoints([A, service('demo/a', { selector: APP }), service('demo/a-deployment-b', { selector: APP }), b, c]);
  expect(texts.map(text => text.split(': ').slice(0, 2).join(': '))).toEqual([
    'Service demo/a: 1 endpoint from Deployment demo/b-deployment-c', 'Service demo/a: 1 endpoint from Deployment demo/c',
    'Service demo/a-deployment-b: 1 endpoint from Deployment demo/b-deployment-c', 'Service demo/a-deployment-b: 1 endpoint from Deployment demo/c',
  ]);
});

test('a workload\'s name may be as long as names are, also where there are two families', () => {
  const dual = node('node-a', { podCIDRs: ['10.244.0.0/24', 'fd00:1::/64'], addresses: ['192.168.0.2', 'fd00:9::2'] });
  const long = ['x'.repeat(253), `${'x'.repeat(252)}y`].map(name => workload('Deployment', `demo/${name}`, APP));
  const ruleset = preview([dual, serviceCidr('kubernetes', '10.96.0.0/16', 'fd00:96::/112'), service(`demo/${'s'.repeat(63)}`, { selector: APP, ipFamilyPolicy: 'RequireDualStack' }), ...long]);
  for (const family of [IpFamily.IPV4, IpFamily.IPV6]) expect(ruleset.elements(family, 'hairpin-connections')).toHaveLength(2);
});

const ZONED = ['a', 'b', 'a'].map((zone, i) => node(`node-${'abc'[i]}`, { zone, podCIDRs: [`10.244.${i}.0/24`], addresses: [`192.168.0.${i}`] }));

test.each<[string | undefined, string, number[]]>([
  [undefined, '1.36', [0, 1, 2]],
  ['PreferClose', '1.36', [0, 2]],
  ['PreferSameZone', '1.36', [0, 2]],
  ['PreferSameNode', '1.36', [0]],
  ['PreferSameNode', '1.33', [0, 2]],
])('trafficDistribution %s in %s', (trafficDistribution, kubernetesVersion, nodes) => {
  const script = preview([...ZONED, web({ trafficDistribution }), workload('DaemonSet', 'demo/web', APP)], { kubernetesVersion }).toNft();
  const chain = script.split('\n').find(line => / numgen random mod /.test(line))!;
  expect([...chain.matchAll(/10\.244\.(\d)\./g)].map(([, subnet]) => Number(subnet))).toEqual(nodes);
});

test('where a node has no zone, topology plays no part', () => {
  const script = (other: Plain) => preview([A, other, web({ trafficDistribution: 'PreferClose' }), workload('DaemonSet', 'demo/web', APP)]).toNft();
  expect(script(B)).toMatch(/numgen random mod 2 map/);
  expect(script(node('node-b', { zone: 'b', podCIDRs: ['10.244.1.0/24'] }))).toMatch(/numgen random mod 2 map/);
});

test('the preview of a headless Service has no endpoints in the ruleset', () => {
  const ruleset = preview([A, web({ clusterIP: 'None' }), deployment()]);
  expect(ruleset.elements(IpFamily.IPV4, 'cluster-ips')).toEqual([]);
  expect(ruleset.toNft()).not.toContain('dnat ip addr');
});
