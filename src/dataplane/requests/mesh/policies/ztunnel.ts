import { Attributes } from './attributes';
import { texts } from './fields';
import { attributesOf, fullAccounts, KnownAttributes } from './peer';
import { addressMatches, Attribute, attributeCondition, exactMatches, Matcher, portMatches, principalMatches, textMatches } from './values';
import { PlainObject } from '../../../../base/objects/fields';
import { mappingOf, mappingsOf } from '../../../../base/objects/loose';
import { l7PartsOf } from '../../../../programs/istio/l7';
import { allOf, anyOf, Condition } from '../condition';

/*
 * How ztunnel evaluates a rule of an AuthorizationPolicy: `handleRule` of pilot/pkg/serviceregistry/ambient/authorization.go in Istio makes
 * clauses of it, and `Authorization::matches` of src/rbac.rs in ztunnel asks whether each clause has an element that matches. An element
 * without a condition that ztunnel knows matches nothing.
 */

type Texts = readonly string[];

/** Conditions of one element; undefined where nothing that ztunnel knows is left of it. */
type Element = Condition | undefined;

export function ztunnelRule(rule: PlainObject, action: string, namespace: string, attributes: Attributes): Condition {
  const l7 = l7PartsOf(rule);
  // Of an ALLOW policy, a rule about requests is left out.
  if (action === 'ALLOW' && l7.length > 0) return { holds: false, why: `ztunnel does not read requests, and drops a rule with ${l7.join(', ')}` };
  const known = attributesOf(attributes);
  const clauses = [
    mappingsOf(rule.to).map(({ operation }) => toElement(mappingOf(operation), known)),
    mappingsOf(rule.from).map(({ source }) => fromElement(mappingOf(source), namespace, known)),
  ].filter(clause => clause.length > 0);
  const conditions = mappingsOf(rule.when).map(when => [whenElement(when, known)]);
  return allOf([...clauses, ...conditions].map(clause => clauseCondition(clause, l7)));
}

function clauseCondition(clause: readonly Element[], l7: Texts): Condition {
  const known = clause.filter(each => each !== undefined);
  return known.length === 0 ? { holds: false, why: `without ${l7.join(', ')}, which ztunnel does not know, nothing of the rule is left to match` } : anyOf(known);
}

function toElement(operation: PlainObject, { port }: KnownAttributes): Element {
  return element([[port, texts(operation.ports), texts(operation.notPorts), portMatches]]);
}

function fromElement(source: PlainObject, namespace: string, known: KnownAttributes): Element {
  return element([
    [known.address, texts(source.ipBlocks), texts(source.notIpBlocks), addressMatches],
    [known.namespace, texts(source.namespaces), texts(source.notNamespaces), textMatches],
    [known.account, fullAccounts(texts(source.serviceAccounts), namespace), fullAccounts(texts(source.notServiceAccounts), namespace), exactMatches],
    [known.principal, texts(source.principals), texts(source.notPrincipals), principalMatches],
  ]);
}

/** The attributes of conditions that ztunnel knows: `l4WhenAttributes`. */
const WHEN: ReadonlyMap<unknown, readonly [keyof KnownAttributes, Matcher]> = new Map<unknown, readonly [keyof KnownAttributes, Matcher]>([
  ['source.ip', ['address', addressMatches]],
  ['source.namespace', ['namespace', textMatches]],
  ['source.principal', ['principal', principalMatches]],
  ['destination.port', ['port', portMatches]],
  ['destination.ip', ['destination', addressMatches]],
]);

function whenElement({ key, values, notValues }: PlainObject, known: KnownAttributes): Element {
  const [attribute, matches] = WHEN.get(key) ?? [];
  return attribute && element([[known[attribute], texts(values), texts(notValues), matches!]]);
}

function element(parts: readonly (readonly [Attribute, Texts, Texts, Matcher])[]): Element {
  const set = parts.filter(([, wanted, unwanted]) => wanted.length + unwanted.length > 0);
  if (set.length === 0) return undefined;
  return allOf(set.map(([attribute, wanted, unwanted, matches]) => attributeCondition(attribute, wanted, unwanted, matches)));
}
