import { ACCEPT, daddr, dnat, FROM_NODE, FROM_WIRE, is, outcomesOf, tableOf, way, wayOf } from './tables';
import { bitwise, CT_STATE, CT_STATUS, destinationPort, L4PROTO, literal, MARK, TRANSPORT_DESTINATION_PORT } from '../../../../src/dataplane/nftables/model/expressions';
import { compare, DROP, goto, jump, MASQUERADE, REJECT, RETURN, setMark, vmap } from '../../../../src/dataplane/nftables/model/statements';
import { Tracer } from '../../../../src/dataplane/nftables/trace/tracer';

const MARKED = compare(bitwise(MARK, 'and', 0x4000), '!=', literal(0));
const SET_MARK = setMark(bitwise(MARK, 'or', 0x4000));
const CLEAR_MARK = setMark(bitwise(MARK, 'xor', 0x4000));
const NEW = is(CT_STATE, 'new');

/** A chain in each hook that matches any new packet. */
const EVERYWHERE = Object.fromEntries(['prerouting', 'input', 'forward', 'output', 'postrouting'].map(hook => [`filter ${hook} 0`, [[NEW, ACCEPT]]]));
const hooks = (steps: readonly string[]) => steps.map(step => step.replace(/filter (\w+) 0\[0\]/, '$1'));

describe('hooks', () => {
  test('from the wire to the node', () => {
    expect(hooks(way(tableOf(EVERYWHERE), { ...FROM_WIRE, destination: '192.168.0.2' }))).toEqual(['prerouting', 'input']);
  });

  test('from the wire through the node', () => {
    expect(hooks(way(tableOf(EVERYWHERE), FROM_WIRE))).toEqual(['prerouting', 'forward', 'postrouting']);
  });

  test('from the node away', () => {
    expect(hooks(way(tableOf(EVERYWHERE), FROM_NODE))).toEqual(['output', 'postrouting']);
  });

  test.each(['192.168.0.2', '127.0.0.1'])('from the node to itself, %s, the packet comes back over lo, and its connection is still new', destination => {
    expect(hooks(way(tableOf(EVERYWHERE), { ...FROM_NODE, destination }))).toEqual(['output', 'postrouting', 'prerouting*', 'input*']);
  });

  test('the way after prerouting and output is that of the translated destination', () => {
    const table = tableOf({ ...EVERYWHERE, 'nat prerouting -100': [[dnat('192.168.0.2', 8080)]], 'nat output -100': [[dnat('192.168.0.2', 8080)]] });
    expect(hooks(way(table, FROM_WIRE))).toEqual(['nat prerouting -100[0]', 'prerouting', 'input']);
    // The nat chain at prerouting is not run again.
    expect(hooks(way(table, FROM_NODE))).toEqual(['nat output -100[0]', 'output', 'postrouting', 'prerouting*', 'input*']);
  });

  test('nat chains at prerouting are not run again either where output has translated nothing', () => {
    const table = tableOf({ 'nat prerouting -100': [[dnat('10.0.0.1', 1)]] });
    expect(outcomesOf(table, { ...FROM_NODE, destination: '192.168.0.2' })).toMatchObject([{ destination: '192.168.0.2', isDnat: false, deliveredTo: 'node' }]);
  });

  test('chains of a hook run by their priority, not by the order of their creation', () => {
    const rule = [[NEW, ACCEPT]];
    const table = tableOf({ 'filter forward 10': rule, 'filter forward -10': rule, 'filter forward 0': rule });
    expect(way(table, FROM_WIRE)).toEqual(['filter forward -10[0]', 'filter forward 0[0]', 'filter forward 10[0]']);
  });

  test('accept ends a base chain alone, drop and reject end the packet', () => {
    const chains = (last: typeof DROP | typeof REJECT) => tableOf({ 'filter forward -10': [[ACCEPT], [DROP]], 'filter forward 0': [[last]], 'filter forward 10': [[ACCEPT]] });
    expect(wayOf(outcomesOf(chains(DROP), FROM_WIRE)[0])).toEqual(['filter forward -10[0]', 'filter forward 0[0]']);
    expect(outcomesOf(chains(DROP), FROM_WIRE)).toMatchObject([{ verdict: 'drop', deliveredTo: undefined, probability: 1 }]);
    expect(outcomesOf(chains(REJECT), FROM_WIRE)).toMatchObject([{ verdict: 'reject' }]);
  });

  test('a table without rules leaves packets alone', () => {
    expect(outcomesOf(tableOf({}), FROM_WIRE)).toMatchObject([{ verdict: 'accept', deliveredTo: 'elsewhere', destination: '10.96.0.1', isDnat: false, steps: [] }]);
  });
});

