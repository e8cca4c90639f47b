import { assumptions, preview } from './previews';
import { IpFamily } from '../../src/base/ip/ip-family';
import { NodeRulesetRequest } from '../../src/dataplane/node-rulesets';
import { message, sequence } from '../input/objects';
import { node, Plain, service, serviceCidr, slice, storedService, workload } from '../support/builders';
import { interfacesOf, normalize, readRulesets, readScenarios, Scenario, serviceCidr as scenarioRange } from '../support/reference';

const NODE = node('node-a', { podCIDRs: ['10.244.0.0/24'] });

describe.each(['1.36', '1.31'] as const)('stored objects previewed for %s are what the real kube-proxy programmed', minor => {
  const expected = readRulesets(minor);
  const scenarios = readScenarios().filter(({ steps }) => steps === undefined);

  test.each(scenarios.map(scenario => [scenario.name, scenario] as const))('%s', (name, scenario: Scenario) => {
    const configuration = { apiVersion: 'kubeproxy.config.k8s.io/v1alpha1', kind: 'KubeProxyConfiguration', ...scenario.config };
    const objects = [scenario.node, scenarioRange(scenario), ...scenario.services, ...scenario.endpointSlices];
    const ruleset = preview([...JSON.parse(JSON.stringify(objects)), configuration], {
      kubernetesVersion: minor, nodeName: scenario.node.metadata.name, networkInterfaces: interfacesOf(scenario),
    });
    expect(ruleset.assumptions).toEqual([]);
    expect(normalize(ruleset.toNft(IpFamily.IPV4))).toEqual(normalize(expected.get(name)!.ipv4));
    expect(normalize(ruleset.toNft(IpFamily.IPV6))).toEqual(normalize(expected.get(name)!.ipv6));
  });
});

const clusterIpOf = (texts: readonly string[], name: string) => /ClusterIP (\S+),/.exec(texts.find(text => text.startsWith(`Service ${name}: ClusterIP`))!)![1];

test('addresses and ports of Services do not depend on the other ones, nor on the order', () => {
  const random = sequence(7);
  const all = Array.from({ length: 30 }, (_, i) => service(`demo/s${i}`, { type: 'NodePort' }));
  const values = (objects: readonly Plain[]) => new Map(assumptions([NODE, ...objects]).map(text => text.split(', ')[0].split(': ') as [string, string])
    .map(([name, value]) => [`${name} ${value.split(' ')[0]}`, value]));
  const expected = values(all);
  expect(expected.size).toBe(60);
  for (let round = 0; round < 10; round++) {
    const some = all.filter(() => random(3) > 0).sort(() => random(3) - 1);
    for (const [key, value] of values(some)) expect([key, value]).toEqual([key, expected.get(key)]);
  }
});

test('an address that an author or the cluster has is not given to another Service', () => {
  const address = clusterIpOf(assumptions([NODE, service('demo/a')]), 'demo/a');
  for (const other of [service('demo/b', { clusterIP: address }), storedService('demo/b', { clusterIP: address })]) {
    for (const objects of [[other, service('demo/a')], [service('demo/a'), other]]) {
      expect(clusterIpOf(assumptions([NODE, ...objects]), 'demo/a')).not.toBe(address);
    }
  }
});

test('two Services can\'t choose one address or NodePort', () => {
  expect(message(() => preview([NODE, service('demo/a', { clusterIP: '10.96.0.9' }), service('demo/b', { clusterIP: '10.96.0.9' })])))
    .toBe('object 3: Service demo/b: spec.clusterIP: 10.96.0.9 belongs to another Service already');
  expect(message(() => preview([NODE, storedService('demo/a', { clusterIP: '10.96.0.9' }), service('demo/b', { clusterIP: '10.96.0.9' })])))
    .toBe('object 3: Service demo/b: spec.clusterIP: 10.96.0.9 belongs to another Service already');
  const withPort = (name: string, nodePort: number) => service(name, { type: 'NodePort', ports: [{ name: 'a', port: 80 }, { name: 'b', port: 81, nodePort }] });
  expect(message(() => preview([NODE, withPort('demo/a', 30_001), withPort('demo/b', 30_001)])))
    .toBe('object 3: Service demo/b: spec.ports[1].nodePort: 30001 belongs to another port already');
  expect(() => preview([NODE, withPort('demo/a', 30_001), withPort('demo/b', 30_002)])).not.toThrow();
});

