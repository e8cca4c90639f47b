import { isGiven } from './calico-fields';
import { NotTranslatable } from './not-translatable';
import { ALL_PORTS, Ports } from './traffic';
import { PlainObject } from '../../../base/objects/fields';
import { itemsOf, mappingOf } from '../../../base/objects/loose';
import { literalExpression } from '../../../base/text/expression';

/** Numbers of protocols, which Calico takes for their names. */
const PROTOCOLS: Readonly<Record<string, string>> = { 1: 'ICMP', 6: 'TCP', 17: 'UDP', 58: 'ICMPv6', 132: 'SCTP', 136: 'UDPLite' };
const ICMP_FAMILIES: Readonly<Record<string, string>> = { ICMP: 'IPv4', ICMPv6: 'IPv6' };
const MOST_TYPE = 255;
/** The most ports, and types of ICMP, in a list of Cilium. */
const MOST = 40;

/** The packets that a rule is about, by protocol and port, as far as that shows; more where it does not. */
export function portsOf(rule: PlainObject): Ports[] {
  const protocol = protocolOf(rule.protocol);
  if (protocol === undefined) return [ALL_PORTS];
  if (Object.hasOwn(ICMP_FAMILIES, protocol)) {
    const { type } = mappingOf(rule.icmp);
    return [typeof type === 'number' ? { protocol, first: type, last: type } : { ...ALL_PORTS, protocol }];
  }
  const { ports, notPorts } = mappingOf(rule.destination);
  const given = isGiven(ports) ? itemsOf(ports).map(rangeOf) : [[0, 65535] as const];
  const excluded = itemsOf(notPorts).flatMap(each => rangeOf(each) === undefined ? [] : [rangeOf(each)!]);
  return given.flatMap((range): Ports[] => range ? without([range], excluded).map(([first, last]) => ({ protocol, first, last }))
    : [{ ...ALL_PORTS, protocol }]);
}

/** Whether these are all that the rule says of them. */
export function arePortsExact({ protocol, notProtocol, icmp, notICMP, http, destination }: PlainObject): boolean {
  const { ports, notPorts } = mappingOf(destination);
  const isNamed = [...itemsOf(ports), ...itemsOf(notPorts)].some(each => !rangeOf(each));
  const isNarrowed = [notProtocol, notICMP, http].some(isGiven) || mappingOf(icmp).code !== undefined || (isGiven(icmp) && !isGiven(protocol));
  return !isNamed && !isNarrowed && !(isGiven(ports) && !isGiven(protocol));
}

function protocolOf(value: unknown): string | undefined {
  if (!isGiven(value)) return undefined;
  const text = String(value);
  return PROTOCOLS[text] ?? text;
}

type Range = readonly [first: number, last: number];

/** `undefined` for a port by its name. */
function rangeOf(port: unknown): Range | undefined {
  const [, first, last = first] = /^(\d+)(?::(\d+))?$/.exec(String(port)) ?? [];
  return first === undefined ? undefined : [Number(first), Number(last)];
}

function without(ranges: readonly Range[], excluded: readonly Range[]): Range[] {
  const aroundOf = ([first, last]: Range, [from, to]: Range): Range[] => [[first, Math.min(last, from - 1)], [Math.max(first, to + 1), last]];
  return excluded.reduce<Range[]>((left, each) => left.flatMap(range => aroundOf(range, each)).filter(([first, last]) => first <= last), [...ranges]);
}

/** The ports of a rule of Cilium; none where the rule is never met. */
export function ciliumPorts(rule: PlainObject, direction: 'ingress' | 'egress', isDeny: boolean): PlainObject | undefined {
  if (isGiven(rule.notProtocol)) throw new NotTranslatable('notProtocol is the opposite of a protocol, which has no counterpart');
  if (isGiven(rule.notICMP)) throw new NotTranslatable('notICMP is the opposite of a type, which has no counterpart');
  const protocol = protocolOf(rule.protocol);
  const { ports, notPorts } = mappingOf(rule.destination);
  const hasPorts = isGiven(ports) || isGiven(notPorts);
  if (protocol !== undefined && Object.hasOwn(ICMP_FAMILIES, protocol)) return icmpFields(rule, protocol);
  if (isGiven(rule.icmp)) throw new NotTranslatable('icmp without the protocol ICMP or ICMPv6 has no counterpart');
  if (protocol === undefined) {
    if (isGiven(rule.http)) throw new NotTranslatable('http without a protocol has no counterpart');
    if (hasPorts) throw new NotTranslatable('ports without a protocol have no counterpart');
    return {};
  }
  if (!['TCP', 'UDP', 'SCTP'].includes(protocol)) throw new NotTranslatable(`protocol ${protocol} has no counterpart`);
  const http = isGiven(rule.http) ? httpRules(mappingOf(rule.http)) : [];
  if (http.length > 0 && isDeny) throw new NotTranslatable('requests can be allowed, and not denied');
  const given = hasPorts ? portFields(itemsOf(ports), itemsOf(notPorts), protocol, direction) : [{ port: '0', protocol }];
  if (given.length === 0) return undefined;
  return { toPorts: chunks(given).map(each => ({ ports: each, ...http.length > 0 && { rules: { http } } })) };
}

