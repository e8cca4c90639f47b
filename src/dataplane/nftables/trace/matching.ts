/* eslint-disable no-bitwise -- a packet's mark is a set of bits */
import { Walk } from './walk';
import { parseIpBytes } from '../../../base/ip/address';
import { Cidr, cidrContainsBytes, isLoopback, parseCidr } from '../../../base/ip/cidr';
import { isInterface } from '../../node/local-detector';
import { AnonymousSet, Expression, Literal } from '../model/expressions';
import { Match } from '../model/statements';
import { Table } from '../model/table';

/** Evaluates the expressions and matches of one table's rules. */
export class Matching {
  /** Read once for each rule: a literal that holds a network, or the members of a set. */
  private readonly networks = new Map<Literal | AnonymousSet, readonly Cidr[]>();

  constructor(private readonly table: Table, private readonly isLocalAddress: (address: string) => boolean) {}

  /** Whether the address is one of the node's own. */
  public isLocal(address: string): boolean {
    return this.isLocalAddress(address) || isLoopback(address);
  }

  public matches(condition: Match, walk: Walk): boolean {
    return isOfHeader(condition.left, walk) && this.isEqual(condition, walk) === (condition.operator !== '!=');
  }

  /** The text by which a set or map is looked up (`keyText`); undefined where the packet lacks what the expression reads. */
  public key(expression: Expression, walk: Walk): string {
    if (expression.kind !== 'concatenation') return String(this.value(expression, walk));
    const { parts } = expression;
    let text = String(this.value(parts[0], walk));
    for (let i = 1; i < parts.length; i++) text += ` . ${this.value(parts[i], walk)}`;
    return text;
  }

  /** What arithmetic with the packet's mark gives. */
  public number(expression: Expression, walk: Walk): number {
    if (expression.kind === 'meta' && expression.key === 'mark') return walk.mark;
    if (expression.kind !== 'bitwise') throw notUnderstood(expression);
    const left = this.number(expression.left, walk);
    switch (expression.operator) {
      case 'and': return (left & expression.mask) >>> 0;
      case 'or': return (left | expression.mask) >>> 0;
      case 'xor': return (left ^ expression.mask) >>> 0;
    }
  }

  private isEqual({ left, right }: Match, walk: Walk): boolean {
    switch (right.kind) {
      case 'set': {
        const set = this.table.sets.get(right.name);
        if (!set) throw new Error(`a rule names the set ${right.name}, which is not in the table`);
        return set.elements.has(this.key(left, walk));
      }
      case 'anonymous-set': return this.isAmong(right, String(this.value(left, walk)));
      case 'literal': return this.isLiteral(left, right, walk);
    }
  }

  private isLiteral(left: Expression, right: Literal, walk: Walk): boolean {
    const { value } = right;
    switch (left.kind) {
      case 'ct': {
        if (left.key === 'state' && value === 'new') return true;
        if (left.key === 'status' && value === 'dnat') return walk.isTranslated;
        throw notUnderstood({ left, right });
      }
      case 'fib': {
        if (value !== 'local') throw notUnderstood({ left, right });
        return this.isLocal(left.address === 'saddr' ? walk.packet.source : walk.destination);
      }
      case 'payload': {
        const actual = this.value(left, walk);
        return typeof value === 'string' && value.includes('/') ? this.isAmong(right, String(actual)) : actual === value;
      }
      case 'meta':
        if (left.key === 'mark') return walk.mark === value;
        if (left.key === 'l4proto') return walk.packet.protocol === value;
        // A packet that the node sends has come in by no interface, whose name is empty.
        return isInterface(walk.inputInterface ?? '', String(value));
      case 'bitwise': return this.number(left, walk) === value;
      case 'concatenation': throw notUnderstood({ left, right });
    }
  }

  /** What of a packet can be a part of a key. */
  private value(expression: Expression, walk: Walk): string | number {
    if (expression.kind === 'payload') {
      switch (expression.field) {
        case 'saddr': return walk.packet.source;
        case 'daddr': return walk.destination;
        case 'dport': return walk.port;
      }
    }
    if (expression.kind === 'meta' && expression.key === 'l4proto') return walk.packet.protocol;
    throw notUnderstood(expression);
  }

  private isAmong(operand: Literal | AnonymousSet, address: string): boolean {
    let networks = this.networks.get(operand);
    if (!networks) {
      const texts = operand.kind === 'literal' ? [String(operand.value)] : operand.members;
      networks = texts.map(network);
      this.networks.set(operand, networks);
    }
    const bytes = parseIpBytes(address)!;
    return networks.some(cidr => cidrContainsBytes(cidr, bytes));
  }
}

/** A field of a protocol's header implies that the packet is of the protocol: `tcp dport != 80` matches no UDP packet. */
function isOfHeader(expression: Expression, { packet }: Walk): boolean {
  if (expression.kind !== 'payload') return true;
  const { header } = expression;
  return header === 'th' || header === packet.family || header === packet.protocol;
}

function network(text: string): Cidr {
  const cidr = parseCidr(text.includes('/') ? text : `${text}/${text.includes(':') ? 128 : 32}`);
  if (!cidr) throw new Error(`${text} is neither an address nor a network`);
  return cidr;
}

/** What the generator of rulesets never writes. */
function notUnderstood(what: object): Error {
  return new Error(`${JSON.stringify(what)} is not understood`);
}
