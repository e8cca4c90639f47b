import { Conjunction, parseCalicoSelector, Requirement } from './calico-selector';
import { isPlainObject, PlainObject } from '../../../base/objects/fields';

interface Selecting {
  /** The namespace of the policy; without one, it is for all. */
  readonly namespace?: string;
  readonly networkSets: readonly PlainObject[];
}

/**
 * The first set of addresses that a peer's selectors select, as they do pods. A policy of a namespace selects sets of its own one, unless it has a
 * namespaceSelector, which no GlobalNetworkSet fits; labels of namespaces are not looked at. No set has a service account.
 */
export function selectedSet(peer: PlainObject, { namespace, networkSets }: Selecting): string | undefined {
  if (isPlainObject(peer.serviceAccounts) && Object.keys(peer.serviceAccounts).length > 0) return undefined;
  const hasNamespaces = isText(peer.namespaceSelector);
  const selector = isText(peer.selector) ? parseCalicoSelector(peer.selector) : [[]];
  const not = isText(peer.notSelector) ? parseCalicoSelector(peer.notSelector) : [];
  const found = networkSets.find(set => {
    const { labels, namespace: own = 'default' } = mapOf(set.metadata);
    const isGlobal = set.kind === 'GlobalNetworkSet';
    if (isGlobal ? hasNamespaces || namespace !== undefined : !hasNamespaces && namespace !== undefined && own !== namespace) return false;
    return selects(selector, mapOf(labels)) && !selects(not, mapOf(labels));
  });
  if (!found) return undefined;
  const { name, namespace: own } = mapOf(found.metadata);
  return found.kind === 'GlobalNetworkSet' ? `GlobalNetworkSet ${String(name)}` : `NetworkSet ${String(own ?? 'default')}/${String(name)}`;
}

function selects(alternatives: readonly Conjunction[], labels: PlainObject): boolean {
  return alternatives.some(requirements => requirements.every(each => holds(each, labels)));
}

function holds({ key, operator, values = [] }: Requirement, labels: PlainObject): boolean {
  const value = Object.hasOwn(labels, key) ? String(labels[key]) : undefined;
  switch (operator) {
    case 'Exists': return value !== undefined;
    case 'DoesNotExist': return value === undefined;
    case 'In': return value !== undefined && values.includes(value);
    case 'NotIn': return value === undefined || !values.includes(value);
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function mapOf(value: unknown): PlainObject {
  return isPlainObject(value) ? value : {};
}