describe('chains', () => {
  test('a jump comes back to the next rule, after the end of the chain and after return', () => {
    const table = tableOf({ 'filter forward 0': [[jump('a')], [jump('b')], [ACCEPT]], 'a': [[NEW]], 'b': [[RETURN], [DROP]] });
    expect(way(table, FROM_WIRE)).toEqual(['filter forward 0[0]', 'a[0]', 'filter forward 0[1]', 'b[0]', 'filter forward 0[2]']);
  });

  test('a goto does not come back: evaluation goes on after the last jump', () => {
    const table = tableOf({ 'filter forward 0': [[jump('a')], [ACCEPT]], 'a': [[goto('b')], [DROP]], 'b': [[NEW]] });
    expect(way(table, FROM_WIRE)).toEqual(['filter forward 0[0]', 'a[0]', 'b[0]', 'filter forward 0[1]']);
  });

  test('a goto out of a base chain ends it by its policy', () => {
    const table = tableOf({ 'filter forward 0': [[goto('b')], [DROP]], 'b': [[NEW], [RETURN], [DROP]], 'filter postrouting 0': [[ACCEPT]] });
    expect(way(table, FROM_WIRE)).toEqual(['filter forward 0[0]', 'b[0]', 'b[1]', 'filter postrouting 0[0]']);
  });

  test('a look-up takes the verdict of the element, or ends the rule where there is none', () => {
    const table = tableOf({ 'filter forward 0': [[vmap(TRANSPORT_DESTINATION_PORT, 'm')], [ACCEPT]], 'a': [[DROP]] }, builder => {
      builder.map('m', ['inet_service'], '');
      builder.mapElement('m', [80], goto('a'), 'web');
    });
    const [hit] = outcomesOf(table, FROM_WIRE);
    expect(wayOf(hit)).toEqual(['filter forward 0[0]', 'a[0]']);
    expect(hit.steps[0]).toMatchObject({ chosen: { kind: 'goto', chain: 'a' }, element: { comment: 'web' }, baseChain: 'filter forward 0', hook: 'forward' });
    expect(way(table, { ...FROM_WIRE, port: 81 })).toEqual(['filter forward 0[1]']);
  });

  test('what the statements of a rule have done before its match fails stays done', () => {
    const table = tableOf({ 'filter forward 0': [[SET_MARK, is(L4PROTO, 'udp'), DROP], [MARKED, REJECT]] });
    expect(outcomesOf(table, FROM_WIRE)).toMatchObject([{ verdict: 'reject' }]);
  });

  test.each([
    ['chain', [jump('nowhere')]],
    ['map', [vmap(TRANSPORT_DESTINATION_PORT, 'nowhere')]],
    ['set', [{ ...daddr(''), right: { kind: 'set', name: 'nowhere' } as const }]],
  ])('a %s that is not there is a mistake', (_, rule) => {
    expect(() => outcomesOf(tableOf({ 'filter forward 0': [rule] }), FROM_WIRE)).toThrow('nowhere, which is not in the table');
  });
});

describe('nat', () => {
  test('dnat ends the nat chains of its hook, and later hooks see the new destination', () => {
    const table = tableOf({
      'nat prerouting -100': [[dnat('10.0.0.9', 8080)], [NEW, DROP]],
      'nat prerouting -90': [[dnat('10.0.0.1', 1)]],
      'filter forward 0': [[daddr('10.0.0.9'), is(destinationPort('tcp'), 8080), is(CT_STATUS, 'dnat'), ACCEPT]],
    });
    const [outcome] = outcomesOf(table, FROM_WIRE);
    expect(wayOf(outcome)).toEqual(['nat prerouting -100[0]', 'filter forward 0[0]']);
    expect(outcome).toMatchObject({ destination: '10.0.0.9', port: 8080, isDnat: true, deliveredTo: 'elsewhere' });
  });

  test('a connection that is translated to where it goes anyway has not the status dnat', () => {
    const chains = { 'nat output -100': [[dnat('10.96.0.1', 80)]], 'filter output 0': [[is(CT_STATUS, 'dnat'), DROP]] };
    expect(outcomesOf(tableOf(chains), FROM_NODE)).toMatchObject([{ verdict: 'accept', isDnat: true }]);
    expect(outcomesOf(tableOf(chains), { ...FROM_NODE, port: 81 })).toMatchObject([{ verdict: 'drop' }]);
  });

  test('masquerade ends the nat chain; a mark that led to it is told', () => {
    const table = tableOf({
      'nat prerouting -100': [[jump('mark')]],
      'mark': [[SET_MARK]],
      'filter forward 0': [[SET_MARK]],
      'nat postrouting 100': [[MARKED, CLEAR_MARK, MASQUERADE], [DROP]],
      'nat postrouting 110': [[DROP]],
      'filter postrouting 200': [[MARKED, DROP]],
    });
    const [outcome] = outcomesOf(table, FROM_WIRE);
    expect(outcome.verdict).toBe('accept');
    expect(outcome.masquerade).toMatchObject({ step: { chain: 'nat postrouting 100', ruleIndex: 0 }, markedBy: { chain: 'mark', hook: 'prerouting' } });
  });

  test('masquerade without a mark has no rule that marked', () => {
    const [outcome] = outcomesOf(tableOf({ 'nat postrouting 100': [[MASQUERADE]] }), FROM_NODE);
    expect(outcome.masquerade).toEqual({ step: outcome.lastStep });
  });
});

