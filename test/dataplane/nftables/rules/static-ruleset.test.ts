import { IpFamily } from '../../../../src/base/ip/ip-family';
import { renderNftScript } from '../../../../src/dataplane/nftables/render/nft-script';
import { node, rulesetOf, serviceCidr } from '../../../support/builders';

const NODE = node('node-a', { addresses: ['192.168.0.2', '2001:db8::1'] });

const PLAIN = 'ip daddr . meta l4proto . th dport vmap @service-ips';
const ON_NODE_PORT_IPS = 'ip daddr @nodeport-ips meta l4proto . th dport vmap @service-nodeports';
const ON_ALL_IPS = 'fib daddr type local ip daddr != 127.0.0.0/8 meta l4proto . th dport vmap @service-nodeports';

test.each<[string, object, string, string[]]>([
  ['a cluster CIDR', { clusterCIDR: '10.0.0.0/8' }, '1.36', [
    'ip daddr @cluster-ips ip saddr != 10.0.0.0/8 mark set mark or 0x00004000 comment "masquerade clusterIP traffic from outside cluster"', PLAIN, ON_NODE_PORT_IPS,
  ]],
  ['masqueradeAll', { clusterCIDR: '10.0.0.0/8', nftables: { masqueradeAll: true } }, '1.37', [
    'ip daddr @cluster-ips mark set mark or 0x00004000 comment "masquerade all clusterIP traffic"', PLAIN, ON_NODE_PORT_IPS,
  ]],
  ['no detector', {}, '1.36', [PLAIN, ON_NODE_PORT_IPS]],
  ['no detector, masqueradeAll', { nftables: { masqueradeAll: true, masqueradeBit: 31 } }, '1.36', [
    'ip daddr @cluster-ips mark set mark or 0x80000000 comment "masquerade all clusterIP traffic"', PLAIN, ON_NODE_PORT_IPS,
  ]],
  ['masqueradeAll of the iptables section', { iptables: { masqueradeAll: true } }, '1.36', [PLAIN, ON_NODE_PORT_IPS]],
  ['1.35', { clusterCIDR: '10.0.0.0/8' }, '1.35', [PLAIN, ON_NODE_PORT_IPS]],
  ['1.35, masqueradeAll', { nftables: { masqueradeAll: true } }, '1.35', [PLAIN, ON_NODE_PORT_IPS]],
  ['all addresses', { nodePortAddresses: ['0.0.0.0/0'] }, '1.36', [PLAIN, ON_ALL_IPS]],
  ['all addresses by keyword', { nodePortAddresses: ['all'] }, '1.37', [PLAIN, ON_ALL_IPS]],
  ['no address of the family', { nodePortAddresses: ['::1/128'] }, '1.36', [PLAIN, ON_ALL_IPS]],
  ['a bridge', { detectLocalMode: 'BridgeInterface', detectLocal: { bridgeInterface: 'cni0' } }, '1.36', [
    'ip daddr @cluster-ips iifname != cni0 mark set mark or 0x00004000 comment "masquerade clusterIP traffic from outside cluster"', PLAIN, ON_NODE_PORT_IPS,
  ]],
  ['a prefix', { detectLocalMode: 'InterfaceNamePrefix', detectLocal: { interfaceNamePrefix: 'veth' } }, '1.36', [
    'ip daddr @cluster-ips iifname != veth* mark set mark or 0x00004000 comment "masquerade clusterIP traffic from outside cluster"', PLAIN, ON_NODE_PORT_IPS,
  ]],
])('the rules of the chain services: %s', (_, configuration, kubernetesVersion, expected) => {
  expect(rulesetOf([NODE], { configuration, kubernetesVersion }).rules(IpFamily.IPV4, 'services')).toEqual(expected);
});

test.each<[number | undefined, string]>([[undefined, '0x00004000'], [0, '0x00000001'], [14, '0x00004000'], [15, '0x00008000'], [31, '0x80000000']])(
  'masqueradeBit %s is the mark %s', (masqueradeBit, mark) => {
    const rules = (kubernetesVersion: string, chain: string) =>
      rulesetOf([NODE], { kubernetesVersion, configuration: { nftables: { masqueradeBit } } }).rules(IpFamily.IPV6, chain);
    expect(rules('1.36', 'masquerading')).toEqual([
      `mark and ${mark} != 0 mark set mark xor ${mark} masquerade fully-random`,
      'ct status dnat ip6 saddr . ip6 daddr . meta l4proto . th dport @hairpin-connections masquerade fully-random',
    ]);
    expect(rules('1.35', 'masquerading')).toEqual([`mark and ${mark} == 0 return`, `mark set mark xor ${mark}`, 'masquerade fully-random']);
    expect(rules('1.35', 'mark-for-masquerade')).toEqual([`mark set mark or ${mark}`]);
  });

