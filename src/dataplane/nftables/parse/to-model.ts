import { rangeCidrs } from './intervals';
import { ListedBase, ListedChain, ListedContainer, ListedElement, ListedExpression, ListedNamedContainer, ListedRule, ListedStatement, ListedTable } from './syntax';
import { keyPart } from './values';
import { Family, parseIp } from '../../../base/ip/address';
import { parseCidr } from '../../../base/ip/cidr';
import { TransportProtocol } from '../../../base/ip/transport-protocol';
import { Expression, L4PROTO, literal, MARK, Operand, Payload, setReference } from '../model/expressions';
import { COUNTER, DnatTarget, MASQUERADE, REJECT, Statement, Verdict } from '../model/statements';
import { BaseChain, Chain, ElementSet, Hook, Key, keyText, MapElement, SetElement, Table, VerdictMap } from '../model/table';
import { withPurposes } from '../purposes';

/** A table of kube-proxy, in the model of the generator. What the model does not have becomes an opaque statement. */
export function toModel(listed: ListedTable & { readonly family: Family }): Table {
  const { family, name, comment, isDormant } = listed;
  const sets = new Map<string, ElementSet>();
  const maps = new Map<string, VerdictMap>();
  for (const container of listed.containers.values()) {
    if (container.kind === 'set') sets.set(container.name, setOf(container));
    else if (container.dataType === 'verdict') maps.set(container.name, mapOf(container));
  }
  const converter = new RuleConverter(family, listed);
  const chains = new Map([...listed.chains].map(([key, chain]) => [key, converter.chain(chain)]));
  return withPurposes({ family, name, ...comment === undefined ? {} : { comment }, ...isDormant ? { isDormant } : {}, chains, sets, maps });
}

function setOf(container: ListedNamedContainer): ElementSet {
  const { name, keyType, timeoutSeconds, comment } = container;
  const elements = new Map<string, SetElement>();
  for (const element of container.elements()) {
    const key = keyOf(element, keyType);
    elements.set(keyText(key), { key });
  }
  return { name, keyType, ...timeoutSeconds === undefined ? {} : { timeoutSeconds }, ...comment === undefined ? {} : { comment }, elements };
}

function mapOf(container: ListedNamedContainer): VerdictMap {
  const { name, keyType, comment } = container;
  const elements = new Map<string, MapElement>();
  for (const element of container.elements()) {
    const key = keyOf(element, keyType);
    if (!element.verdict) continue;
    elements.set(keyText(key), { key, verdict: element.verdict, ...element.comment === undefined ? {} : { comment: element.comment } });
  }
  return { name, keyType, ...comment === undefined ? {} : { comment }, elements };
}

function keyOf({ key }: ListedElement, types: readonly string[]): Key {
  const parts = key.kind === 'concatenation' ? key.parts : [key];
  // Whoever changed the type has not changed what the listing shows: its parts are not of these types.
  if (parts.length !== types.length) return parts.map(part => (part.kind === 'value' ? part.value : ''));
  return parts.map((part, i) => (part.kind === 'value' ? keyPart(part.value, types[i]) : ''));
}

const HOOKS: ReadonlySet<string> = new Set<Hook>(['prerouting', 'input', 'forward', 'output', 'postrouting']);
const TRANSPORT: ReadonlySet<string> = new Set<TransportProtocol>(['tcp', 'udp', 'sctp']);

/** Converts the rules of one table. */
class RuleConverter {
  constructor(private readonly family: Family, private readonly table: ListedTable) {}

  public chain({ name, base, comment, rules }: ListedChain): Chain {
    return {
      name,
      ...base && HOOKS.has(base.hook) ? { base: baseOf(base) } : {},
      ...comment === undefined ? {} : { comment },
      rules: rules.map(rule => this.rule(rule)),
    };
  }

  private rule(rule: ListedRule) {
    const { statements, texts, comment } = rule.read();
    const converted = statements.map((statement, i) => this.statement(statement) ?? ({ kind: 'opaque' as const, text: texts[i] }));
    return { statements: converted, ...comment === undefined ? {} : { comment } };
  }

