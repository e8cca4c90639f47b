import { Frontend } from './frontends';
import { Verdict } from '../dataplane/nftables/model/statements';
import { addressIn } from '../dataplane/nftables/parse/intervals';
import { ListedContainer, ListedElement, ListedExpression, ListedStatement, ListedTable } from '../dataplane/nftables/parse/syntax';
import { protocolName } from '../dataplane/nftables/parse/values';

/**
 * Whether a rule is met by the first packet of a connection to a frontend: by each, by some (those of certain clients), by none, or
 * nobody can tell.
 */
export type Certainty = 'yes' | 'some' | 'no' | 'unknown';

export interface Conditions {
  readonly certainty: Certainty;
  /** Whether the rule names what tells the frontend from others: its address or its port. */
  readonly namesFrontend: boolean;
  /** What a map in the rule leads to. */
  readonly verdict?: Verdict;
}

/** What a part of a rule knows of a packet to the frontend. */
type Fact = string | number | 'any' | undefined;

/** All conditions of a rule. */
export function conditionsOf(
  statements: readonly ListedStatement[], frontend: Frontend, table: ListedTable, isLocal: (address: string) => boolean,
): Conditions {
  const evaluation = new Evaluation(frontend, table, isLocal);
  for (const statement of statements) {
    evaluation.add(statement);
    if (evaluation.certainty === 'no') break;
  }
  const { certainty, namesFrontend, verdict } = evaluation;
  return { certainty, namesFrontend, verdict };
}

const RANK: Readonly<Record<Certainty, number>> = { yes: 0, some: 1, unknown: 2, no: 3 };

class Evaluation {
  public certainty: Certainty = 'yes';
  public namesFrontend = false;
  public verdict: Verdict | undefined;

  constructor(private readonly frontend: Frontend, private readonly table: ListedTable, private readonly isLocal: (address: string) => boolean) {}

  public add(statement: ListedStatement): void {
    switch (statement.kind) {
      case 'match': {
        const { operator } = statement;
        const found = operator === '==' || operator === '!=' ? this.compare(statement.left, statement.right) : 'unknown';
        this.and(operator === '!=' ? opposite(found) : found);
        break;
      }
      case 'vmap': {
        const element = this.elements(statement.data)?.find(({ key }) => this.compare(statement.key, key) === 'yes');
        if (element) this.verdict = element.verdict;
        this.and(element ? 'yes' : this.isKnown(statement.key) ? 'no' : 'unknown');
        break;
      }
      case 'opaque': this.and('unknown'); break;
      default: break;
    }
  }

  private and(certainty: Certainty): void {
    if (RANK[certainty] > RANK[this.certainty]) this.certainty = certainty;
  }

  /** Whether what the expression reads is the value, or among the values. */
  private compare(left: ListedExpression, right: ListedExpression): Certainty {
    if (left.kind === 'ct') return conntrack(left.key, right);
    if (left.kind === 'payload' && !this.isOfHeader(left.header)) return 'no';
    if (right.kind === 'reference' || right.kind === 'members') {
      const elements = this.elements(right);
      if (!elements) return 'unknown';
      let best: Certainty = 'no';
      for (const { key } of elements) {
        const found = this.compare(left, key);
        if (found === 'yes') return 'yes';
        if (found !== 'no' && best !== 'some') best = found;
      }
      return best;
    }
    if (left.kind === 'concatenation') {
      if (right.kind !== 'concatenation') return 'unknown';
      return left.parts.map((part, i) => this.compare(part, right.parts[i])).reduce((a, b) => (RANK[b] > RANK[a] ? b : a), 'yes');
    }
    const fact = this.fact(left);
    if (fact === undefined || right.kind !== 'value') return 'unknown';
    if (fact === 'any') return 'some';
    return isValue(fact, right.value) ? 'yes' : 'no';
  }

  /** What is known of the packet; `any` for what differs from client to client. */
  private fact(expression: ListedExpression): Fact {
    const { frontend } = this;
    switch (expression.kind) {
      case 'payload':
        switch (expression.field) {
          case 'daddr':
            this.namesFrontend = true;
            return frontend.address;
          case 'dport':
            this.namesFrontend = true;
            return frontend.port;
          case 'saddr':
          case 'sport': return 'any';
          case 'protocol':
          case 'nexthdr': return frontend.protocol;
          default: return undefined;
        }
      case 'meta':
        switch (expression.key) {
          case 'l4proto': return frontend.protocol;
          case 'nfproto': return frontend.family === 'ip' ? 'ipv4' : 'ipv6';
          case 'mark': return 0;
          case 'iif':
          case 'iifname': return 'any';
          default: return undefined;
        }
      case 'fib':
        return expression.result === 'type' && expression.keys.length === 1 && expression.keys[0] === 'daddr'
          ? this.isLocal(frontend.address) ? 'local' : 'unicast'
          : undefined;
      case 'binary': return this.fact(expression.left) === 0 && expression.operator === '&' ? 0 : undefined;
      default: return undefined;
    }
  }

  private isKnown(key: ListedExpression): boolean {
    const parts = key.kind === 'concatenation' ? key.parts : [key];
    return parts.every(part => part.kind === 'ct' || ![undefined, 'any'].includes(this.fact(part) as string | undefined));
  }

  private isOfHeader(header: string): boolean {
    const { family, protocol } = this.frontend;
    return header === 'th' || header === family || header === protocol;
  }

  private elements(container: ListedContainer): readonly ListedElement[] | undefined {
    return container.kind === 'members' ? container.members : this.table.containers.get(container.name)?.elements();
  }
}

function opposite(certainty: Certainty): Certainty {
  return certainty === 'yes' ? 'no' : certainty === 'no' ? 'yes' : certainty;
}

/** The first packet of a connection is new, nothing has translated it, and it has no other properties yet. */
function conntrack(key: string, right: ListedExpression): Certainty {
  const values = right.kind === 'members' ? right.members.map(member => member.key) : [right];
  if (key !== 'state' && key !== 'status') return 'unknown';
  return key === 'state' && values.some(value => value.kind === 'value' && String(value.value).split(',').includes('new')) ? 'yes' : 'no';
}

function isValue(fact: string | number, value: string | number): boolean {
  if (fact === value || String(fact) === String(value)) return true;
  if (typeof fact === 'number') {
    const range = /^(\d+)-(\d+)$/.exec(String(value));
    return range !== null && fact >= Number(range[1]) && fact <= Number(range[2]);
  }
  if (/^\d+$/.test(String(value))) return protocolName(value) === fact;
  return addressIn(fact, String(value));
}
