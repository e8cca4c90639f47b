import { IpFamily } from '../../../src/base/ip/ip-family';
import { RulesetChangeAction, RulesetChangeKind } from '../../../src/dataplane/compare';
import { lines } from '../../input/objects';
import { node, Plain, rulesetOf, serviceCidr, slice, storedService } from '../../support/builders';

const NODE = node('node-a', { addresses: ['192.168.0.2'], podCIDRs: ['10.244.0.0/24'] });
const CONFIGURATION = { clusterCIDR: '10.244.0.0/16' };

function web(endpoints: readonly string[], spec: Plain = {}, more: Plain = {}): Plain[] {
  return [
    storedService('demo/web', { clusterIP: '10.96.0.41', ports: [{ name: 'http', port: 80 }], ...spec }, more),
    slice('demo/web-1', 'web', endpoints.map(address => ({ addresses: [address], nodeName: address.startsWith('10.244.0.') ? 'node-a' : 'node-b' })),
      { ports: [{ name: 'http', port: 8080 }] }),
  ];
}

const compared = (before: readonly Plain[], after: readonly Plain[], versions: [string, string] = ['1.36', '1.36'], common: readonly Plain[] = []) => {
  const ruleset = (objects: readonly Plain[], kubernetesVersion: string) => (
    rulesetOf([NODE, ...common, ...objects], { kubernetesVersion, configuration: CONFIGURATION })
  );
  return ruleset(before, versions[0]).compareWith(ruleset(after, versions[1]));
};

test('a ruleset does not differ from itself', () => {
  const difference = compared(web(['10.244.0.1']), web(['10.244.0.1']));
  expect([difference.isEmpty, difference.changes, difference.behaviorChanges, difference.toText(), difference.toNft()])
    .toEqual([true, [], [], 'No difference.\n', '']);
  expect(JSON.parse(difference.toJson())).toMatchObject({ changes: [], behaviorChanges: [], assumptions: [] });
});

test('nor does one with the ServiceCIDRs in another order', () => {
  const ranges = [serviceCidr('kubernetes', '10.96.0.0/16'), serviceCidr('more', '10.98.0.0/16')];
  expect(compared(ranges, [...ranges].reverse()).isEmpty).toBe(true);
  expect(compared(ranges, ranges.slice(1)).isEmpty).toBe(false);
});

test('the changes, one by one', () => {
  const difference = compared(web(['10.244.0.1']), []);
  const family = IpFamily.IPV4;
  const service = 'service-AXK6CI2C-demo/web/tcp/http';
  const action = RulesetChangeAction.REMOVED;
  expect(difference.isEmpty).toBe(false);
  expect(difference.changes).toEqual([
    { family, kind: RulesetChangeKind.CHAIN, name: service, action, before: service },
    {
      family,
      kind: RulesetChangeKind.RULE,
      name: service,
      action,
      before: 'meta l4proto tcp dnat ip addr . port to numgen random mod 1 map { 0 : 10.244.0.1 . 8080 }',
    },
    { family, kind: RulesetChangeKind.ELEMENT, name: 'cluster-ips', action, before: '10.96.0.41' },
    { family, kind: RulesetChangeKind.ELEMENT, name: 'hairpin-connections', action, before: '10.244.0.1 . 10.244.0.1 . tcp . 8080' },
    { family, kind: RulesetChangeKind.ELEMENT, name: 'service-ips', action, before: `10.96.0.41 . tcp . 80 : goto ${service}` },
  ]);
  difference.changes.pop();
  expect(difference.changes).toHaveLength(5);
  expect(JSON.parse(difference.toJson()).changes).toEqual(difference.changes);
  expect(JSON.parse(difference.toJson(IpFamily.IPV6)).changes).toEqual([]);
});

test('sets, maps and elements that change', () => {
  const affinity = (timeoutSeconds: number) => ({ sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds } } });
  const { changes } = compared(web(['10.244.0.1'], affinity(60)), web(['10.244.0.1'], affinity(120)));
  expect(changes).toEqual([{
    family: IpFamily.IPV4,
    kind: RulesetChangeKind.SET,
    name: expect.stringMatching(/^affinity-\w{8}-demo\/web\/tcp\/http__10\.244\.0\.1\/8080$/),
    action: RulesetChangeAction.CHANGED,
    before: expect.stringContaining('timeout 60s'),
    after: expect.stringContaining('timeout 120s'),
  }]);
  const [element] = compared(web(['10.244.0.1']), web(['10.244.0.1'], { internalTrafficPolicy: 'Local' })).changes.filter(({ name: map }) => map === 'service-ips');
  expect(element).toMatchObject({ action: RulesetChangeAction.CHANGED, before: expect.stringContaining('service-'), after: expect.stringContaining('local-') });
});

test('rules around those that change are shown, and no others', () => {
  const endpoints = Array.from({ length: 20 }, (_, i) => `10.244.1.${i + 10}`);
  const text = compared(web(endpoints, { sessionAffinity: 'ClientIP' }), web(endpoints.filter((_, i) => i !== 6), { sessionAffinity: 'ClientIP' })).toText(IpFamily.IPV4);
  const chain = text.slice(text.indexOf('  chain service-'), text.indexOf('- set '));
  const signs = chain.split('\n').slice(1, -1).map(line => (line.endsWith('...') ? '.' : line[0])).join('');
  expect(signs).toBe('.   -   .   -+');
});

