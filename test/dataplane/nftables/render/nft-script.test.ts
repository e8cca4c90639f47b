import { Family } from '../../../../src/base/ip/address';
import {
  bitwise, concatenation, CT_STATE, CT_STATUS, destinationAddress, destinationPort, FIB_DESTINATION, FIB_SOURCE, L4PROTO, literal, MARK,
  setReference, sourceAddress, TRANSPORT_DESTINATION_PORT,
} from '../../../../src/dataplane/nftables/model/expressions';
import {
  compare, DROP, goto, jump, MASQUERADE, match, matchProtocol, REJECT, RETURN, setMark, Statement, verdict, vmap,
} from '../../../../src/dataplane/nftables/model/statements';
import { addRule, TableBuilder } from '../../../../src/dataplane/nftables/model/table-builder';
import { renderElement, renderNftScript, renderRule, renderVerdict } from '../../../../src/dataplane/nftables/render/nft-script';

const TARGETS = [{ address: '10.0.0.1', port: 80 }, { address: '10.0.0.2', port: 8080 }];
const IPV6_TARGET = { address: 'fd00::1', port: 80 };

test.each<[string, Statement, Family]>([
  ['ip saddr 10.0.0.0/8', match(sourceAddress('ip'), literal('10.0.0.0/8')), 'ip'],
  ['ip6 saddr != fd00::/8', compare(sourceAddress('ip6'), '!=', literal('fd00::/8')), 'ip6'],
  ['ip daddr @cluster-ips', match(destinationAddress('ip'), setReference('cluster-ips')), 'ip'],
  ['ip saddr != { 10.0.0.0/8 , 1.2.3.4 }', compare(sourceAddress('ip'), '!=', { kind: 'anonymous-set', members: ['10.0.0.0/8', '1.2.3.4'], compact: false }), 'ip'],
  ['ip daddr { 10.96.0.0/12,10.112.0.0/16 }', match(destinationAddress('ip'), { kind: 'anonymous-set', members: ['10.96.0.0/12', '10.112.0.0/16'], compact: true }), 'ip'],
  ['ip daddr { 10.96.0.0/12 }', match(destinationAddress('ip'), { kind: 'anonymous-set', members: ['10.96.0.0/12'], compact: true }), 'ip'],
  ['udp dport 53', match(destinationPort('udp'), literal(53)), 'ip'],
  ['meta l4proto sctp', matchProtocol('sctp'), 'ip'],
  ['ct state new', match(CT_STATE, literal('new')), 'ip'],
  ['ct status dnat', match(CT_STATUS, literal('dnat')), 'ip'],
  ['fib saddr type local', match(FIB_SOURCE, literal('local')), 'ip'],
  ['fib daddr type local', match(FIB_DESTINATION, literal('local')), 'ip'],
  ['iif cni0', match({ kind: 'meta', key: 'iif' }, literal('cni0')), 'ip'],
  ['iifname != veth*', compare({ kind: 'meta', key: 'iifname' }, '!=', literal('veth*')), 'ip'],
  ['mark and 0x00000001 == 0', compare(bitwise(MARK, 'and', 1), '==', literal(0)), 'ip'],
  ['mark set mark or 0x80000000', setMark(bitwise(MARK, 'or', 2 ** 31)), 'ip'],
  ['mark set mark xor 0x0000abcd', setMark(bitwise(MARK, 'xor', 0xabcd)), 'ip'],
  ['ip6 saddr . ip6 daddr . meta l4proto . th dport @hairpin-connections',
    match(concatenation(sourceAddress('ip6'), destinationAddress('ip6'), L4PROTO, TRANSPORT_DESTINATION_PORT), setReference('hairpin-connections')), 'ip6'],
  ['meta l4proto . th dport vmap @service-nodeports', vmap(concatenation(L4PROTO, TRANSPORT_DESTINATION_PORT), 'service-nodeports'), 'ip'],
  ['jump services', verdict(jump('services')), 'ip'],
  ['goto reject-chain', verdict(goto('reject-chain')), 'ip'],
  ['drop', verdict(DROP), 'ip'],
  ['return', verdict(RETURN), 'ip'],
  ['accept', verdict({ kind: 'accept' }), 'ip'],
  ['reject', REJECT, 'ip'],
  ['masquerade fully-random', MASQUERADE, 'ip6'],
  ['dnat to 10.0.0.1:80', { kind: 'dnat', target: TARGETS[0] }, 'ip'],
  ['dnat to [fd00::1]:80', { kind: 'dnat', target: IPV6_TARGET }, 'ip6'],
  ['dnat ip addr . port to numgen random mod 2 map { 0 : 10.0.0.1 . 80 , 1 : 10.0.0.2 . 8080 }', { kind: 'numgen-dnat', targets: TARGETS }, 'ip'],
  ['dnat ip6 addr . port to numgen random mod 1 map { 0 : fd00::1 . 80 }', { kind: 'numgen-dnat', targets: [IPV6_TARGET] }, 'ip6'],
  ['numgen random mod 2 vmap { 0 : goto a , 1 : drop }', { kind: 'numgen-vmap', verdicts: [goto('a'), DROP] }, 'ip'],
  ['update @affinity-x { ip6 saddr }', { kind: 'set-update', set: 'affinity-x', key: sourceAddress('ip6') }, 'ip6'],
])('%s', (expected, statement, family) => {
  expect(renderRule([statement], undefined, family)).toBe(expected);
});

