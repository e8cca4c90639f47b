import { isPlainObject, PlainObject } from '../../base/objects/fields';
import { mappingsOf } from '../../base/objects/loose';

/*
 * What ztunnel makes of an AuthorizationPolicy: pilot/pkg/serviceregistry/ambient/authorization.go of github.com/istio/istio.
 */

const L7_SOURCES = ['remoteIpBlocks', 'notRemoteIpBlocks', 'requestPrincipals', 'notRequestPrincipals'];
const L7_OPERATIONS = ['hosts', 'notHosts', 'methods', 'notMethods', 'paths', 'notPaths'];

const L4_SOURCES = ['ipBlocks', 'notIpBlocks', 'namespaces', 'notNamespaces', 'serviceAccounts', 'notServiceAccounts', 'principals', 'notPrincipals'];
const L4_OPERATIONS = ['ports', 'notPorts'];

/** The attributes of conditions that ztunnel knows. */
const L4_ATTRIBUTES = ['source.ip', 'source.namespace', 'source.principal', 'destination.ip', 'destination.port'];

/** What of a rule ztunnel cannot tell, since it reads no requests. */
export function l7PartsOf(rule: PlainObject): string[] {
  return [...new Set([
    ...mappingsOf(rule.from).flatMap(({ source }) => set(source, L7_SOURCES)),
    ...mappingsOf(rule.to).flatMap(({ operation }) => set(operation, L7_OPERATIONS)),
    ...mappingsOf(rule.when).flatMap(({ key }) => typeof key === 'string' && !L4_ATTRIBUTES.includes(key) ? [key] : []),
  ])];
}

/**
 * The part of a DENY rule of which ztunnel has nothing left to match, so that the rule never matches: `from` or `to`, where no element has a condition
 * on connections, or an element of `when` about requests. `Authorization::matches` of src/rbac.rs in ztunnel wants a match in each of them, and an
 * element without a condition matches nothing.
 */
export function emptiedPartOf({ from, to, when }: PlainObject): string | undefined {
  const isEmptied = (list: readonly PlainObject[], key: string, conditions: readonly string[]): boolean => list.length > 0
    && list.every(element => set(element[key], conditions).length === 0);
  if (isEmptied(mappingsOf(to), 'operation', L4_OPERATIONS)) return 'to';
  if (isEmptied(mappingsOf(from), 'source', L4_SOURCES)) return 'from';
  return mappingsOf(when).some(({ key }) => typeof key === 'string' && !L4_ATTRIBUTES.includes(key)) ? 'when' : undefined;
}

/** The rules of a policy with what ztunnel does not see of each. */
export function rulesOf(spec: PlainObject): { readonly rule: PlainObject; readonly l7: readonly string[] }[] {
  return mappingsOf(spec.rules).map(rule => ({ rule, l7: l7PartsOf(rule) }));
}

/** The targets of a policy: what it is for at waypoints and gateways. */
export function targetRefsOf({ targetRef, targetRefs }: PlainObject): PlainObject[] {
  return [...isPlainObject(targetRef) ? [targetRef] : [], ...mappingsOf(targetRefs)];
}

/** Who a workload is in the mesh. */
interface Identity {
  readonly namespace: string;
  readonly serviceAccount: string;
}

/**
 * Whether a rule lets a workload through that is known by its identity. Addresses and conditions may let it through.
 *
 * @param namespace the namespace of the policy
 */
export function mayMatch({ from, when }: PlainObject, identity: Identity, namespace: string): boolean {
  const principal = `cluster.local/ns/${identity.namespace}/sa/${identity.serviceAccount}`;
  const ofSources = mappingsOf(from);
  const isFrom = ofSources.length === 0 || ofSources.some(({ source }) => {
    const own = isPlainObject(source) ? source : {};
    const is = (key: string, matches: (value: string) => boolean): boolean => texts(own[key]).length === 0 || texts(own[key]).some(matches);
    const isNot = (key: string, matches: (value: string) => boolean): boolean => !texts(own[key]).some(matches);
    const account = (value: string): boolean => (value.includes('/') ? value : `${namespace}/${value}`) === `${identity.namespace}/${identity.serviceAccount}`;
    return is('principals', pattern => matchesPrincipal(pattern, principal)) && is('namespaces', pattern => matchesText(pattern, identity.namespace)) && is('serviceAccounts', account)
      && isNot('notPrincipals', pattern => matchesPrincipal(pattern, principal)) && isNot('notNamespaces', pattern => matchesText(pattern, identity.namespace)) && isNot('notServiceAccounts', account);
  });
  return isFrom && mappingsOf(when).every(({ key, values, notValues }) => {
    if (key !== 'source.principal' && key !== 'source.namespace') return true;
    const [matches, value] = key === 'source.principal' ? [matchesPrincipal, principal] : [matchesText, identity.namespace];
    return (texts(values).length === 0 || texts(values).some(pattern => matches(pattern, value))) && !texts(notValues)
      .some(pattern => matches(pattern, value));
  });
}

/** The trust domain can be another one than the usual. */
export function matchesPrincipal(pattern: string, principal: string): boolean {
  return matchesText(pattern, principal) || matchesText(pattern.replace(/^[^/*]+(?=\/ns\/)/, 'cluster.local'), principal);
}

/** A text, or a beginning, an end or anything with a wildcard. */
function matchesText(pattern: string, text: string): boolean {
  if (pattern === '*') return text !== '';
  if (pattern.startsWith('*')) return text.endsWith(pattern.slice(1));
  return pattern.endsWith('*') ? text.startsWith(pattern.slice(0, -1)) : pattern === text;
}

/** The fields of a mapping that have elements. */
function set(value: unknown, keys: readonly string[]): string[] {
  return isPlainObject(value) ? keys.filter(key => Array.isArray(value[key]) && (value[key] as readonly unknown[]).length > 0) : [];
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter(text => typeof text === 'string') : [];
}
