import { goRegexpProblem } from './go-regexp';
import { kafkaProblems } from './kafka';
import { selectorProblems } from './selectors';
import { PolicySettings } from './settings';
import { agentEntities, agentProtocols, icmpTypeNames, PORTLESS } from './vocabulary';
import { quoted } from '../../../base/errors';
import { parseIp } from '../../../base/ip/address';
import { Cidr, cidrContains, parseCidr } from '../../../base/ip/cidr';
import { isPlainObject, PlainObject } from '../../../base/objects/fields';
import { itemsOf } from '../../../base/objects/loose';
import { Problem } from '../../../base/schema/problem';
import { enumeration } from '../../../base/text/words';
import { CiliumMinor } from '../target';

/** The lists of peers in a rule; a rule has one of them. */
const PEERS: Readonly<Record<'ingress' | 'egress', readonly string[]>> = {
  ingress: ['fromEndpoints', 'fromCIDR', 'fromCIDRSet', 'fromEntities', 'fromNodes', 'fromGroups'],
  egress: ['toCIDR', 'toCIDRSet', 'toEndpoints', 'toEntities', 'toServices', 'toGroups', 'toNodes', 'toFQDNs'],
};

const MOST = 40;

/**
 * What the agent refuses of a policy's rule that the CustomResourceDefinitions let through, or would: Rule.Sanitize of pkg/policy/api. A policy
 * that it refuses exists and is not enforced.
 */
export function sanitizeProblems(rule: PlainObject, at: string, settings: PolicySettings): Problem[] {
  const isHost = isPlainObject(rule.nodeSelector);
  const rules = (name: string): PlainObject[] => itemsOf(rule[name]).filter(isPlainObject);
  const lists = ['ingress', 'ingressDeny', 'egress', 'egressDeny'];
  const own: Problem[] = [
    ...lists.every(name => itemsOf(rule[name]).length === 0) ? [{ field: at, message: `has no rules; expected one of ${lists.join(', ')}` }] : [],
    ...isHost === isPlainObject(rule.endpointSelector)
      ? [{ field: at, message: isHost ? 'has both endpointSelector and nodeSelector; expected one of them' : 'has neither endpointSelector nor nodeSelector; expected one of them' }] : [],
    ...selectorProblems(rule.endpointSelector, `${at}.endpointSelector`),
    ...selectorProblems(rule.nodeSelector, `${at}.nodeSelector`),
    // Label.UnmarshalJSON of pkg/labels
    ...itemsOf(rule.labels).flatMap((label, i): Problem[] => isPlainObject(label) && (label.key ?? '') === ''
      ? [{ field: `${at}.labels[${i}].key`, message: 'is missing or empty; the agent reads no label without a key' }] : []),
  ];
  return [...own, ...lists.flatMap(name => rules(name).flatMap((each, i) => new RuleChecks(each, `${at}.${name}[${i}]`, name, isHost, settings).problems()))];
}

/** What is wrong with one rule of a direction. */
class RuleChecks {
  private readonly direction: 'ingress' | 'egress';
  private readonly isDeny: boolean;

  constructor(
    private readonly rule: PlainObject, private readonly at: string, list: string, private readonly isHost: boolean,
    private readonly settings: PolicySettings,
  ) {
    this.direction = list.startsWith('ingress') ? 'ingress' : 'egress';
    this.isDeny = list.endsWith('Deny');
  }

  public problems(): Problem[] {
    const { rule, at } = this;
    const ports = itemsOf(rule.toPorts).filter(isPlainObject);
    const icmps = itemsOf(rule.icmps).filter(isPlainObject);
    return [
      ...this.peerProblems(),
      ...icmps.length > 0 && ports.length > 0 ? [{ field: `${at}.icmps`, message: 'cannot be combined with toPorts; write two rules' }] : [],
      ...ports.flatMap((each, i) => this.portProblems(each, `${at}.toPorts[${i}]`)),
      ...icmps.flatMap((each, i) => icmpProblems(each, `${at}.icmps[${i}]`)),
      ...this.isDeny ? [] : this.allowProblems(ports),
    ];
  }

