import { selectedSet } from './calico-network-sets';
import { Conjunction, labelSelector, parseCalicoSelector, SelectorProblem } from './calico-selector';
import { Cidr, cidrContains, parseCidr } from '../../../base/ip/cidr';
import { isPlainObject, PlainObject } from '../../../base/objects/fields';
import { literalExpression } from '../../../base/text/expression';

/** Why a policy, or a part of it, has no counterpart in Cilium. */
export class NotTranslatable extends Error {}

/** What the translation has to know of the cluster. */
export interface TranslationContext {
  /** The networks of pods and nodes, which addresses do not select in Cilium. */
  readonly ownNetworks: readonly { readonly cidr: Cidr; readonly what: string }[];
  /** The namespace of the policy; without one, it is for all. */
  readonly namespace?: string;
  /** NetworkSets and GlobalNetworkSets, whose addresses selectors of Calico select, too. */
  readonly networkSets: readonly PlainObject[];
}

const NAMESPACE = 'k8s:io.kubernetes.pod.namespace';
const NAMESPACE_LABELS = 'k8s:io.cilium.k8s.namespace.labels.';
const SERVICE_ACCOUNT = 'io.cilium.k8s.policy.serviceaccount';

/** A rule of Calico as the rules of Cilium that mean the same: one for each selector, with the same ports. */
export function translateRule(rule: PlainObject, direction: 'ingress' | 'egress', isDeny: boolean, context: TranslationContext): PlainObject[] {
  const [peerField, ownField, prefix] = direction === 'ingress' ? ['source', 'destination', 'from'] : ['destination', 'source', 'to'];
  const [peer, own] = [mapOf(rule[peerField]), mapOf(rule[ownField])];
  refuse(rule, ['notProtocol', 'notICMP'], 'is the opposite of a protocol');
  refuse(own, Object.keys(own).filter(name => !(direction === 'ingress' && name === 'ports')), `of ${ownField} narrows what the policy selects`);
  if (direction === 'ingress') refuse(peer, ['ports', 'notPorts'], 'is a port of the source');
  refuse(mapOf(rule.destination), ['notPorts'], 'is the opposite of ports');
  if (rule.ipVersion !== undefined && listOf(peer.nets).length === 0 && rule.icmp === undefined) throw new NotTranslatable('ipVersion without nets has no counterpart');
  const ports = portFields(rule, isDeny);
  const peers = peerFields(peer, prefix, rule.ipVersion, context);
  // Without peers and ports, a rule of Cilium would allow nothing, and one of Calico everything.
  const all = peers.length > 0 ? peers : [Object.keys(ports).length > 0 ? {} : { [`${prefix}Entities`]: ['all'] }];
  return all.map(each => ({ ...each, ...ports }));
}

/** Fields that have no counterpart, where they are there. */
function refuse(object: PlainObject, names: readonly string[], why: string): void {
  const name = names.find(each => object[each] !== undefined && !(Array.isArray(object[each]) && object[each].length === 0) && object[each] !== '');
  if (name !== undefined) throw new NotTranslatable(`${name} ${why}, which has no counterpart`);
}

function peerFields(peer: PlainObject, prefix: string, ipVersion: unknown, context: TranslationContext): PlainObject[] {
  if (isGiven(peer.domains)) throw new NotTranslatable('domains need toFQDNs and a rule that sends lookups through the DNS proxy: write both by hand');
  refuse(peer, ['notPorts'], 'is the opposite of ports');
  const hasSelector = ['selector', 'notSelector', 'namespaceSelector', 'serviceAccounts'].some(name => isGiven(peer[name]));
  const hasNets = isGiven(peer.nets) || isGiven(peer.notNets);
  const { services } = peer;
  if ([hasSelector, hasNets, isGiven(services)].filter(Boolean).length > 1) throw new NotTranslatable('selectors and addresses of one peer have to hold together, which Cilium cannot');
  if (isPlainObject(services)) {
    if (prefix === 'from') throw new NotTranslatable('a Service as a source has no counterpart');
    // Upstream: projectcalico/api, EntityRule.Services, "only to/from each endpoint's port".
    throw new NotTranslatable('a Service as a destination is for its ports only, and toServices of Cilium for all ports of its pods: use toServices with toPorts');
  }
  if (hasNets) return [{ [`${prefix}CIDRSet`]: netFields(peer, ipVersion, context) }];
  if (!hasSelector) return [];
  const selectors = selectorsOf(peer, { isNamespaced: context.namespace !== undefined });
  const set = selectedSet(peer, context);
  if (set !== undefined) throw new NotTranslatable(`the selector is for the addresses of ${set}, too, which selectors of Cilium do not select: use a CiliumCIDRGroup`);
  return [{ [`${prefix}Endpoints`]: selectors.map(labelSelector) }];
}