test('the port of health checks comes from the same range, and nothing else has it', () => {
  const local = (healthCheckNodePort: number) => ({ type: 'LoadBalancer', externalTrafficPolicy: 'Local', healthCheckNodePort, ports: [{ port: 80, nodePort: 30_001 }] });
  const stored = storedService('demo/a', { clusterIP: '10.96.0.9', ...local(30_700) });
  const nodePort = (number: number) => service('demo/b', { type: 'NodePort', ports: [{ port: 81, nodePort: number }] });
  expect(message(() => preview([NODE, stored, nodePort(30_700)])))
    .toBe('object 3: Service demo/b: spec.ports[0].nodePort: 30700 belongs to another port already');
  expect(message(() => preview([NODE, stored, service('demo/b', { ...local(30_700), ports: [{ port: 80, nodePort: 30_002 }] })])))
    .toBe('object 3: Service demo/b: spec.healthCheckNodePort: 30700 belongs to another port already');
  // In a range of two ports a Service that chooses none gets the other one.
  const ports = preview([NODE, stored, service('demo/b', { type: 'NodePort', ports: [{ port: 81 }] })], { nodePortRange: '30700-30701' })
    .elements(IpFamily.IPV4, 'no-endpoint-nodeports');
  expect(ports.map(element => element.split(' ')[2]).sort()).toEqual(['30001', '30701']);
});

test('a NodePort belongs to one Service, whatever the protocol, and to one of its ports of each protocol', () => {
  const withPorts = (name: string, ...ports: Plain[]) => service(name, { type: 'NodePort', ports: ports.map((port, i) => ({ name: `p${i}`, port: 53, ...port })) });
  const [tcp, udp] = [{ nodePort: 30_053 }, { nodePort: 30_053, protocol: 'UDP' }];
  expect(message(() => preview([NODE, withPorts('demo/a', tcp), withPorts('demo/b', udp)])))
    .toBe('object 3: Service demo/b: spec.ports[0].nodePort: 30053 belongs to another port already');
  expect(message(() => preview([NODE, withPorts('demo/a', udp), { ...withPorts('demo/b', tcp), metadata: { name: 'b', namespace: 'demo', uid: 'x' } }])))
    .toBe('object 2: Service demo/a: spec.ports[0].nodePort: 30053 belongs to another port already');
  expect(message(() => preview([NODE, withPorts('demo/a', tcp, { ...tcp, port: 54 })]))).toBe('object 2: Service demo/a: spec.ports[1].nodePort: 30053 belongs to another port already');
  expect(preview([NODE, withPorts('demo/a', tcp, udp)]).elements(IpFamily.IPV4, 'no-endpoint-nodeports').map(element => element.split(' comment')[0]).sort()).toEqual(['tcp . 30053', 'udp . 30053']);
});

test('NodePorts of one protocol are not given away for another', () => {
  const dns = service('demo/dns', { type: 'NodePort', ports: [{ port: 53, protocol: 'UDP', nodePort: 30_000 }] });
  const nodePortRange = '30000-30001';
  expect(assumptions([NODE, service('demo/a', { type: 'NodePort' }), dns], { nodePortRange })).toContain('Service demo/a: NodePort 30001 for port 80, allocated from 30000-30001');
  expect(message(() => preview([NODE, service('demo/a', { type: 'NodePort' }), service('demo/b', { type: 'NodePort' }), dns], { nodePortRange })))
    .toBe('Service demo/b: the node port range 30000-30001 is full');
});

test('two objects of a name are an error that names both places', () => {
  expect(message(() => preview([NODE, service('demo/a'), service('demo/a', { selector: { app: 'a' } })]))).toBe('object 3: Service demo/a: there are two objects of this name (the other: object 2)');
  expect(message(() => preview([NODE, storedService('demo/a'), service('demo/a')])))
    .toBe('object 3: Service demo/a: there are two objects of this name (the other: object 2)');
  const chosen = { type: 'NodePort', clusterIP: '10.96.0.9', ports: [{ port: 80, nodePort: 30_001 }] };
  for (const objects of [[storedService('demo/a', chosen), service('demo/a', chosen)], [service('demo/a', chosen), storedService('demo/a', chosen)]]) {
    expect(message(() => preview([NODE, ...objects]))).toBe('object 3: Service demo/a: there are two objects of this name (the other: object 2)');
  }
  expect(message(() => preview([NODE, node('node-a', { zone: 'a' })]))).toBe('object 2: Node node-a: there are two objects of this name (the other: object 1)');
});

