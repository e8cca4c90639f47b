import { IpFamily } from '../../src/base/ip/ip-family';
import { Ruleset } from '../../src/dataplane/ruleset';
import { message } from '../input/objects';
import { dynamicLines, node, Plain, rulesetOf, service, slice, storedService } from '../support/builders';

const NODE = node();
const WEB = [
  storedService('demo/web', { clusterIP: '10.96.0.41', ports: [{ name: 'http', port: 80 }] }),
  slice('demo/web-1', 'web', [{ addresses: ['10.180.0.1'] }, { addresses: ['10.180.0.2'] }], { ports: [{ name: 'http', port: 8080 }] }),
];

test('the supported versions are a copy', () => {
  Ruleset.supportedVersions().push('9.9');
  expect(Ruleset.supportedVersions()).toEqual(['1.31', '1.32', '1.33', '1.34', '1.35', '1.36', '1.37']);
});

test('a ruleset knows its node and the minor', () => {
  const ruleset = rulesetOf([NODE], { kubernetesVersion: 'v1.33.7', configuration: { mode: 'nftables' } });
  expect([ruleset.nodeName, ruleset.kubernetesVersion, ruleset.assumptions, ruleset.warnings]).toEqual(['node-a', '1.33', [], []]);
});

test('the script has the tables of both families, or one of them', () => {
  const ruleset = rulesetOf([NODE, ...WEB]);
  const [ipv4, ipv6] = [ruleset.toNft(IpFamily.IPV4), ruleset.toNft(IpFamily.IPV6)];
  expect(ruleset.toNft()).toBe(ipv4 + ipv6);
  expect(ipv4.startsWith('add table ip kube-proxy { comment "rules for kube-proxy" ; }\nadd chain ip kube-proxy cluster-ips-check\n')).toBe(true);
  expect(ipv4.split('\n').filter(line => !/^add \w+ ip kube-proxy /.test(line))).toEqual(['']);
  expect(ipv6.split('\n').filter(line => !/^add \w+ ip6 kube-proxy /.test(line))).toEqual(['']);
});

test('the parts of a table are the lines of the script', () => {
  const ruleset = rulesetOf([NODE, ...WEB]);
  const lines = ruleset.toNft(IpFamily.IPV4).split('\n');
  const chains = ruleset.chainNames(IpFamily.IPV4);
  expect(chains).toEqual(lines.flatMap(line => /^add chain ip kube-proxy (\S+)/.exec(line)?.[1] ?? []));
  expect(chains.flatMap(chain => ruleset.rules(IpFamily.IPV4, chain).map(rule => `add rule ip kube-proxy ${chain} ${rule}`)))
    .toEqual(lines.filter(line => line.startsWith('add rule')));
  const containers = lines.flatMap(line => /^add (?:set|map) ip kube-proxy (\S+)/.exec(line)?.[1] ?? []).sort();
  expect(containers.flatMap(name => ruleset.elements(IpFamily.IPV4, name).map(element => `add element ip kube-proxy ${name} { ${element} }`)))
    .toEqual(lines.filter(line => line.startsWith('add element')));
  expect(ruleset.elements(IpFamily.IPV4, 'service-ips')).toEqual(['10.96.0.41 . tcp . 80 : goto service-AXK6CI2C-demo/web/tcp/http']);
  expect(ruleset.elements(IpFamily.IPV6, 'service-ips')).toEqual([]);
});

test('chains, sets and maps that are not there are errors', () => {
  const ruleset = rulesetOf([NODE]);
  expect(message(() => ruleset.rules(IpFamily.IPV6, 'nope'))).toBe('the table ip6 kube-proxy has no chain "nope"');
  expect(message(() => ruleset.rules(IpFamily.IPV4, 'cluster-ips'))).toBe('the table ip kube-proxy has no chain "cluster-ips"');
  expect(message(() => ruleset.elements(IpFamily.IPV4, 'services'))).toBe('the table ip kube-proxy has no set or map "services"');
});

test('what is missing or no object is an error', () => {
  expect(message(() => rulesetOf([]))).toBe('there is no Node "node-a": the input has none');
  expect(message(() => rulesetOf([NODE], { nodeName: 'node-b' }))).toBe('there is no Node "node-b": the input has node-a');
  expect(message(() => rulesetOf([NODE], { kubernetesVersion: '1.30' })))
    .toBe('Kubernetes 1.30 is not supported: the rulesets of 1.31, 1.32, 1.33, 1.34, 1.35, 1.36, 1.37 are known');
  for (const [value, text] of [[null, 'null'], ['Service', '"Service"'], [[NODE], JSON.stringify([NODE]).slice(0, 117) + '...'], [undefined, 'undefined']] as const) {
    expect(message(() => Ruleset.fromObjects([NODE, value], { kubernetesVersion: '1.36', nodeName: 'node-a' }))).toBe(`objects[1]: ${text} is not an API object`);
  }
  for (const configuration of ['mode: nftables', 7, [{ mode: 'nftables' }], true]) {
    expect(message(() => rulesetOf([NODE], { configuration: configuration as unknown as Plain }))).toBe(`configuration: ${JSON.stringify(configuration)} is not a KubeProxyConfiguration`);
  }
  expect(message(() => rulesetOf([NODE, { ...NODE, spec: { unschedulable: true } }]))).toBe('objects[1]: Node node-a: there are two objects of this name (the other: objects[0])');
});

