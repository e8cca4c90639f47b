import { destinationAddress, Expression, literal, sourceAddress } from '../../../../src/dataplane/nftables/model/expressions';
import { match, Match, Statement, Verdict, verdict } from '../../../../src/dataplane/nftables/model/statements';
import { Hook, Table } from '../../../../src/dataplane/nftables/model/table';
import { addRule, TableBuilder } from '../../../../src/dataplane/nftables/model/table-builder';
import { Outcome, Packet } from '../../../../src/dataplane/nftables/trace/packet';
import { trace } from '../../../../src/dataplane/nftables/trace/tracer';

/** A rule: statements, and a verdict at the end where there is one. */
export type Rule = readonly (Statement | Verdict)[];

const TERMINAL = ['jump', 'goto', 'return', 'drop', 'accept'];

/** A table of chains by name: `filter prerouting -110`, `nat output -100`, or the name of a chain that is jumped to. */
export function tableOf(chains: { readonly [name: string]: readonly Rule[] }, fill: (builder: TableBuilder) => void = () => {}): Table {
  const builder = new TableBuilder('ip', 'test', 'test');
  for (const [name, rules] of Object.entries(chains)) {
    const [type, hook, priority] = name.split(' ');
    const base = priority === undefined ? undefined : { type: type as 'filter' | 'nat', hook: hook as Hook, priority: Number(priority) };
    const chain = builder.chain(name, { base });
    for (const rule of rules) {
      addRule(chain, rule.map(each => TERMINAL.includes(each.kind) ? verdict(each as Verdict) : each as Statement));
    }
  }
  fill(builder);
  return builder.table;
}

export const FROM_WIRE: Packet = {
  family: 'ip', protocol: 'tcp', source: '203.0.113.7', destination: '10.96.0.1', port: 80, inputInterface: 'eth0',
};
export const FROM_NODE: Packet = { family: 'ip', protocol: 'tcp', source: '192.168.0.2', destination: '10.96.0.1', port: 80 };

/** The node of these tests has the address 192.168.0.2. */
export function outcomesOf(table: Table, packet: Packet): readonly Outcome[] {
  return trace(table, packet, address => address === '192.168.0.2');
}

/** The steps of the only outcome, as `CHAIN[INDEX]`, with a `*` where the packet came back over lo. */
export function way(table: Table, packet: Packet): string[] {
  const outcomes = outcomesOf(table, packet);
  expect(outcomes).toHaveLength(1);
  return wayOf(outcomes[0]);
}

export function wayOf(outcome: Outcome): string[] {
  return outcome.steps.map(({ chain, ruleIndex, isOverLoopback }) => `${chain}[${ruleIndex}]${isOverLoopback ? '*' : ''}`);
}

export const ACCEPT: Verdict = { kind: 'accept' };

export function daddr(value: string): Match {
  return match(destinationAddress('ip'), literal(value));
}

export function saddr(value: string): Match {
  return match(sourceAddress('ip'), literal(value));
}

export function is(left: Expression, value: string | number): Match {
  return match(left, literal(value));
}

export function dnat(address: string, port: number): Statement {
  return { kind: 'dnat', target: { address, port } };
}