  private peerProblems(): Problem[] {
    const { rule, at, direction, settings } = this;
    // A deny rule has no names to resolve: the field is not one of its own.
    const names = PEERS[direction].filter(name => !(this.isDeny && name === 'toFQDNs'));
    const used = names.filter(name => itemsOf(rule[name]).length > 0);
    const prefix = direction === 'ingress' ? 'from' : 'to';
    const entities = agentEntities(settings.minor);
    return [
      ...used.length > 1 ? [{ field: at, message: `combines ${enumeration(used)}, which the agent does not support; write a rule for each` }] : [],
      ...used.includes(`${prefix}Nodes`) && !settings.nodeSelectorLabels
        ? [{ field: `${at}.${prefix}Nodes`, message: 'needs the value nodeSelectorLabels: true of the chart, which is not set' }] : [],
      ...['Endpoints', 'Nodes', 'Requires'].flatMap(name => itemsOf(rule[`${prefix}${name}`])
        .flatMap((selector, i) => selectorProblems(selector, `${at}.${prefix}${name}[${i}]`))),
      ...itemsOf(rule[`${prefix}CIDR`]).flatMap((cidr, i) => cidrProblem(cidr).map(message => ({ field: `${at}.${prefix}CIDR[${i}]`, message }))),
      ...itemsOf(rule[`${prefix}CIDRSet`]).flatMap((each, i) => isPlainObject(each) ? this.cidrRuleProblems(each, `${at}.${prefix}CIDRSet[${i}]`) : []),
      ...itemsOf(rule[`${prefix}Entities`]).flatMap((entity, i): Problem[] => entities.includes(String(entity)) ? []
        : [{ field: `${at}.${prefix}Entities[${i}]`, message: `${quoted(entity)} is not an entity of Cilium ${settings.minor}; expected one of ${entities.join(', ')}` }]),
    ];
  }

  private cidrRuleProblems({ cidr, cidrGroupRef, cidrGroupSelector, except }: PlainObject, at: string): Problem[] {
    const given = Object.entries({ cidr, cidrGroupRef, cidrGroupSelector }).filter(([, value]) => value !== undefined && value !== '').map(([name]) => name);
    if (given.length !== 1) return [{ field: at, message: `has ${given.length === 0 ? 'none' : enumeration(given)} of cidr, cidrGroupRef and cidrGroupSelector; expected one of them` }];
    if (given[0] !== 'cidr') return selectorProblems(cidrGroupSelector, `${at}.cidrGroupSelector`);
    const allowed = cidrOf(cidr);
    if (!allowed) return [{ field: `${at}.cidr`, message: `${quoted(cidr)} is not a CIDR; expected one as in "10.0.0.0/8"` }];
    return itemsOf(except).flatMap((each, i): Problem[] => {
      const excluded = cidrOf(each);
      const field = `${at}.except[${i}]`;
      if (!excluded) return [{ field, message: `${quoted(each)} is not a CIDR; expected one as in "10.1.0.0/16"` }];
      const isWithin = cidrContains(allowed, String(each).split('/')[0]) && (this.settings.minor !== '1.20' || prefixOf(String(cidr)) <= prefixOf(String(each)));
      return isWithin ? [] : [{ field, message: `${quoted(each)} is not within ${String(cidr)}` }];
    });
  }

  private portProblems(rule: PlainObject, at: string): Problem[] {
    const ports = itemsOf(rule.ports).filter(isPlainObject);
    const l7 = new L7(this.isDeny ? undefined : rule.rules, this.settings.minor);
    const own = [
      ...ports.length > MOST ? [{ field: `${at}.ports`, message: `has ${ports.length} ports; expected at most ${MOST}` }] : [],
      ...ports.flatMap((port, i) => portProblems(port, `${at}.ports[${i}]`, l7, this.settings)),
    ];
    return this.isDeny ? own : [...own, ...this.l7Problems(rule, ports, l7, at)];
  }

  private l7Problems(rule: PlainObject, ports: readonly PlainObject[], l7: L7, at: string): Problem[] {
    const names = itemsOf(rule.serverNames);
    const listener = isPlainObject(rule.listener);
    return [
      ...names.includes('') ? [{ field: `${at}.serverNames`, message: 'has an empty name; expected one as in "api.example.com"' }] : [],
      ...names.length > 0 && !l7.isEmpty && !isPlainObject(rule.terminatingTLS)
        ? [{ field: `${at}.serverNames`, message: 'cannot be combined with rules unless terminatingTLS is set: what is encrypted cannot be looked into' }] : [],
      ...listener && this.direction === 'ingress' ? [{ field: `${at}.listener`, message: 'is for egress only' }] : [],
      ...listener && !l7.isEmpty ? [{ field: `${at}.listener`, message: 'cannot be combined with rules; set only one of them' }] : [],
      ...l7.isEmpty ? [] : l7.problems(ports, `${at}.rules`),
    ];
  }