const DUAL = serviceCidr('kubernetes', '10.96.0.0/16', 'fd00:96::/112');
const V6_FIRST = serviceCidr('kubernetes', 'fd00:96::/112', '10.96.0.0/16');
const V4 = serviceCidr('kubernetes', '10.96.0.0/16');

test.each<[string, Plain, Plain, string]>([
  ['the cluster\'s first family', DUAL, {}, 'ip'],
  ['the cluster\'s first family, IPv6', V6_FIRST, {}, 'ip6'],
  ['a family that is asked for', DUAL, { ipFamilies: ['IPv6'] }, 'ip6'],
  ['PreferDualStack', DUAL, { ipFamilyPolicy: 'PreferDualStack' }, 'ip ip6'],
  ['PreferDualStack, IPv6 first', V6_FIRST, { ipFamilyPolicy: 'PreferDualStack' }, 'ip6 ip'],
  ['PreferDualStack with a family', DUAL, { ipFamilyPolicy: 'PreferDualStack', ipFamilies: ['IPv6'] }, 'ip6 ip'],
  ['PreferDualStack in a cluster of one family', V4, { ipFamilyPolicy: 'PreferDualStack' }, 'ip'],
  ['RequireDualStack', DUAL, { ipFamilyPolicy: 'RequireDualStack', ipFamilies: ['IPv4', 'IPv6'] }, 'ip ip6'],
  ['RequireDualStack with one address given', DUAL, { ipFamilyPolicy: 'RequireDualStack', clusterIP: '10.96.0.9' }, '- ip6'],
  ['SingleStack', DUAL, { ipFamilyPolicy: 'SingleStack' }, 'ip'],
  ['an address of the second family', DUAL, { clusterIP: 'fd00:96::9' }, '-'],
])('IP families: %s', (_, range, spec, expected) => {
  const ruleset = preview([NODE, range, service('demo/web', spec)]);
  const given = ruleset.assumptions.map(text => /ClusterIP (\S+), allocated from (\S+)/.exec(text)!).map(([, address, from]) => {
    expect(from).toBe(address.includes(':') ? 'fd00:96::/112' : '10.96.0.0/16');
    return address.includes(':') ? 'ip6' : 'ip';
  });
  expect(given.join(' ')).toBe(expected.replace('- ', '').replace('-', ''));
  const families = ([IpFamily.IPV4, IpFamily.IPV6]).map(family => ruleset.elements(family, 'cluster-ips').length);
  expect(families[0] + families[1]).toBe(expected.split(' ').length);
});

test('RequireDualStack needs both ranges', () => {
  expect(message(() => preview([NODE, V4, service('demo/web', { ipFamilyPolicy: 'RequireDualStack' })])))
    .toBe('object 3: Service demo/web: spec.ipFamilyPolicy: RequireDualStack needs a service range of IPv6 as well, and the cluster has none');
  expect(message(() => preview([NODE, V4, service('demo/web', { ipFamilies: ['IPv6'] })])))
    .toBe('Service demo/web: there is no service range for its IPv6 address: name one of the cluster\'s ServiceCIDRs');
  expect(message(() => preview([NODE, V4, service('demo/web', { ipFamilyPolicy: 'Dual' })])))
    .toBe('object 3: Service demo/web: spec.ipFamilyPolicy: "Dual" is not supported: expected SingleStack, PreferDualStack, RequireDualStack');
});