  /** The statement in the model; undefined where the model has none. */
  private statement(statement: ListedStatement): Statement | undefined {
    switch (statement.kind) {
      case 'verdict': return { kind: 'verdict', verdict: statement.verdict };
      case 'counter': return COUNTER;
      case 'reject': return PLAIN_REJECT.has(statement.reason) ? REJECT : undefined;
      case 'masquerade': return statement.flags === 'fully-random' ? MASQUERADE : undefined;
      case 'match': return this.match(statement.left, statement.operator, statement.right);
      case 'vmap': return this.vmap(statement.key, statement.data);
      case 'mangle': return setMark(statement.target, statement.value);
      case 'nat': return statement.type === 'dnat' && statement.flags === '' ? dnat(statement.address, statement.port) : undefined;
      case 'update': {
        const key = expression(statement.key);
        return statement.operation === 'update' && key ? { kind: 'set-update', set: statement.set, key } : undefined;
      }
      default: return undefined;
    }
  }

  private match(listedLeft: ListedExpression, operator: string, listedRight: ListedExpression): Statement | undefined {
    const left = expression(listedLeft);
    const right = left && this.operand(left, listedRight);
    if (!left || !right || (operator !== '==' && operator !== '!=')) return undefined;
    // The generator writes `==` for arithmetic alone.
    return { kind: 'match', left, operator: operator === '==' && left.kind !== 'bitwise' ? 'implicit' : operator, right };
  }

  /** What can be evaluated against the expression. */
  private operand(left: Expression, right: ListedExpression): Operand | undefined {
    if (right.kind === 'reference') {
      const set = this.table.containers.get(right.name);
      return set?.kind === 'set' && !set.flags.includes('interval') ? setReference(right.name) : undefined;
    }
    if (right.kind === 'members') return left.kind === 'payload' && left.field !== 'dport' ? this.addressSet(right.members) : undefined;
    if (right.kind !== 'value') return undefined;
    const { value } = right;
    switch (left.kind) {
      case 'payload':
        if (left.field === 'dport') return typeof value === 'number' ? literal(value) : undefined;
        return this.addressSet([{ key: right }]);
      case 'meta':
        if (left.key === 'mark') return typeof value === 'number' ? literal(value) : undefined;
        if (left.key === 'l4proto') return TRANSPORT.has(String(value)) ? literal(value) : undefined;
        return literal(String(value));
      case 'ct': return value === (left.key === 'state' ? 'new' : 'dnat') ? literal(value) : undefined;
      case 'fib': return value === 'local' ? literal(value) : undefined;
      case 'bitwise': return typeof value === 'number' ? literal(value) : undefined;
      case 'concatenation': return undefined;
    }
  }

  /** Addresses, networks and ranges; a single network is a literal. */
  private addressSet(members: readonly ListedElement[]): Operand | undefined {
    const networks: string[] = [];
    for (const { key } of members) {
      const found = key.kind === 'value' ? networksOf(String(key.value), this.family) : undefined;
      if (!found) return undefined;
      networks.push(...found);
    }
    return networks.length === 1 ? literal(networks[0]) : { kind: 'anonymous-set', members: networks, compact: false };
  }

  private vmap(listedKey: ListedExpression, data: ListedContainer): Statement | undefined {
    if (listedKey.kind === 'numgen') {
      const verdicts = choices(listedKey, data, ({ verdict }) => verdict);
      return verdicts && { kind: 'numgen-vmap', verdicts };
    }
    const key = expression(listedKey);
    if (!key || data.kind !== 'reference') return undefined;
    const map = this.table.containers.get(data.name);
    return map?.kind === 'map' && map.dataType === 'verdict' && !map.flags.includes('interval') ? { kind: 'vmap', key, map: data.name } : undefined;
  }
}

function baseOf({ type, hook, priority, policy }: ListedBase): BaseChain {
  const base = { type: type as BaseChain['type'], hook: hook as Hook, priority };
  return policy === 'drop' ? { ...base, policy } : base;
}

/** What `reject` alone does: older versions spell it out, and so does JSON, with -n as the numbers of ICMP. */
const PLAIN_REJECT: ReadonlySet<string> = new Set(['', 'icmp port-unreachable', 'icmp 3', 'icmpv6 port-unreachable', 'icmpv6 4']);