  /** What only rules that allow have: L7 and names. */
  private allowProblems(ports: readonly PlainObject[]): Problem[] {
    const { at, direction, isHost, settings, rule } = this;
    const l7 = ports.map(({ rules }) => new L7(rules, settings.minor));
    const uses = (kind: 'http' | 'dns' | 'kafka'): boolean => l7.some(each => each.count(kind) > 0);
    const any = l7.some(each => !each.isEmpty);
    const field = `${at}.toPorts`;
    return [
      ...any && !settings.l7Proxy ? [{ field, message: 'has L7 rules, and the L7 proxy is off (l7Proxy: false)' }] : [],
      ...any && isHost && direction === 'ingress' ? [{ field, message: 'has L7 rules, which the agent does not support for ingress of nodes' }] : [],
      ...isHost && direction === 'egress' && (uses('http') || uses('kafka'))
        ? [{ field, message: 'has HTTP rules, which the agent does not support for egress of nodes; it supports DNS rules' }] : [],
      ...direction === 'ingress' && uses('dns') ? [{ field, message: 'has DNS rules, which the agent does not support for ingress' }] : [],
      ...itemsOf(rule.toFQDNs).flatMap((each, i) => isPlainObject(each) ? nameProblems(each, `${at}.toFQDNs[${i}]`, true) : []),
    ];
  }
}

/** The L7 rules of ports. */
class L7 {
  private readonly rules: PlainObject;

  constructor(rules: unknown, minor: CiliumMinor) {
    const { kafka, l7, l7proto, ...known } = isPlainObject(rules) ? rules : {} as PlainObject;
    // From 1.20, the agent knows these no more, and passes over them.
    this.rules = minor === '1.20' ? known : { kafka, l7, l7proto, ...known };
  }

  public get isEmpty(): boolean {
    return ['http', 'dns', 'kafka', 'l7'].every(kind => this.count(kind) === 0);
  }

  public count(kind: string): number {
    return itemsOf(this.rules[kind]).length;
  }

  public problems(ports: readonly PlainObject[], at: string): Problem[] {
    const kinds = ['http', 'dns', 'kafka'].filter(kind => Array.isArray(this.rules[kind]));
    const all = [...kinds, ...typeof this.rules.l7proto === 'string' && this.rules.l7proto !== '' ? ['l7proto'] : []];
    return [
      ...all.length > 1 ? [{ field: at, message: `combines ${enumeration(all)}; expected one of them` }] : [],
      ...Array.isArray(this.rules.l7) && !all.includes('l7proto') ? [{ field: `${at}.l7`, message: 'needs l7proto' }] : [],
      ...kinds.includes('dns') && ports.length === 0 ? [{ field: `${at}.dns`, message: 'needs a port; expected port "53" in ports' }] : [],
      ...itemsOf(this.rules.http).flatMap((each, i) => isPlainObject(each) ? httpProblems(each, `${at}.http[${i}]`) : []),
      ...itemsOf(this.rules.kafka).flatMap((each, i) => isPlainObject(each) ? kafkaProblems(each, `${at}.kafka[${i}]`) : []),
      ...itemsOf(this.rules.dns).flatMap((each, i) => isPlainObject(each) ? nameProblems(each, `${at}.dns[${i}]`, false) : []),
    ];
  }
}

/** The names that stand for ports: IsSvcName of pkg/iana. */
function isPortName(name: string): boolean {
  return name.length <= 15 && /^(?:[a-zA-Z0-9]-?)*[a-zA-Z](?:-?[a-zA-Z0-9])*$/.test(name);
}

function portProblems({ port, protocol, endPort }: PlainObject, at: string, l7: L7, { minor, extendedProtocols }: PolicySettings): Problem[] {
  const name = String(port ?? '');
  const upper = String(protocol ?? '').toUpperCase();
  const hasDns = l7.count('dns') > 0;
  const protocols = agentProtocols(minor);
  const problems: Problem[] = [];
  if (upper !== '' && !protocols.includes(upper)) problems.push({ field: `${at}.protocol`, message: `${quoted(protocol)} is not a protocol of Cilium ${minor}; expected one of ${protocols.join(', ')}` });
  if (name === '') {
    if (!extendedProtocols) problems.push({ field: `${at}.port`, message: `is missing; expected a number or a name${PORTLESS.includes(upper) ? `, and "0" for ${upper}` : ''}` });
  } else if (!isPortName(name)) {
    const number = /^(?:0[xX][0-9a-fA-F_]+|0[bB][01_]+|0[oO]?[0-7_]*|[1-9][0-9_]*)$/.test(name) ? Number(name.replaceAll('_', '').replace(/^0(?=[0-7])/, '0o')) : NaN;
    // Only the exact word is compared, before upper and lower case are made alike.
    if (name !== '0' && PORTLESS.includes(String(protocol)) && protocols.includes(String(protocol))) problems.push({ field: `${at}.port`, message: `is ${quoted(port)}, and ${upper} has no ports; expected "0"` });
    else if (!(number <= 65535)) problems.push({ field: `${at}.port`, message: `${quoted(port)} is not a port; expected a number up to 65535, or a name of at most 15 characters` });
    else if (hasDns && Number(endPort ?? 0) > number) problems.push({ field: `${at}.endPort`, message: 'cannot be combined with DNS rules, which are for one port' });
    if (number === 0 && !l7.isEmpty) problems.push({ field: `${at}.port`, message: 'is "0", all ports, which L7 rules do not work with; expected one port' });
  }
  if (!l7.isEmpty && !hasDns && upper !== 'TCP') problems.push({ field: `${at}.protocol`, message: `is ${protocol === undefined ? 'missing' : quoted(protocol)}; HTTP rules need TCP` });
  return problems;
}

