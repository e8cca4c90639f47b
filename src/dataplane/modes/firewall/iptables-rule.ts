import { addressIn, destinationIsLocal, icmpTypeIs, markIs, portIn, protocolIs, stateIn } from './conditions';
import { anyOf, Condition, FirewallRule, negatedIf, Target, UNKNOWN } from './rule';

/** Targets that do something to a packet, and leave what becomes of it to the next rule. */
const GOES_ON: ReadonlySet<string> = new Set([
  'LOG', 'NFLOG', 'ULOG', 'MARK', 'CONNMARK', 'CT', 'TCPMSS', 'CLASSIFY', 'TOS', 'DSCP', 'TRACE', 'CHECKSUM', 'SET', 'AUDIT', 'TTL', 'HL',
]);

const TARGETS: Readonly<Record<string, Target>> = {
  ACCEPT: { kind: 'accept' },
  DROP: { kind: 'drop' },
  REJECT: { kind: 'reject' },
  RETURN: { kind: 'return' },
  MASQUERADE: { kind: 'masquerade' },
  SNAT: { kind: 'masquerade' },
};

/** A rule as `iptables-save` prints it, without the chain that it is in. */
export function iptablesRule(text: string): FirewallRule {
  const words = text.match(/"(?:[^"\\]|\\.)*"|\S+/g) ?? [];
  const conditions: Condition[] = [];
  let target: Target = { kind: 'continue' };
  for (let i = 0; i < words.length; i++) {
    const isNegated = words[i] === '!';
    if (isNegated) i++;
    const option = words[i];
    const value = () => words[++i] ?? '';
    if (option === '-j' || option === '-g') {
      target = targetOf(value(), option === '-g');
      // What follows are options of the target.
      break;
    }
    if (option === '-m') {
      value();
      continue;
    }
    const read = Object.hasOwn(OPTIONS, option) ? OPTIONS[option] : undefined;
    if (read) conditions.push(negatedIf(isNegated, read(value)));
    else if (option?.startsWith('-')) conditions.push(UNKNOWN);
  }
  return { conditions, target };
}

function targetOf(name: string, isGoto: boolean): Target {
  if (Object.hasOwn(TARGETS, name)) return TARGETS[name];
  if (GOES_ON.has(name)) return { kind: 'continue' };
  return /^[A-Z]+$/.test(name) && ['QUEUE', 'NFQUEUE', 'TPROXY', 'SYNPROXY'].includes(name) ? { kind: 'unknown' } : { kind: isGoto ? 'goto' : 'jump', chain: name };
}

/** What the options ask, by their names; they take their values themselves. */
const OPTIONS: Readonly<Record<string, (value: () => string) => Condition>> = {
  '-p': value => protocolIs(value()),
  '-s': value => anyOf(value().split(',').map(text => addressIn('source', text))),
  '-d': value => anyOf(value().split(',').map(text => addressIn('destination', text))),
  '-i': value => named('comesInBy', value()),
  '-o': value => named('leavesBy', value()),
  '--dport': value => portIn(value(), ':'),
  '--dports': value => anyOf(value().split(',').map(text => portIn(text, ':'))),
  '--ctstate': value => anyOf(value().split(',').map(stateIn)),
  '--state': value => anyOf(value().split(',').map(stateIn)),
  '--dst-type': value => destinationIsLocal(value()),
  '--icmp-type': value => icmpTypeIs(value(), 'ip'),
  '--icmpv6-type': value => icmpTypeIs(value(), 'ip6'),
  '--mark': value => markIs(value()),
  '--match-set': value => ofCalicoSet(value(), value()),
};

function named(direction: 'comesInBy' | 'leavesBy', pattern: string): Condition {
  return (packet, node) => node[direction](pattern, packet);
}

/**
 * Sets that say whether an address is in one of Calico's pools (upstream: felix/rules/nat.go). Only what is asked for masquerading is
 * known: of the source that it is a pod's, of the destination that it is none.
 */
function ofCalicoSet(name: string, direction: string): Condition {
  if (/^cali4[01]?masq-ipam-pools$|^cali6[01]?masq-ipam-pools$/.test(name) && direction === 'src') return ({ hook }) => hook === 'postrouting' ? true : undefined;
  if (/^cali[46][01]?all-ipam-pools$/.test(name) && direction === 'dst') return ({ hook }) => hook === 'postrouting' ? false : undefined;
  return UNKNOWN;
}
