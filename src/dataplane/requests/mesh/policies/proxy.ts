import { Attributes, RequestAttributes, TRUST_DOMAIN } from './attributes';
import { texts } from './fields';
import { attributesOf, fullAccounts, KnownAttributes } from './peer';
import {
  addressMatches, Attribute, attributeCondition, exactMatches, hostMatches, Matcher, namespaceMatches, pathMatches, portMatches, principalMatches,
  textMatches,
} from './values';
import { PlainObject } from '../../../../base/objects/fields';
import { mappingOf, mappingsOf } from '../../../../base/objects/loose';
import { ALWAYS, allOf, anyOf, Condition } from '../condition';

/*
 * How a proxy that is Envoy evaluates a rule of an AuthorizationPolicy: a waypoint, a gateway or a sidecar. Source:
 * pilot/pkg/security/authz/model of Istio. On a connection whose requests it does not read, conditions about requests drop the rule of an
 * ALLOW policy, and are left out of that of another one.
 */

/** A condition of a rule; undefined where the proxy has nothing to compare with, as it reads no requests. */
type Part = Condition | undefined;

export function proxyRule(rule: PlainObject, action: string, namespace: string, attributes: Attributes): Condition {
  const known = attributesOf(attributes);
  const when = mappingsOf(rule.when).map(condition => whenPart(condition, namespace, known, attributes));
  const from = mappingsOf(rule.from).map(({ source }) => fromParts(mappingOf(source), namespace, known, attributes.request));
  const to = mappingsOf(rule.to).map(({ operation }) => toParts(mappingOf(operation), known, attributes.request));
  const parts = [...when, ...from.flat(), ...to.flat()];
  if (action === 'ALLOW' && parts.includes(undefined)) return { holds: false, why: 'the proxy does not read requests here, and drops a rule about them' };
  return allOf([any(from), any(to), conjunction(when)]);
}

function any(alternatives: readonly (readonly Part[])[]): Condition {
  return alternatives.length === 0 ? ALWAYS : anyOf(alternatives.map(conjunction));
}

function conjunction(parts: readonly Part[]): Condition {
  return allOf(parts.filter(part => part !== undefined));
}

type Test = readonly [attribute: Attribute | undefined, wanted: readonly string[], unwanted: readonly string[], matches: Matcher];

function test([attribute, wanted, unwanted, matches]: Test): Part[] {
  if (wanted.length + unwanted.length === 0) return [];
  return [attribute && attributeCondition(attribute, wanted, unwanted, matches)];
}

function fromParts(source: PlainObject, namespace: string, known: KnownAttributes, request?: RequestAttributes): Part[] {
  const tests: Test[] = [
    [known.address, texts(source.ipBlocks), texts(source.notIpBlocks), addressMatches],
    [REMOTE_ADDRESS, texts(source.remoteIpBlocks), texts(source.notRemoteIpBlocks), addressMatches],
    [known.namespace, texts(source.namespaces), texts(source.notNamespaces), namespaceMatches],
    [trustDomainOf(known), texts(source.trustDomains), texts(source.notTrustDomains), textMatches],
    [known.account, fullAccounts(texts(source.serviceAccounts), namespace), fullAccounts(texts(source.notServiceAccounts), namespace), exactMatches],
    [tokenAttribute('request.auth.principal', request), texts(source.requestPrincipals), texts(source.notRequestPrincipals), textMatches],
    [known.principal, texts(source.principals), texts(source.notPrincipals), principalMatches],
  ];
  return tests.flatMap(test);
}

function toParts(operation: PlainObject, known: KnownAttributes, request?: RequestAttributes): Part[] {
  const tests: Test[] = [
    [known.port, texts(operation.ports), texts(operation.notPorts), portMatches],
    [request && { name: 'the path', values: [request.path] }, texts(operation.paths), texts(operation.notPaths), pathMatches],
    [request && { name: 'the method', values: [request.method] }, texts(operation.methods), texts(operation.notMethods), textMatches],
    [request && { name: 'the host', values: [request.authority] }, texts(operation.hosts), texts(operation.notHosts), hostMatches],
  ];
  return tests.flatMap(test);
}

function whenPart({ key, values, notValues }: PlainObject, namespace: string, known: KnownAttributes, attributes: Attributes): Part {
  const name = String(key);
  const compare = (attribute: Attribute | undefined, matches: Matcher, change = (all: readonly string[]) => all): Part => attribute
    && attributeCondition(attribute, change(texts(values)), change(texts(notValues)), matches);
  const { request, serverName } = attributes;
  if (name.startsWith('request.headers')) {
    const header = name.slice(name.indexOf('[') + 1, -1);
    return compare(request && { name: `the header ${header}`, values: [headerOf(request, header.toLowerCase())] }, textMatches);
  }
  if (name.startsWith('request.auth.')) return compare(tokenAttribute(name, request), textMatches);
  switch (name) {
    case 'source.ip': return compare(known.address, addressMatches);
    case 'remote.ip': return compare(REMOTE_ADDRESS, addressMatches);
    case 'source.namespace': return compare(known.namespace, namespaceMatches);
    case 'source.serviceAccount': return compare(known.account, exactMatches, all => fullAccounts(all, namespace));
    case 'source.trustDomain': return compare(trustDomainOf(known), textMatches);
    case 'source.principal': return compare(known.principal, principalMatches);
    case 'destination.ip': return compare(known.destination, addressMatches);
    case 'destination.port': return compare(known.port, portMatches);
    case 'connection.sni': return compare({ name: 'the server name', values: [serverName] }, textMatches);
    default: return { holds: undefined, why: `${name} is not known` };
  }
}

/** Pseudo headers can be asked about as well. */
function headerOf({ headers, method, authority }: RequestAttributes, name: string): string {
  const pseudo: Readonly<Record<string, string>> = { ':method': method, ':authority': authority, 'host': authority };
  return headers.get(name) ?? (Object.hasOwn(pseudo, name) ? pseudo[name] : '');
}

/** From X-Forwarded-For, by how many proxies the mesh trusts. */
const REMOTE_ADDRESS: Attribute = { name: 'remote.ip', values: undefined };

function trustDomainOf({ principal }: KnownAttributes): Attribute {
  return { name: 'source.trustDomain', values: principal.values?.map(value => value === '' ? '' : TRUST_DOMAIN) };
}

/** What a token says is not known; without a checked token there is nothing. */
function tokenAttribute(name: string, request: RequestAttributes | undefined): Attribute | undefined {
  return request && { name, values: request.hasToken ? undefined : [''] };
}