test('neither the order of objects nor of slices changes a thing', () => {
  const objects = [
    NODE, node('node-b'), ...WEB, storedService('demo/api', { clusterIP: '10.96.0.42' }), slice('demo/api-1', 'api', [{ addresses: ['10.180.0.9'] }]),
    slice('demo/web-2', 'web', [{ addresses: ['10.180.0.0'] }], { ports: [{ name: 'http', port: 8080 }] }),
  ];
  expect(rulesetOf([...objects].reverse()).toNft()).toBe(rulesetOf(objects).toNft());
});

test('the objects are not changed', () => {
  const freeze = (value: any): any => {
    if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(freeze);
    return value;
  };
  expect(() => rulesetOf(freeze([NODE, ...WEB]), { configuration: freeze({ nodePortAddresses: ['primary'], clusterCIDR: '10.0.0.0/8' }) }).toNft()).not.toThrow();
});

test.each<[string, Plain, string[]]>([
  ['a headless one', storedService('demo/web', { clusterIP: 'None', clusterIPs: ['None'] }), []],
  ['one without a ClusterIP yet', storedService('demo/web', { type: 'LoadBalancer' }, { status: { loadBalancer: { ingress: [{ ip: '1.2.3.4' }] } } }), []],
  ['ExternalName', storedService('demo/web', { type: 'ExternalName', clusterIP: '10.96.0.9' }), []],
  ['one of another proxy', storedService('demo/web', { clusterIP: '10.96.0.9' }, { metadata: { labels: { 'service.kubernetes.io/service-proxy-name': '' } } }), []],
])('Services that kube-proxy passes over: %s', (_, object, expected) => {
  expect(dynamicLines([NODE, object])).toEqual(expected);
});

test('a label for slices passes a Service over until 1.35', () => {
  const labeled = storedService('demo/web', { clusterIP: '10.96.0.9' }, { metadata: { labels: { 'service.kubernetes.io/headless': '' } } });
  expect(dynamicLines([NODE, labeled], { kubernetesVersion: '1.35' })).toEqual([]);
  expect(dynamicLines([NODE, labeled], { kubernetesVersion: '1.36' })).toHaveLength(2);
});

test('a source range for all is not a firewall from 1.34', () => {
  const open = storedService('demo/web', {
    type: 'LoadBalancer', clusterIP: '10.96.0.9', loadBalancerSourceRanges: ['203.0.113.0/24', '0.0.0.0/0'],
  }, { status: { loadBalancer: { ingress: [{ ip: '1.2.3.4' }] } } });
  const firewall = (kubernetesVersion: string) => rulesetOf([NODE, open], { kubernetesVersion }).chainNames(IpFamily.IPV4).filter(name => name.startsWith('firewall-') && name !== 'firewall-check');
  expect(firewall('1.33')).toHaveLength(1);
  expect(firewall('1.34')).toEqual([]);
});

test('assumptions stand in a comment on top, one a line and in ASCII', () => {
  const ruleset = Ruleset.fromObjects([NODE, service('demo/web', { selector: { app: 'ä\nadd table ip x' } })], { kubernetesVersion: '1.36', nodeName: 'node-a' });
  const address = rulesetAddress(ruleset);
  expect(ruleset.assumptions).toEqual([
    'ServiceCIDR kubernetes: 10.96.0.0/12, since the input has none',
    `Service demo/web: ClusterIP ${address}, allocated from 10.96.0.0/12`,
    'Service demo/web: no endpoints: no workload of the input has pods with app=ä\nadd table ip x',
  ]);
  for (const family of [undefined, IpFamily.IPV4, IpFamily.IPV6]) {
    expect(ruleset.toNft(family).split('\n').slice(0, 5)).toEqual([
      '# Assumed, since only a running cluster decides it:',
      '#   ServiceCIDR kubernetes: 10.96.0.0/12, since the input has none',
      `#   Service demo/web: ClusterIP ${address}, allocated from 10.96.0.0/12`,
      '#   Service demo/web: no endpoints: no workload of the input has pods with app= add table ip x',
      `add table ${family === IpFamily.IPV6 ? 'ip6' : 'ip'} kube-proxy { comment "rules for kube-proxy" ; }`,
    ]);
  }
  ruleset.assumptions.pop();
  expect(ruleset.assumptions).toHaveLength(3);
});

function rulesetAddress(ruleset: Ruleset): string {
  return ruleset.elements(IpFamily.IPV4, 'cluster-ips')[0];
}
