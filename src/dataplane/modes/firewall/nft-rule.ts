import { addressIn, destinationIsLocal, icmpTypeIs, maskedMarkIs, portIn, protocolIs, stateIn } from './conditions';
import { anyOf, Condition, FirewallRule, negatedIf, Target, UNKNOWN } from './rule';
import { ListedExpression, ListedStatement } from '../../nftables/parse/syntax';
import { textRule } from '../../nftables/parse/text-rules';

/** Rules of a chain as nft prints them; a map of verdicts becomes a rule for each of its elements. */
export function nftRules(text: string): FirewallRule[] {
  let conditions: Condition[] = [];
  const rules: FirewallRule[] = [];
  let target: Target = { kind: 'continue' };
  for (const statement of textRule(text, 0).read().statements) {
    switch (statement.kind) {
      case 'match': conditions.push(matchOf(statement)); break;
      case 'verdict': target = statement.verdict; break;
      case 'reject': target = { kind: 'reject' }; break;
      case 'masquerade': target = { kind: 'masquerade' }; break;
      case 'nat': target = { kind: statement.type === 'snat' ? 'masquerade' : 'unknown' }; break;
      case 'vmap': {
        const { key, data } = statement;
        if (data.kind === 'members') {
          for (const member of data.members) {
            if (member.verdict) rules.push({ conditions: [...conditions, comparison(key, member.key)], target: member.verdict });
          }
        } else {
          rules.push({ conditions: [...conditions, UNKNOWN], target: { kind: 'unknown' } });
        }
        break;
      }
      case 'opaque':
        if (!isHarmless(statement.text)) conditions = [...conditions, conditionOfText(statement.text)];
        break;
      case 'redirect':
      case 'update': conditions = [...conditions, UNKNOWN]; break;
      case 'mangle':
      case 'counter':
      case 'notrack': break;
    }
  }
  return [...rules, { conditions, target }];
}

/** What neither decides whether a rule matches, nor what becomes of the packet. */
function isHarmless(text: string): boolean {
  return /^(?:log(?: .*)?|counter name .*)$/.test(text);
}

/** Conditions that the parser of listings does not know. */
function conditionOfText(text: string): Condition {
  const icmp = /^(icmp|icmpv6) type (?:\{ (.*) \}|(\S+))$/.exec(text);
  if (!icmp) return UNKNOWN;
  return anyOf((icmp[2] ?? icmp[3]).split(', ').map(type => icmpTypeIs(type, icmp[1] === 'icmp' ? 'ip' : 'ip6')));
}

function matchOf({ left, operator, right }: ListedStatement & { readonly kind: 'match' }): Condition {
  if (operator !== '==' && operator !== '!=') return UNKNOWN;
  if (left.kind === 'binary') {
    const mask = left.operator === '&' && left.left.kind === 'meta' && left.left.key === 'mark' ? numberOf(left.right) : undefined;
    const value = numberOf(right);
    if (mask === undefined || value === undefined) return UNKNOWN;
    return negatedIf(operator === '!=', maskedMarkIs(value, mask));
  }
  const condition = right.kind === 'members' ? anyOf(right.members.map(({ key }) => comparison(left, key))) : comparison(left, right);
  return negatedIf(operator === '!=', condition);
}

function numberOf(expression: ListedExpression): number | undefined {
  return expression.kind === 'value' && typeof expression.value === 'number' ? expression.value : undefined;
}

/** Whether a field of a packet has a value. */
function comparison(left: ListedExpression, right: ListedExpression): Condition {
  if (right.kind !== 'value') return UNKNOWN;
  const value = String(right.value);
  switch (left.kind) {
    case 'payload': return payloadIs(left.header, left.field, value);
    case 'meta': return metaIs(left.key, value);
    case 'ct': return left.key === 'state' || left.key === 'status' ? anyOf(value.split(',').map(stateIn)) : UNKNOWN;
    case 'fib': return left.result === 'type' && left.keys[0] === 'daddr' ? destinationIsLocal(value) : UNKNOWN;
    default: return UNKNOWN;
  }
}

function payloadIs(header: string, field: string, value: string): Condition {
  if (field === 'dport') {
    const port = portIn(value, '-');
    const protocol = header === 'th' ? () => true : protocolIs(header);
    return (packet, node) => protocol(packet, node) === false ? false : port(packet, node);
  }
  if ((header === 'ip' || header === 'ip6') && (field === 'saddr' || field === 'daddr')) {
    return addressIn(field === 'saddr' ? 'source' : 'destination', value);
  }
  if ((header === 'ip' && field === 'protocol') || (header === 'ip6' && field === 'nexthdr')) {
    const protocol = protocolIs(value);
    return (packet, node) => packet.family === header && protocol(packet, node);
  }
  return UNKNOWN;
}

function metaIs(key: string, value: string): Condition {
  switch (key) {
    case 'iif':
    case 'iifname': return (packet, node) => node.comesInBy(value, packet);
    case 'oif':
    case 'oifname': return (packet, node) => node.leavesBy(value, packet);
    case 'l4proto': return protocolIs(value);
    case 'nfproto': return ({ family }) => family === (value === 'ipv4' ? 'ip' : 'ip6');
    default: return UNKNOWN;
  }
}