test('service ranges: the request\'s, or the ServiceCIDRs with kubernetes first, or a default that is assumed', () => {
  const range = (objects: readonly Plain[], serviceCidrs?: string[]) =>
    /allocated from (\S+)/.exec(preview([NODE, ...objects, service('demo/web')], { serviceCidrs }).assumptions.join('\n'))![1];
  expect(range([serviceCidr('extra', '10.200.0.0/24'), V4])).toBe('10.96.0.0/16');
  expect(range([serviceCidr('extra', '10.200.0.0/24'), V4], ['10.50.0.0/24'])).toBe('10.50.0.0/24');
  expect(range([])).toBe('10.96.0.0/12');
  expect(preview([NODE, service('demo/web')]).assumptions[0]).toBe('ServiceCIDR kubernetes: 10.96.0.0/12, since the input has none');
  expect(preview([NODE, storedService('demo/web', { clusterIP: '10.96.0.1' })]).assumptions).toEqual([]);
  expect(message(() => range([], ['10.50.0.0']))).toBe('serviceCidrs: "10.50.0.0" is not a CIDR: expected one as in 10.96.0.0/12 or fd00:96::/108');
});

test('a range of the request takes the place of ServiceCIDRs that are missing, and of none that is there', () => {
  const drop = (objects: readonly Plain[]) => preview([NODE, ...objects], { serviceCidrs: ['10.50.0.0/24'] }).rules(IpFamily.IPV4, 'cluster-ips-check')[1];
  expect(drop([])).toBe('ip daddr { 10.50.0.0/24 } drop comment "Drop traffic to unallocated ClusterIPs"');
  expect(drop([service('demo/web')])).toBe('ip daddr { 10.50.0.0/24 } drop comment "Drop traffic to unallocated ClusterIPs"');
  expect(drop([V4])).toBe('ip daddr { 10.96.0.0/16 } drop comment "Drop traffic to unallocated ClusterIPs"');
});

test.each<[string, Partial<NodeRulesetRequest>, string]>([
  ['service ranges', { serviceCidrs: ['x'] }, 'serviceCidrs: "x" is not a CIDR: expected one as in 10.96.0.0/12 or fd00:96::/108'],
  ['pod ranges', { podCidrs: ['x'] }, 'podCidrs: "x" is not a CIDR: expected one as in 10.96.0.0/12 or fd00:96::/108'],
  ['node ports', { nodePortRange: 'x' }, '"x" is not a range of node ports: expected FIRST-LAST, as in 30000-32767'],
])('%s are checked even if nothing needs them', (_, request, expected) => {
  expect(message(() => preview([NODE], request))).toBe(expected);
});

test('a dump with Services but without EndpointSlices is told of', () => {
  const note = 'the input has Services of a cluster but no EndpointSlices: each of these Services is shown without endpoints';
  const live = storedService('demo/web', { clusterIP: '10.96.0.9' });
  expect(preview([NODE, live]).warnings).toContain(note);
  expect(preview([NODE, live, slice('demo/web-1', 'web', [])]).warnings).not.toContain(note);
  expect(preview([NODE, service('demo/web'), storedService('demo/headless', { clusterIP: 'None' })]).warnings).not.toContain(note);
});

test('a dump with Services but without a ServiceCIDR is told of, where kube-proxy has the kind', () => {
  const note = 'the input has Services of a cluster but no ServiceCIDR: the rule that drops traffic to unallocated ClusterIPs is missing';
  const live = storedService('demo/web', { clusterIP: '10.96.0.9' });
  for (const [kubernetesVersion, expected] of [['1.31', false], ['1.32', false], ['1.33', true], ['1.37', true]] as const) {
    const ruleset = preview([NODE, live], { kubernetesVersion });
    expect([kubernetesVersion, ruleset.warnings.includes(note)]).toEqual([kubernetesVersion, expected]);
    expect(ruleset.toNft()).not.toContain('Drop traffic to unallocated ClusterIPs"');
  }
  expect(preview([NODE, live, V4]).warnings).not.toContain(note);
  expect(preview([NODE, live], { serviceCidrs: ['10.96.0.0/16'] }).warnings).not.toContain(note);
  expect(preview([NODE, storedService('demo/headless', { clusterIP: 'None' })]).warnings).not.toContain(note);
  expect(preview([NODE, service('demo/web')]).warnings).not.toContain(note);
});