const REJECT = 'ip daddr @cluster-ips reject comment "Reject traffic to invalid ports of ClusterIPs"';

test.each<[string, object[], string, string[]]>([
  ['no ServiceCIDR', [], '1.36', [REJECT]],
  ['before 1.33', [serviceCidr('kubernetes', '10.96.0.0/12')], '1.32', [REJECT]],
  ['one', [serviceCidr('kubernetes', '10.96.0.0/12')], '1.33', [REJECT, 'ip daddr { 10.96.0.0/12 } drop comment "Drop traffic to unallocated ClusterIPs"']],
  ['two of the same range', [serviceCidr('a', '10.96.0.0/12', 'fd00::/112'), serviceCidr('b', '10.112.0.0/16', '10.96.0.0/12')], '1.36',
    [REJECT, 'ip daddr { 10.96.0.0/12,10.112.0.0/16 } drop comment "Drop traffic to unallocated ClusterIPs"']],
  ['the other family alone', [serviceCidr('a', 'fd00::/112')], '1.36', [REJECT]],
])('the rules of the chain cluster-ips-check: %s', (_, serviceCidrs, kubernetesVersion, expected) => {
  expect(rulesetOf([NODE, ...serviceCidrs as any[]], { kubernetesVersion }).rules(IpFamily.IPV4, 'cluster-ips-check')).toEqual(expected);
});

const NAT_CHAINS = [
  ['nat-prerouting', 'type nat hook prerouting priority -100', 'jump services'],
  ['nat-output', 'type nat hook output priority -100', 'jump services'],
  ['nat-postrouting', 'type nat hook postrouting priority 100', 'jump masquerading'],
];
const NEW = (chain: string) => `ct state new jump ${chain}`;

// Where in the kernel's packet path each check happens decides what traffic it sees.
test.each<[string, string[][]]>([
  ['1.32', [
    ['filter-prerouting', 'type filter hook prerouting priority -110', NEW('firewall-check')],
    ['filter-input', 'type filter hook input priority -110', NEW('nodeport-endpoints-check'), NEW('service-endpoints-check')],
    ['filter-forward', 'type filter hook forward priority -110', NEW('service-endpoints-check'), NEW('cluster-ips-check')],
    ['filter-output', 'type filter hook output priority -110', NEW('service-endpoints-check'), NEW('firewall-check')],
    ['filter-output-post-dnat', 'type filter hook output priority -90', NEW('cluster-ips-check')],
    ...NAT_CHAINS,
  ]],
  ['1.33', [
    ['filter-prerouting-pre-dnat', 'type filter hook prerouting priority -110', NEW('firewall-check')],
    ['filter-output-pre-dnat', 'type filter hook output priority -110', NEW('firewall-check')],
    ['filter-input', 'type filter hook input priority 0', NEW('nodeport-endpoints-check'), NEW('service-endpoints-check')],
    ['filter-forward', 'type filter hook forward priority 0', NEW('service-endpoints-check'), NEW('cluster-ips-check')],
    ['filter-output', 'type filter hook output priority 0', NEW('service-endpoints-check'), NEW('cluster-ips-check')],
    ...NAT_CHAINS,
  ]],
])('the base chains of %s', (kubernetesVersion, expected) => {
  const ruleset = rulesetOf([NODE], { kubernetesVersion });
  const script = [...renderNftScript(ruleset._table(IpFamily.IPV4))];
  const chains = script.flatMap(line => /^add chain ip kube-proxy (\S+) \{ (type .*) ; \}$/.exec(line)?.slice(1, 3).join('|') ?? []);
  expect(chains.sort()).toEqual(expected.map(([name, hook]) => `${name}|${hook}`).sort());
  for (const [name, , ...jumps] of expected) expect(ruleset.rules(IpFamily.IPV4, name)).toEqual(jumps);
});
