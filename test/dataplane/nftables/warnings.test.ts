import { node, Plain, rulesetOf, slice, storedService } from '../../support/builders';

const NODE = node();
const bridge = { detectLocalMode: 'BridgeInterface', detectLocal: { bridgeInterface: 'cni0' } };
const prefix = { detectLocalMode: 'InterfaceNamePrefix', detectLocal: { interfaceNamePrefix: 'veth' } };
const WEB: Plain[] = [storedService('demo/web', { clusterIP: '10.96.0.41' }), slice('demo/web-1', 'web', [{ addresses: ['10.244.0.1'] }])];

function warnings(objects: readonly Plain[], kubernetesVersion: string, configuration: Plain = {}): string[] {
  const { warnings: all } = rulesetOf([NODE, ...objects], { kubernetesVersion, configuration: { mode: 'nftables', ...configuration } });
  // What the input lacks is another matter.
  return all.filter(warning => !warning.startsWith('the input has '));
}

test('where all is well there are none', () => {
  for (const version of ['1.31', '1.34', '1.37']) expect(warnings(WEB, version, { clusterCIDR: '10.244.0.0/16' })).toEqual([]);
});

test('a match of an interface that may be missing', () => {
  const expected = 'kube-proxy of this version matches "iif cni0": its sync fails while the node has no interface of that name (kubernetes#134117, fixed in 1.33)';
  expect(warnings(WEB, '1.32', bridge)).toEqual([expected]);
  expect(warnings(WEB, '1.33', bridge)).toEqual([]);
  expect(warnings([], '1.32', bridge)).toEqual([]);
});

test('a match of an interface\'s prefix, which never matches', () => {
  expect(warnings(WEB, '1.31', prefix)).toEqual([
    'kube-proxy of this version matches "iif veth*", which takes no prefix: its sync fails unless an interface has just that name (kubernetes#134117, fixed in 1.33)',
  ]);
  expect(warnings(WEB, '1.36', prefix)).toEqual([]);
});

test('a Node without pod CIDRs where they are needed', () => {
  const expected = 'Node node-a has no spec.podCIDRs: with detectLocalMode NodeCIDR kube-proxy waits for them and programs nothing until they are there';
  expect(warnings([], '1.36', { detectLocalMode: 'NodeCIDR' })).toEqual([expected]);
  expect(rulesetOf([node('node-a', { podCIDRs: ['10.244.0.0/24'] })], { configuration: { mode: 'nftables', detectLocalMode: 'NodeCIDR' } }).warnings).toEqual([]);
});

const LONG = ['n'.repeat(50), 's'.repeat(50), 'p'.repeat(27)];
const longService = (port: string) => storedService(`${LONG[0]}/${LONG[1]}`, { type: 'NodePort', clusterIP: '10.96.0.9', ports: [{ name: port, port: 80, nodePort: 30080 }] });

test('comments that are too long for nft', () => {
  const comment = `${LONG[0]}/${LONG[1]}:${LONG[2]}`;
  expect(comment).toHaveLength(129);
  expect(warnings([longService(LONG[2])], '1.36')).toEqual([
    `ip table: the comment "${comment}" is longer than the 128 bytes that nft takes: every sync of kube-proxy fails while this service port has no endpoints`
    + ' (kubernetes#139516, fixed in 1.37)',
  ]);
  expect(warnings([longService(LONG[2])], '1.37')).toEqual([]);
  expect(warnings([longService(LONG[2].slice(1))], '1.31')).toEqual([]);
});

test('the comment is cut in 1.37', () => {
  const script = rulesetOf([NODE, longService(LONG[2])], { kubernetesVersion: '1.37' }).toNft();
  expect(script).toContain(`{ tcp . 30080 comment "${`${LONG[0]}/${LONG[1]}:${LONG[2]}`.slice(0, 128)}" : goto reject-chain }`);
});

test('frontends that two Services claim', () => {
  const claim = (name: string, clusterIP: string) => [
    storedService(`demo/${name}`, { clusterIP, externalIPs: ['192.0.2.9'], type: 'NodePort', ports: [{ port: 80, nodePort: 30080 }] }),
    slice(`demo/${name}-1`, name, [{ addresses: ['10.244.0.1'] }]),
  ];
  const both = [...claim('b', '10.96.0.1'), ...claim('a', '10.96.0.2')];
  expect(warnings(both, '1.36')).toEqual([
    'ip table: several Services claim 192.0.2.9 . tcp . 80 (map service-ips); which one wins in kube-proxy is random',
    'ip table: several Services claim tcp . 30080 (map service-nodeports); which one wins in kube-proxy is random',
  ]);
  // The one whose name comes last wins, whatever the order of the objects.
  expect(rulesetOf([NODE, ...both]).toNft()).toMatch(/\{ 192\.0\.2\.9 \. tcp \. 80 : goto external-[A-Z2-7]{8}-demo\/b\/tcp\/ \}/);
  expect(rulesetOf([NODE, ...both.reverse()]).toNft()).toMatch(/\{ 192\.0\.2\.9 \. tcp \. 80 : goto external-[A-Z2-7]{8}-demo\/b\/tcp\/ \}/);
});

test('what many Services claim is told once', () => {
  const many = ['a', 'b', 'c', 'd'].map((name, i) => storedService(`demo/${name}`, { clusterIP: `10.96.0.${i + 1}`, externalIPs: ['192.0.2.9'] }));
  const slices = ['a', 'b', 'c', 'd'].map(name => slice(`demo/${name}-1`, name, [{ addresses: ['10.244.0.1'] }]));
  expect(warnings([...many, ...slices], '1.36')).toEqual(['ip table: several Services claim 192.0.2.9 . tcp . 80 (map service-ips); which one wins in kube-proxy is random']);
});

test('an address that is claimed twice by one Service is no conflict', () => {
  const twice = storedService('demo/web', { clusterIP: '10.96.0.41', externalIPs: ['192.0.2.9', '192.0.2.9'], type: 'LoadBalancer' }, {
    status: { loadBalancer: { ingress: [{ ip: '192.0.2.9' }] } },
  });
  expect(warnings([twice, WEB[1]], '1.36')).toEqual([]);
});