test.each<[string, Plain, boolean]>([
  ['NodePort', { type: 'NodePort' }, true],
  ['LoadBalancer', { type: 'LoadBalancer' }, true],
  ['LoadBalancer without NodePorts', { type: 'LoadBalancer', allocateLoadBalancerNodePorts: false }, false],
  ['ClusterIP', {}, false],
  ['NodePort with its own', { type: 'NodePort', ports: [{ port: 80, nodePort: 30_000 }] }, false],
])('NodePorts are allocated: %s', (_, spec, expected) => {
  const texts = assumptions([NODE, service('demo/web', spec)]).filter(text => text.includes('NodePort'));
  expect(texts).toEqual(expected ? [expect.stringMatching(/^Service demo\/web: NodePort 3\d{4} for port 80, allocated from 30000-32767$/)] : []);
});

test('ports of one number share a NodePort, unless they are given one', () => {
  const ports = [{ name: 'tcp', port: 53 }, { name: 'udp', port: 53, protocol: 'UDP' }, { name: 'metrics', port: 9153 }];
  const given = assumptions([NODE, service('demo/dns', { type: 'NodePort', ports })]).flatMap(text => /NodePort (\d+) for port (\w+)/.exec(text)?.slice(1) ?? []);
  expect(given).toEqual([given[0], 'tcp', given[0], 'udp', expect.not.stringMatching(given[0]), 'metrics']);
  const first = assumptions([NODE, service('demo/dns', { type: 'NodePort', ports: [{ ...ports[0], nodePort: 30_053 }, ports[1]] })]).filter(text => text.includes('NodePort'));
  expect(first).toEqual(['Service demo/dns: NodePort 30053 for port udp, allocated from 30000-32767']);
});

test.each<[string, Plain[], string[]]>([
  ['after it', [{ name: 't', port: 53 }, { name: 'u', port: 53, protocol: 'UDP', nodePort: 30_053 }], ['30053 t']],
  ['after another one', [{ name: 't', port: 53 }, { name: 'm', port: 9153, nodePort: 30_091 }, { name: 'u', port: 53, protocol: 'UDP', nodePort: 30_053 }], ['30053 t']],
  ['before it and after it, of which the first counts',
    [{ name: 'u', port: 53, protocol: 'UDP', nodePort: 30_053 }, { name: 't', port: 53 }, { name: 's', port: 53, protocol: 'SCTP', nodePort: 30_054 }], ['30053 t']],
])('a port takes the NodePort that its number is given %s', (_, ports, expected) => {
  const given = assumptions([NODE, service('demo/dns', { type: 'NodePort', ports })]).flatMap(text => /NodePort (\d+ )for port (\w+)/.exec(text)?.slice(1).join('') ?? []);
  expect(given).toEqual(expected);
});

test('a load balancer that has given no address yet is told of', () => {
  const note = 'Service demo/web: no load balancer has given it an address yet, so no rule for one is shown';
  expect(assumptions([NODE, service('demo/web', { type: 'LoadBalancer' })])).toContain(note);
  const given = service('demo/web', { type: 'LoadBalancer' }, { status: { loadBalancer: { ingress: [{ ip: '1.2.3.4' }] } } });
  expect(assumptions([NODE, given])).not.toContain(note);
  expect(preview([NODE, given]).elements(IpFamily.IPV4, 'no-endpoint-services').some(element => element.startsWith('1.2.3.4 . tcp . 80 '))).toBe(true);
});

test('an ExternalName Service and a headless one get nothing', () => {
  expect(assumptions([NODE, service('demo/a', { type: 'ExternalName', externalName: 'a.b' }), service('demo/b', { clusterIP: 'None' })])).toEqual([]);
});

test('EndpointSlices of the input come before workloads', () => {
  const objects = [NODE, service('demo/web', { selector: { app: 'web' } }), workload('Deployment', 'demo/web', { app: 'web' }), slice('demo/web-1', 'web', [{ addresses: ['10.9.9.9'] }])];
  const ruleset = preview(objects);
  expect(ruleset.assumptions.some(text => / endpoints?\b/.test(text))).toBe(false);
  expect(ruleset.toNft()).toContain('{ 0 : 10.9.9.9 . 8080 }');
});

test('a Service of another group is not a draft', () => {
  expect(preview([NODE, { apiVersion: 'serving.knative.dev/v1', kind: 'Service', metadata: { name: 'NOT CHECKED' } }]).assumptions).toEqual([]);
});