/** The pods that a peer, or a policy, selects. */
export function selectorsOf(peer: PlainObject, { isNamespaced }: { readonly isNamespaced: boolean }): Conjunction[] {
  const pods = isGiven(peer.selector) ? parsed(String(peer.selector)) : [[]];
  const not = isGiven(peer.notSelector) ? parsed(`!(${String(peer.notSelector)})`) : [[]];
  const namespaces = isGiven(peer.namespaceSelector) ? parsed(String(peer.namespaceSelector), NAMESPACE_NAMES).map(inNamespace) : [[]];
  const accounts = serviceAccounts(mapOf(peer.serviceAccounts));
  return pods.flatMap(a => not.flatMap(b => namespaces.map(c => {
    const all = [...a, ...b, ...c, ...accounts];
    return needsNamespace(c, isNamespaced && isGiven(peer.namespaceSelector)) ? [...all, { key: NAMESPACE, operator: 'Exists' as const }] : all;
  })));
}

/**
 * Without a namespace, a policy of a namespace means its own; with a namespaceSelector, it means those that are selected. Requirements such as NotIn
 * also hold for what is in no namespace: the world, nodes. Cilium leaves these out by itself only where a selector does not name the namespace
 * (upstream: pkg/k8s/apis/cilium.io/utils, getEndpointSelector).
 */
function needsNamespace(requirements: Conjunction, isOfOthers: boolean): boolean {
  const isOfPodsOnly = requirements.some(({ operator }) => operator === 'In' || operator === 'Exists');
  return !isOfPodsOnly && (isOfOthers || requirements.length > 0);
}

/** Labels that Calico adds to those of a pod: its namespace, orchestrator and service account, and the labels of these. */
const CALICO_LABEL = /^(?:projectcalico\.org\/|pcns\.|pcsa\.)/;
const NAMESPACE_NAMES: readonly string[] = ['projectcalico.org/name', 'kubernetes.io/metadata.name'];

function parsed(text: string, known: readonly string[] = []): Conjunction[] {
  try {
    const alternatives = parseCalicoSelector(text);
    const own = alternatives.flat().find(({ key }) => CALICO_LABEL.test(key) && !known.includes(key));
    if (own) throw new NotTranslatable(`the selector names ${own.key}, a label that only Calico gives to pods: use namespaceSelector or serviceAccounts`);
    return alternatives;
  } catch (error) {
    if (error instanceof SelectorProblem) throw new NotTranslatable(error.message);
    throw error;
  }
}

/** Requirements of a namespace's labels, as those of the pods in it. */
function inNamespace(requirements: Conjunction): Conjunction {
  return requirements.map(({ key, ...rest }) => ({
    ...rest, key: NAMESPACE_NAMES.includes(key) ? NAMESPACE : `${NAMESPACE_LABELS}${key}`,
  }));
}

function serviceAccounts({ names, selector }: PlainObject): Conjunction {
  if (isGiven(selector)) throw new NotTranslatable('service accounts by their labels have no counterpart');
  return isGiven(names) ? [{ key: SERVICE_ACCOUNT, operator: 'In', values: listOf(names).map(String) }] : [];
}