function expression(listed: ListedExpression): Expression | undefined {
  switch (listed.kind) {
    case 'payload': return payload(listed.header, listed.field);
    case 'meta':
      if (listed.key === 'l4proto') return L4PROTO;
      if (listed.key === 'mark') return MARK;
      return listed.key === 'iif' || listed.key === 'iifname' ? { kind: 'meta', key: listed.key } : undefined;
    case 'ct': return listed.key === 'state' || listed.key === 'status' ? { kind: 'ct', key: listed.key } : undefined;
    case 'fib': {
      const [address, ...more] = listed.keys;
      const isType = listed.result === 'type' && more.length === 0;
      return isType && (address === 'saddr' || address === 'daddr') ? { kind: 'fib', address } : undefined;
    }
    case 'concatenation': {
      const parts = listed.parts.map(expression);
      return parts.every(part => part !== undefined) ? { kind: 'concatenation', parts } : undefined;
    }
    case 'binary': {
      const left = expression(listed.left);
      if (left !== MARK || listed.right.kind !== 'value' || typeof listed.right.value !== 'number') return undefined;
      return { kind: 'bitwise', left, operator: OPERATORS[listed.operator], mask: listed.right.value };
    }
    default: return undefined;
  }
}

const OPERATORS = { '&': 'and', '|': 'or', '^': 'xor' } as const;

function payload(header: string, field: string): Payload | undefined {
  if (field === 'dport' && (header === 'th' || TRANSPORT.has(header))) return { kind: 'payload', header: header as Payload['header'], field };
  if ((header === 'ip' || header === 'ip6') && (field === 'saddr' || field === 'daddr')) return { kind: 'payload', header, field };
  return undefined;
}

function setMark(target: ListedExpression, value: ListedExpression): Statement | undefined {
  const converted = expression(value);
  return target.kind === 'meta' && target.key === 'mark' && converted?.kind === 'bitwise' ? { kind: 'set-mark', value: converted } : undefined;
}

function dnat(address: ListedExpression | undefined, port: ListedExpression | undefined): Statement | undefined {
  if (address?.kind === 'map' && !port && address.key.kind === 'numgen') {
    const targets = choices(address.key, address.data, ({ data }) => data && targetOf(data));
    return targets && { kind: 'numgen-dnat', targets };
  }
  const found = address && port && targetOf({ kind: 'concatenation', parts: [address, port] });
  return found && { kind: 'dnat', target: found };
}

function targetOf(data: ListedExpression): DnatTarget | undefined {
  if (data.kind !== 'concatenation' || data.parts.length !== 2) return undefined;
  const [address, port] = data.parts;
  if (address.kind !== 'value' || port.kind !== 'value') return undefined;
  const [host, number] = [keyPart(address.value, 'ipv6_addr'), keyPart(port.value, 'inet_service')];
  return typeof host === 'string' && typeof number === 'number' ? { address: host, port: number } : undefined;
}

/** What each number from 0 leads to, in the order of the numbers; undefined where some have nothing. */
function choices<T extends Verdict | DnatTarget>(
  { mode, modulus, offset }: ListedExpression & { readonly kind: 'numgen' }, data: ListedContainer, read: (element: ListedElement) => T | undefined,
): T[] | undefined {
  if (mode !== 'random' || offset !== 0 || data.kind !== 'members' || data.members.length !== modulus) return undefined;
  const found: T[] = [];
  for (const element of data.members) {
    const position = element.key.kind === 'value' ? Number(element.key.value) : NaN;
    const choice = read(element);
    if (!(position >= 0 && position < modulus) || found[position] !== undefined || choice === undefined) return undefined;
    found[position] = choice;
  }
  return found;
}

/** An address, a network, or the networks of a range, in canonical text. */
function networksOf(text: string, family: Family): string[] | undefined {
  if (text.includes('-')) return rangeCidrs(text, family);
  if (text.includes('/')) {
    const cidr = parseCidr(text);
    return cidr?.family === family ? [cidr.text] : undefined;
  }
  const address = parseIp(text);
  return address?.family === family ? [address.text] : undefined;
}