test('statements are joined by blanks, and a comment comes last', () => {
  expect(renderRule([matchProtocol('tcp'), match(FIB_SOURCE, literal('local')), REJECT], "it's (a) comment, #1; @home!", 'ip'))
    .toBe('meta l4proto tcp fib saddr type local reject comment "it\'s (a) comment, #1; @home!"');
});

test.each(['a"b', 'a\\b', 'a\nb', 'a\tb', 'a\u0000b', 'a\u007fb', 'é', '"'])('%j can\'t stand in a comment, wherever it comes from', comment => {
  const error = new Error(`${JSON.stringify(comment)} can't stand in an nft comment`);
  expect(() => renderRule([REJECT], comment, 'ip')).toThrow(error);
  expect(() => renderElement('10.0.0.1', { key: ['10.0.0.1'], verdict: DROP, comment })).toThrow(error);
  expect(() => [...renderNftScript(new TableBuilder('ip', 'kube-proxy', comment).table)]).toThrow(error);
  for (const fill of [
    (builder: TableBuilder) => builder.chain('a', { comment }),
    (builder: TableBuilder) => builder.set('a', ['inet_proto'], { comment }),
    (builder: TableBuilder) => builder.map('a', ['inet_proto'], comment),
  ]) {
    const builder = new TableBuilder('ip', 'kube-proxy', 'rules');
    fill(builder);
    expect(() => [...renderNftScript(builder.table)]).toThrow(error);
  }
});

test('verdicts and elements', () => {
  expect([DROP, RETURN, jump('a'), goto('b')].map(renderVerdict)).toEqual(['drop', 'return', 'jump a', 'goto b']);
  expect(renderElement('10.0.0.1', { key: ['10.0.0.1'] })).toBe('10.0.0.1');
  expect(renderElement('tcp . 80', { key: ['tcp', 80], verdict: goto('a/b') })).toBe('tcp . 80 : goto a/b');
  expect(renderElement('tcp . 80', { key: ['tcp', 80], verdict: DROP, comment: 'a/b:c' })).toBe('tcp . 80 comment "a/b:c" : drop');
});

test('a table is written by kinds and names, but rules in their order', () => {
  const builder = new TableBuilder('ip6', 'kube-proxy', 'rules for kube-proxy');
  builder.map('z-map', ['ipv6_addr', 'inet_proto', 'inet_service'], 'a map');
  builder.map('a-map', ['inet_proto', 'inet_service'], 'nodes');
  builder.set('m-set', ['ipv6_addr'], { timeoutSeconds: 600 });
  builder.set('b-set', ['ipv6_addr'], { comment: 'a set' });
  builder.chain('z');
  builder.chain('a', { base: { type: 'nat', hook: 'postrouting', priority: 100 } });
  builder.chain('c', { comment: 'a chain' });
  builder.chain('B');
  builder.chain('n', { base: { type: 'filter', hook: 'input', priority: -110 } });
  addRule(builder.chain('z'), [REJECT]);
  addRule(builder.chain('z'), [verdict(DROP)], undefined, 'dropped');
  addRule(builder.chain('a'), [MASQUERADE]);
  builder.setElement('b-set', ['fd00::2']);
  builder.setElement('b-set', ['fd00::10']);
  builder.mapElement('z-map', ['fd00::1', 'tcp', 80], goto('z'));
  builder.mapElement('a-map', ['udp', 9], DROP, 'a/b');
  expect([...renderNftScript(builder.table)]).toEqual([
    'add table ip6 kube-proxy { comment "rules for kube-proxy" ; }',
    'add chain ip6 kube-proxy B',
    'add chain ip6 kube-proxy a { type nat hook postrouting priority 100 ; }',
    'add chain ip6 kube-proxy c { comment "a chain" ; }',
    'add chain ip6 kube-proxy n { type filter hook input priority -110 ; }',
    'add chain ip6 kube-proxy z',
    'add set ip6 kube-proxy b-set { type ipv6_addr ; comment "a set" ; }',
    'add set ip6 kube-proxy m-set { type ipv6_addr ; flags dynamic,timeout ; timeout 600s ; }',
    'add map ip6 kube-proxy a-map { type inet_proto . inet_service : verdict ; comment "nodes" ; }',
    'add map ip6 kube-proxy z-map { type ipv6_addr . inet_proto . inet_service : verdict ; comment "a map" ; }',
    'add rule ip6 kube-proxy a masquerade fully-random',
    'add rule ip6 kube-proxy z reject',
    'add rule ip6 kube-proxy z drop comment "dropped"',
    'add element ip6 kube-proxy a-map { udp . 9 comment "a/b" : drop }',
    'add element ip6 kube-proxy b-set { fd00::10 }',
    'add element ip6 kube-proxy b-set { fd00::2 }',
    'add element ip6 kube-proxy z-map { fd00::1 . tcp . 80 : goto z }',
  ]);
});