function httpProblems({ path, method, headerMatches }: PlainObject, at: string): Problem[] {
  return [
    ...Object.entries({ path, method }).flatMap(([name, value]): Problem[] => {
      const problem = typeof value === 'string' && value !== '' ? goRegexpProblem(value) : undefined;
      return problem === undefined ? [] : [{ field: `${at}.${name}`, message: `${quoted(value)} ${problem}` }];
    }),
    ...itemsOf(headerMatches).flatMap((match, i): Problem[] => {
      const { name, mismatch, secret } = isPlainObject(match) ? match : {} as PlainObject;
      const field = `${at}.headerMatches[${i}]`;
      if (name === undefined || name === '') return [{ field: `${field}.name`, message: 'is missing; expected the name of a header' }];
      if (mismatch !== undefined && !['', 'LOG', 'ADD', 'DELETE', 'REPLACE'].includes(String(mismatch))) return [{ field: `${field}.mismatch`, message: `${quoted(mismatch)} is not supported; expected LOG, ADD, DELETE or REPLACE` }];
      return isPlainObject(secret) && (secret.name === undefined || secret.name === '') ? [{ field: `${field}.secret.name`, message: 'is missing' }] : [];
    }),
  ];
}

/** A name or a pattern of names. */
function nameProblems({ matchName, matchPattern }: PlainObject, at: string, areExclusive: boolean): Problem[] {
  const [name, pattern] = [String(matchName ?? ''), String(matchPattern ?? '')];
  const problems: Problem[] = [];
  if (areExclusive && name !== '' && pattern !== '') problems.push({ field: at, message: 'has both matchName and matchPattern; expected one of them' });
  if (name !== '' && !/^[-a-zA-Z0-9_.]+$/.test(name)) problems.push({ field: `${at}.matchName`, message: `${quoted(name)} is not a name; expected letters, digits, ".", "-" and "_", or matchPattern for "*"` });
  if (pattern !== '' && (!/^[-a-zA-Z0-9_.*]+$/.test(pattern) || pattern.length > 255)) {
    problems.push({ field: `${at}.matchPattern`, message: `${quoted(pattern)} is not a pattern; expected letters, digits, ".", "-", "_" and "*"` });
  }
  return problems;
}

function icmpProblems({ fields }: PlainObject, at: string): Problem[] {
  const given = itemsOf(fields);
  return [
    ...given.length > MOST ? [{ field: `${at}.fields`, message: `has ${given.length} types; expected at most ${MOST}` }] : [],
    ...given.flatMap((each, i): Problem[] => {
      const { type, family } = isPlainObject(each) ? each : {} as PlainObject;
      if (!['', 'IPv4', 'IPv6'].includes(String(family ?? ''))) return [{ field: `${at}.fields[${i}].family`, message: `${quoted(family)} is not a family; expected IPv4 or IPv6` }];
      const isName = typeof type === 'string' && !/^[-+]?\d+$/.test(type);
      return isName && !icmpTypeNames(family).includes(type)
        ? [{ field: `${at}.fields[${i}].type`, message: `${quoted(type)} is not a type of ICMP for ${family === 'IPv6' ? 'IPv6' : 'IPv4'}; expected a number or a name as in "EchoRequest"` }] : [];
    }),
  ];
}

function cidrProblem(cidr: unknown): string[] {
  const text = String(cidr ?? '');
  const isRight = text.includes('/') ? cidrOf(text) !== undefined : isGoAddress(text.replace(/(:.*)%.+$/, '$1'));
  return isRight ? [] : [`${quoted(cidr)} is not a CIDR; expected one as in "10.0.0.0/8"`];
}

/** An address with a length as netip.ParsePrefix of Go reads it: without leading zeros. */
function cidrOf(cidr: unknown): Cidr | undefined {
  const [address, length] = typeof cidr === 'string' ? cidr.split('/') : [];
  if (length === undefined || !/^(?:0|[1-9]\d*)$/.test(length) || !isGoAddress(address)) return undefined;
  return parseCidr(`${address.replace(/^::ffff:(?=[\d.]+$)/i, '::ffff:0:')}/${length}`);
}

function isGoAddress(text: string): boolean {
  return parseIp(text) !== undefined && !/(?:^|[.:])0\d+\./.test(text) && !/\.0\d/.test(text);
}

function prefixOf(cidr: string): number {
  return Number(cidr.split('/')[1]);
}