function netFields({ nets, notNets }: PlainObject, ipVersion: unknown, { ownNetworks }: TranslationContext): object[] {
  const given = listOf(nets).map(cidrOf);
  const excluded = listOf(notNets).map(cidrOf);
  const cidrs = (given.length > 0 ? given : ['0.0.0.0/0', '::/0'].map(cidrOf)).filter(({ family }) => isOfVersion(family, ipVersion));
  // What is excluded as a whole is left out: an exception that is wider than its network is none to Cilium.
  const left = cidrs.filter(cidr => !excluded.some(each => each.family === cidr.family && contains(each, cidr)));
  if (left.length === 0) throw new NotTranslatable('its notNets or ipVersion leave nothing of its nets');
  return left.map(cidr => {
    const own = ownNetworks.find(network => network.cidr.family === cidr.family && (contains(network.cidr, cidr) || contains(cidr, network.cidr)));
    if (own) throw new NotTranslatable(`${cidr.text} has addresses of ${own.what}, which addresses do not select in Cilium: use selectors or entities`);
    const except = excluded.filter(each => each.family === cidr.family && contains(cidr, each));
    return { cidr: cidr.text, ...except.length > 0 && { except: except.map(each => each.text) } };
  });
}

/** Calico takes an address for the network of it alone. */
function cidrOf(value: unknown): Cidr {
  const text = String(value);
  const cidr = parseCidr(text.includes('/') ? text : `${text}/${text.includes(':') ? 128 : 32}`);
  if (!cidr) throw new NotTranslatable(`${JSON.stringify(text)} is not a CIDR`);
  return cidr;
}

function isOfVersion(family: Cidr['family'], ipVersion: unknown): boolean {
  return ipVersion === undefined || (ipVersion === 6) === (family === 'ip6');
}

function contains(outer: Cidr, inner: Cidr): boolean {
  return outer.prefixLength <= inner.prefixLength && cidrContains(outer, inner.text.split('/')[0]);
}

/** Numbers of protocols, which Calico takes for their names. */
const PROTOCOLS: Readonly<Record<string, string>> = { 1: 'ICMP', 6: 'TCP', 17: 'UDP', 58: 'ICMPv6', 132: 'SCTP' };

function portFields(rule: PlainObject, isDeny: boolean): PlainObject {
  const given = isGiven(rule.protocol) ? String(rule.protocol) : undefined;
  const protocol = given === undefined ? undefined : (PROTOCOLS[given] ?? given);
  const ports = listOf(mapOf(rule.destination).ports);
  if (protocol === 'ICMP' || protocol === 'ICMPv6' || rule.icmp !== undefined) return icmpFields(rule, protocol ?? 'ICMP');
  if (protocol === undefined) {
    if (rule.http !== undefined) throw new NotTranslatable('http without a protocol has no counterpart');
    return {};
  }
  if (!['TCP', 'UDP', 'SCTP'].includes(protocol)) throw new NotTranslatable(`protocol ${protocol} has no counterpart`);
  const http = httpRules(mapOf(rule.http));
  if (http.length > 0 && isDeny) throw new NotTranslatable('requests can be allowed, and not denied');
  return { toPorts: [{ ports: ports.length > 0 ? ports.map(port => portField(port, protocol)) : [{ port: '0', protocol }], ...http.length > 0 && { rules: { http } } }] };
}

function portField(port: unknown, protocol: string): object {
  const [, first, last] = /^(\d+):(\d+)$/.exec(String(port)) ?? [];
  return first === undefined ? { port: String(port), protocol } : { port: first, endPort: Number(last), protocol };
}

function icmpFields({ icmp, ipVersion, protocol }: PlainObject, name: string): PlainObject {
  const { type, code } = mapOf(icmp);
  if (code !== undefined) throw new NotTranslatable('a code of ICMP has no counterpart');
  if (type === undefined) throw new NotTranslatable('ICMP of all types has no counterpart');
  const family = name === 'ICMPv6' || (protocol === undefined && ipVersion === 6) ? 'IPv6' : 'IPv4';
  return { icmps: [{ fields: [{ type, family }] }] };
}

function httpRules({ methods, paths }: PlainObject): object[] {
  const texts = listOf(paths).map(path => {
    const { exact, prefix } = mapOf(path);
    return exact !== undefined ? literalExpression(String(exact)) : `${literalExpression(String(prefix))}.*`;
  });
  const names = listOf(methods).map(String);
  if (texts.length === 0) return names.map(method => ({ method }));
  return texts.flatMap(path => names.length === 0 ? [{ path }] : names.map(method => ({ method, path })));
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0) && !(isPlainObject(value) && Object.keys(value).length === 0);
}

function mapOf(value: unknown): PlainObject {
  return isPlainObject(value) ? value : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