function portFields(ports: readonly unknown[], notPorts: readonly unknown[], protocol: string, direction: 'ingress' | 'egress'): PlainObject[] {
  const names = [...ports, ...notPorts].filter(each => !rangeOf(each));
  if (names.length > 0 && direction === 'egress') {
    throw new NotTranslatable(`port ${String(names[0])} is a name: Calico looks it up in the very pod, and Cilium in all pods, so use numbers`);
  }
  const excludedNames = notPorts.filter(each => !rangeOf(each));
  if (excludedNames.length > 0) throw new NotTranslatable(`notPorts has the name ${String(excludedNames[0])}, whose opposite has no counterpart`);
  if (names.length > 0 && notPorts.length > 0) throw new NotTranslatable('notPorts and names of ports have to hold together, which Cilium cannot');
  const ranges = ports.length > 0 ? ports.flatMap(each => rangeOf(each) ? [rangeOf(each)!] : []) : [[0, 65535] as const];
  // Port 0 stands for all ports in Cilium, and no packet has it.
  const left = without(ranges, [[0, 0], ...notPorts.map(each => rangeOf(each)!)]);
  if (left.some(([first, last]) => first === 1 && last === 65535)) return [{ port: '0', protocol }];
  return [
    ...left.map(([first, last]) => ({ port: String(first), ...last > first && { endPort: last }, protocol })),
    ...names.map(name => ({ port: String(name), protocol })),
  ];
}

function chunks<T>(values: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(values.length / MOST) }, (_, i) => values.slice(i * MOST, (i + 1) * MOST));
}

function icmpFields({ icmp, ipVersion, destination }: PlainObject, protocol: string): PlainObject {
  const { type, code } = mappingOf(icmp);
  if (isGiven(mappingOf(destination).ports) || isGiven(mappingOf(destination).notPorts)) throw new NotTranslatable('ports of ICMP have no counterpart');
  if (isGiven(ipVersion) && (Number(ipVersion) === 6) !== (protocol === 'ICMPv6')) throw new NotTranslatable(`${protocol} is not of IP version ${String(ipVersion)}`);
  if (code !== undefined) throw new NotTranslatable('a code of ICMP has no counterpart');
  const types = typeof type === 'number' ? [type] : Array.from({ length: MOST_TYPE + 1 }, (_, i) => i);
  return { icmps: chunks(types.map(each => ({ type: each, family: ICMP_FAMILIES[protocol] }))).map(fields => ({ fields })) };
}

/** A part of a path that Calico compares as it is: dots, parameters and escapes are resolved before (app-policy, normalizeHTTPPath). */
const SEGMENT = '\\.?[^/.;%?#\\\\][^/;%?#\\\\]*';
const QUERY = '(\\?.*)?';

/** Paths without their query, as app-policy of Calico compares them: a prefix ends where a part does. */
function httpRules({ methods, paths, ...others }: PlainObject): object[] {
  const [other] = Object.keys(others);
  if (other !== undefined) throw new NotTranslatable(`http.${other} has no counterpart`);
  const texts = itemsOf(paths).map(path => {
    const { exact, prefix } = mappingOf(path);
    const text = String(exact ?? prefix);
    if (!/^(?:\/(?!\.\.?(?:\/|$))[^/;%?#\\]+)*\/?$/.test(text)) throw new NotTranslatable(`the path ${JSON.stringify(text)} is compared after dots, parameters and escapes are resolved, which has no counterpart`);
    return `${literalExpression(text.replace(/\/$/, ''))}${exact === undefined ? `(/${SEGMENT})*` : ''}/?${QUERY}`;
  });
  const names = itemsOf(methods).map(String);
  const anyMethod = names.length === 0 || names.includes('*');
  if (texts.length === 0) return anyMethod ? [] : names.map(method => ({ method: literalExpression(method) }));
  return texts.flatMap(path => anyMethod ? [{ path }] : names.map(method => ({ method: literalExpression(method), path })));
}
