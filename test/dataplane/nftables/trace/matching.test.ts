import { daddr, FROM_NODE, FROM_WIRE, is, outcomesOf, saddr, tableOf } from './tables';
import {
  bitwise, concatenation, CT_STATE, destinationAddress, destinationPort, Expression, FIB_DESTINATION, FIB_SOURCE, L4PROTO, literal, MARK,
  setReference, sourceAddress, TRANSPORT_DESTINATION_PORT,
} from '../../../../src/dataplane/nftables/model/expressions';
import { compare, DROP, Match, match, setMark } from '../../../../src/dataplane/nftables/model/statements';
import { Packet } from '../../../../src/dataplane/nftables/trace/packet';

/** Whether the first packet of a connection matches, at the first hook that it comes to. */
function matches(condition: Match, packet: Packet): boolean {
  const rules = [[condition, DROP]];
  const table = tableOf({ 'filter prerouting 0': rules, 'filter output 0': rules }, builder => {
    builder.set('addresses', ['ipv4_addr'], {});
    builder.setElement('addresses', ['10.96.0.1']);
    builder.set('affinity', ['ipv4_addr'], { timeoutSeconds: 60 });
    builder.set('connections', ['ipv4_addr', 'ipv4_addr', 'inet_proto', 'inet_service'], {});
    builder.setElement('connections', ['203.0.113.7', '10.96.0.1', 'tcp', 80]);
  });
  return outcomesOf(table, packet)[0].verdict === 'drop';
}

const negated = ({ left, right }: Match): Match => ({ kind: 'match', left, operator: '!=', right });
const interfaceName = (key: 'iif' | 'iifname', value: string) => is({ kind: 'meta', key }, value);
const among = (left: Expression, ...members: string[]) => match(left, { kind: 'anonymous-set', members, compact: false });
const CONNECTION = concatenation(sourceAddress('ip'), destinationAddress('ip'), L4PROTO, TRANSPORT_DESTINATION_PORT);

test.each<[string, boolean, Match, Packet]>([
  ['an address', true, saddr('203.0.113.7'), FROM_WIRE],
  ['another address', false, saddr('203.0.113.8'), FROM_WIRE],
  ['a network', true, saddr('203.0.113.0/24'), FROM_WIRE],
  ['another network', false, daddr('203.0.113.0/24'), FROM_WIRE],
  ['a network of length 0', true, daddr('0.0.0.0/0'), FROM_WIRE],
  ['networks and addresses', true, among(sourceAddress('ip'), '10.0.0.0/8', '203.0.113.7'), FROM_WIRE],
  ['other networks and addresses', false, among(sourceAddress('ip'), '10.0.0.0/8', '203.0.113.9'), FROM_WIRE],
  ['a set', true, match(destinationAddress('ip'), setReference('addresses')), FROM_WIRE],
  ['a set that has it not', false, match(sourceAddress('ip'), setReference('addresses')), FROM_WIRE],
  ['a set that is still to be filled by packets', false, match(sourceAddress('ip'), setReference('affinity')), FROM_WIRE],
  ['a concatenation', true, match(CONNECTION, setReference('connections')), FROM_WIRE],
  ['a concatenation with another port', false, match(CONNECTION, setReference('connections')), { ...FROM_WIRE, port: 81 }],
  ['the protocol', true, is(L4PROTO, 'tcp'), FROM_WIRE],
  ['another protocol', false, is(L4PROTO, 'udp'), FROM_WIRE],
  ['a port of any protocol', true, is(TRANSPORT_DESTINATION_PORT, 80), { ...FROM_WIRE, protocol: 'udp' }],
  ['a port of the protocol', true, is(destinationPort('tcp'), 80), FROM_WIRE],
  ['another port', false, is(destinationPort('tcp'), 81), FROM_WIRE],
  ['a new connection', true, is(CT_STATE, 'new'), FROM_WIRE],
  ['a source of the node', true, is(FIB_SOURCE, 'local'), FROM_NODE],
  ['a source that is not of the node', false, is(FIB_SOURCE, 'local'), FROM_WIRE],
  ['a loopback address', true, is(FIB_DESTINATION, 'local'), { ...FROM_NODE, destination: '127.8.0.1' }],
  ['a destination elsewhere', false, is(FIB_DESTINATION, 'local'), FROM_NODE],
  ['the interface', true, interfaceName('iifname', 'eth0'), FROM_WIRE],
  ['the interface by its index', true, interfaceName('iif', 'eth0'), FROM_WIRE],
  ['another interface', false, interfaceName('iifname', 'eth1'), FROM_WIRE],
  ['interfaces that begin so', true, interfaceName('iifname', 'et*'), FROM_WIRE],
  ['interfaces that begin otherwise', false, interfaceName('iifname', 'cali*'), FROM_WIRE],
  ['an interface, where the node sends', false, interfaceName('iifname', 'eth0'), FROM_NODE],
  ['interfaces that begin so, where the node sends', false, interfaceName('iifname', 'cali*'), FROM_NODE],
])('%s: %s, and the contrary with !=', (_, expected, condition, packet) => {
  expect(matches(condition, packet)).toBe(expected);
  expect(matches(negated(condition), packet)).toBe(!expected);
});

test('a port of another protocol does not match, and nor does its contrary', () => {
  const packet: Packet = { ...FROM_WIRE, protocol: 'udp' };
  expect(matches(is(destinationPort('tcp'), 80), packet)).toBe(false);
  expect(matches(negated(is(destinationPort('tcp'), 80)), packet)).toBe(false);
});

test.each([[31, 2 ** 31], [14, 0x4000], [0, 1]])('bit %d of the mark is set and cleared', (_, mask) => {
  const verdict = (...operators: ('or' | 'xor')[]) => outcomesOf(tableOf({
    'filter prerouting 0': [...operators.map(operator => [setMark(bitwise(MARK, operator, mask))]), [compare(bitwise(MARK, 'and', mask), '==', literal(0)), DROP]],
  }), FROM_WIRE)[0].verdict;
  expect([verdict(), verdict('or'), verdict('or', 'or'), verdict('or', 'xor')]).toEqual(['drop', 'accept', 'accept', 'drop']);
});

test('what no generator writes is not guessed', () => {
  expect(() => matches(is(CT_STATE, 'established'), FROM_WIRE)).toThrow('"established"');
  expect(() => matches(is(FIB_SOURCE, 'unicast'), FROM_WIRE)).toThrow('is not understood');
  expect(() => matches(is(CONNECTION, 1), FROM_WIRE)).toThrow('is not understood');
  expect(() => matches(match(CT_STATE, setReference('addresses')), FROM_WIRE)).toThrow('is not understood');
  expect(() => matches(among(sourceAddress('ip'), 'nonsense'), FROM_WIRE)).toThrow('nonsense is neither an address nor a network');
});