describe('random choices', () => {
  const targets = ['10.0.0.1', '10.0.0.2', '10.0.0.3'].map(address => ({ address, port: 8080 }));

  test('dnat to one of several', () => {
    const table = tableOf({ 'nat prerouting -100': [[{ kind: 'numgen-dnat', targets }]], 'filter forward 0': [[daddr('10.0.0.2'), REJECT]] });
    const outcomes = outcomesOf(table, FROM_WIRE);
    expect(outcomes.map(({ destination, verdict, probability }) => [destination, verdict, probability])).toEqual([
      ['10.0.0.1', 'accept', 1 / 3], ['10.0.0.2', 'reject', 1 / 3], ['10.0.0.3', 'accept', 1 / 3],
    ]);
    expect(outcomes[1].steps[0].target).toEqual(targets[1]);
  });

  test('choices multiply, and outcomes share the steps before them', () => {
    const choose = (...chains: string[]) => ({ kind: 'numgen-vmap' as const, verdicts: chains.map(chain => goto(chain)) });
    const table = tableOf({
      'nat prerouting -100': [[NEW], [choose('a', 'b')]], 'a': [[choose('b', 'c', 'd')]], 'b': [[dnat('10.0.0.2', 2)]], 'c': [[dnat('10.0.0.3', 3)]], 'd': [[ACCEPT]],
    });
    const outcomes = outcomesOf(table, FROM_WIRE);
    expect(outcomes.map(({ destination, probability }) => [destination, probability])).toEqual([
      ['10.0.0.2', 1 / 6], ['10.0.0.3', 1 / 6], ['10.96.0.1', 1 / 6], ['10.0.0.2', 1 / 2],
    ]);
    expect(new Set(outcomes.map(({ steps }) => steps[0])).size).toBe(1);
    expect(wayOf(outcomes[1])).toEqual(['nat prerouting -100[0]', 'nat prerouting -100[1]', 'a[0]', 'c[0]']);
  });

  test('a choice of one is none', () => {
    const table = tableOf({ 'nat prerouting -100': [[{ kind: 'numgen-vmap', verdicts: [goto('a')] }]], 'a': [[{ kind: 'numgen-dnat', targets: targets.slice(0, 1) }]] });
    expect(outcomesOf(table, FROM_WIRE)).toMatchObject([{ destination: '10.0.0.1', probability: 1 }]);
  });

  test('what a branch does is not seen by the others', () => {
    const table = tableOf({
      'nat prerouting -100': [[{ kind: 'numgen-vmap', verdicts: [goto('a'), goto('b')] }]],
      'a': [[SET_MARK], [dnat('10.0.0.1', 1)]],
      'b': [[dnat('10.0.0.2', 2)]],
      'nat postrouting 100': [[MARKED, MASQUERADE]],
    });
    expect(outcomesOf(table, FROM_WIRE).map(({ masquerade }) => masquerade !== undefined)).toEqual([true, false]);
  });
});

test('session affinity: the set that remembers the client', () => {
  const table = tableOf({
    'filter forward 0': [[{ kind: 'set-update', set: 's', key: { kind: 'payload', header: 'ip', field: 'saddr' } }]],
  }, builder => builder.set('s', ['ipv4_addr'], { timeoutSeconds: 60 }));
  expect(outcomesOf(table, FROM_WIRE)).toMatchObject([{ affinity: { name: 's', timeoutSeconds: 60 }, verdict: 'accept' }]);
});

test('a tracer serves many packets', () => {
  const tracer = new Tracer(tableOf({ 'filter forward 0': [[daddr('10.96.0.1'), DROP]] }), () => false);
  const verdicts = ['10.96.0.1', '10.96.0.2', '10.96.0.1'].map(destination => tracer.trace({ ...FROM_WIRE, destination })[0].verdict);
  expect(verdicts).toEqual(['drop', 'accept', 'drop']);
});