test('the text of an upgrade', () => {
  expect(compared(web(['10.244.0.1']), web(['10.244.0.1']), ['1.36', '1.37']).toText()).toBe(lines(
    '--- kube-proxy 1.36 on node-a',
    '+++ kube-proxy 1.37 on node-a',
    'table ip kube-proxy',
    '  chain service-AXK6CI2C-demo/web/tcp/http',
    '-     meta l4proto tcp dnat ip addr . port to numgen random mod 1 map { 0 : 10.244.0.1 . 8080 }',
    '+     meta l4proto tcp dnat to 10.244.0.1:8080',
    'behavior: the same for all frontends and sources',
    'rules: 1 added, 1 removed',
  ));
});

test('the transactions of both families end with the chains that are deleted', () => {
  const dual = web(['10.244.0.1']).flatMap(object => (object.kind === 'Service'
    ? [{ ...object, spec: { ...object.spec, clusterIPs: ['10.96.0.41', 'fd00:96::41'], ipFamilies: ['IPv4', 'IPv6'] } }]
    : [object, slice('demo/web-2', 'web', [{ addresses: ['fd00:10::1'] }], { addressType: 'IPv6', ports: object.ports })]));
  const script = compared(dual, []).toNft().trimEnd().split('\n');
  const comment = script.findIndex(line => line.startsWith('#'));
  expect(script.slice(comment + 2)).toEqual(['ip', 'ip6'].map(family => `delete chain ${family} kube-proxy service-AXK6CI2C-demo/web/tcp/http`));
  expect(script.slice(0, comment).filter(line => line.includes('delete chain'))).toEqual([]);
  expect(compared(dual, []).toNft(IpFamily.IPV6).match(/ ip /g)).toBe(null);
});

describe('what clients notice', () => {
  const at = (changes: readonly Plain[]) => changes.map(({ address, port, sourceClasses, before, after }) => [`${address}:${port}`, sourceClasses.join(), before, after]);

  test('session affinity', () => {
    expect(at(compared(web(['10.244.0.1']), web(['10.244.0.1'], { sessionAffinity: 'ClientIP' })).behaviorChanges)).toEqual([
      ['10.96.0.41:80', 'pod-on-node,pod-elsewhere', '10.244.0.1:8080', '10.244.0.1:8080, sticky for 10800 s'],
      ['10.96.0.41:80', 'node,external', '10.244.0.1:8080 masqueraded', '10.244.0.1:8080 masqueraded, sticky for 10800 s'],
    ]);
  });

  test('endpoints in another order, or in several slices, are nothing', () => {
    const [service, all] = web(['10.244.0.1', '10.244.1.2']);
    const [first, second] = all.endpoints.map((endpoint: Plain, i: number) => ({ ...all, metadata: { ...all.metadata, name: `web-${i}` }, endpoints: [endpoint] }));
    expect(compared([service, all], [service, second, first]).isEmpty).toBe(true);
  });

  test('the last endpoint goes, also one on this node for externalTrafficPolicy Local', () => {
    expect(at(compared(web(['10.244.0.1']), web([])).behaviorChanges)).toEqual([
      ['10.96.0.41:80', 'pod-on-node,pod-elsewhere', '10.244.0.1:8080', 'rejected'],
      ['10.96.0.41:80', 'node,external', '10.244.0.1:8080 masqueraded', 'rejected'],
    ]);
    const local = { type: 'NodePort', externalTrafficPolicy: 'Local', ports: [{ name: 'http', port: 80, nodePort: 30080 }] };
    const nodePort = compared(web(['10.244.0.1'], local), web(['10.244.1.1'], local)).behaviorChanges.filter(({ port }) => port === 30080);
    expect(at(nodePort)).toContainEqual(['192.168.0.2:30080', 'external', '10.244.0.1:8080', 'dropped']);
  });

  test('source ranges', () => {
    const balanced = (ranges: readonly string[]) => web(['10.244.0.1'], { type: 'LoadBalancer', loadBalancerSourceRanges: ranges },
      { status: { loadBalancer: { ingress: [{ ip: '198.51.100.7' }] } } });
    expect(at(compared(balanced([]), balanced(['192.0.2.0/24'])).behaviorChanges)).toEqual([
      ['198.51.100.7:80', expect.stringMatching(/external$/), expect.stringContaining('10.244.0.1:8080'), 'dropped'],
    ].map(row => expect.arrayContaining(row)));
  });

  test('a Service that is new or gone, and one whose address changes', () => {
    const moved = compared(web(['10.244.0.1']), web(['10.244.0.1'], { clusterIP: '10.96.0.42' })).behaviorChanges;
    expect(moved.map(({ address, action }) => [address, action])).toEqual([
      ['10.96.0.41', 'removed'], ['10.96.0.41', 'removed'], ['10.96.0.42', 'added'], ['10.96.0.42', 'added'],
    ]);
    expect(moved[0]).toEqual({
      serviceName: 'demo/web',
      portName: 'http',
      kind: 'cluster-ip',
      family: 'ipv4',
      address: '10.96.0.41',
      port: 80,
      protocol: 'tcp',
      action: 'removed',
      sourceClasses: ['pod-on-node', 'pod-elsewhere'],
      before: '10.244.0.1:8080',
    });
  });

  test('addresses of the service range that no Service has, which 1.33 drops', () => {
    const difference = compared(web(['10.244.0.1']), web(['10.244.0.1']), ['1.32', '1.33'], [serviceCidr('kubernetes', '10.96.0.40/30')]);
    expect(difference.behaviorChanges).toEqual([{
      family: 'ipv4',
      address: '10.96.0.42',
      port: 80,
      protocol: 'tcp',
      action: 'changed',
      sourceClasses: ['pod-on-node', 'pod-elsewhere', 'node', 'external'],
      before: 'routed on',
      after: 'dropped',
    }]);
    expect(difference.toText()).toContain('\nbehavior\n  no Service ClusterIP 10.96.0.42:80/tcp\n    from pod-on-node, pod-elsewhere, node, external\n');
  });
});
