import { labelsOf } from './calico-fields';
import { NAMESPACE, OF_NAMESPACE, PeerSelectors } from './calico-labels';
import { EVERYTHING, Selector, selects } from './calico-selector';
import { PlainObject } from '../../../base/objects/fields';
import { mappingOf } from '../../../base/objects/loose';

/** Something other than a pod that selectors of Calico select: a NetworkSet, GlobalNetworkSet or HostEndpoint. */
export interface Member {
  readonly kind: 'NetworkSet' | 'GlobalNetworkSet' | 'HostEndpoint';
  readonly name: string;
  readonly namespace?: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Whether the labels of its namespace are known, or it has none. */
  readonly isComplete: boolean;
  readonly object: PlainObject;
}

/** @param namespaceLabels the labels of namespaces, as far as they are known */
export function memberOf(object: PlainObject, namespaceLabels: (name: string) => Readonly<Record<string, unknown>> | undefined): Member {
  const kind = object.kind as Member['kind'];
  const { name, namespace = 'default' } = mappingOf(object.metadata);
  if (kind !== 'NetworkSet') return { kind, name: String(name), labels: labelsOf(object), isComplete: true, object };
  const inherited = namespaceLabels(String(namespace));
  const ofNamespace = Object.entries(inherited ?? {}).map(([key, value]) => [`${OF_NAMESPACE}${key}`, String(value)]);
  return {
    kind,
    name: String(name),
    namespace: String(namespace),
    isComplete: inherited !== undefined,
    object,
    labels: { ...Object.fromEntries(ofNamespace), ...labelsOf(object), [NAMESPACE]: String(namespace), [`${OF_NAMESPACE}projectcalico.org/name`]: String(namespace), [`${OF_NAMESPACE}kubernetes.io/metadata.name`]: String(namespace) },
  };
}

/** `GlobalNetworkSet bad`, `NetworkSet shop/bad` */
export function describeMember({ kind, name, namespace }: Member): string {
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}

/** Whether a selector selects it; `undefined` where that depends on labels of its namespace that are not known. */
export function isSelected({ labels, isComplete }: Member, selector: Selector): boolean | undefined {
  if (!isComplete && mentionsUnknown(selector, labels)) return undefined;
  return selects(selector, labels);
}

function mentionsUnknown(selector: Selector, labels: Readonly<Record<string, string>>): boolean {
  if ('all' in selector) return selector.all.some(each => mentionsUnknown(each, labels));
  if ('any' in selector) return selector.any.some(each => mentionsUnknown(each, labels));
  if ('not' in selector) return mentionsUnknown(selector.not, labels);
  const key = 'one' in selector ? selector.one.key : 'part' in selector ? selector.part.key : '';
  return key.startsWith(OF_NAMESPACE) && !Object.hasOwn(labels, key);
}

/** Whether a peer could select something of a kind, whatever its own labels are. */
export function couldSelect({ selector = EVERYTHING, not }: PeerSelectors, kind: Member['kind']): boolean {
  // What requires a label that the kind never has, or another namespace, selects none of it.
  return not !== undefined || couldHold(selector, kind);
}

function couldHold(selector: Selector, kind: Member['kind'], isNegated = false): boolean {
  if ('not' in selector) return couldHold(selector.not, kind, !isNegated);
  if ('all' in selector || 'any' in selector) {
    const isEvery = 'all' in selector !== isNegated;
    const parts = ('all' in selector ? selector.all : selector.any).map(each => couldHold(each, kind, isNegated));
    return isEvery ? parts.every(Boolean) : parts.some(Boolean);
  }
  if (!('one' in selector)) return true;
  const { key, operator, values = [] } = selector.one;
  const isAbsent = /^pcsa\.|^projectcalico\.org\/(?:serviceaccount|orchestrator)$/.test(key) || (kind !== 'NetworkSet' && (key === NAMESPACE || key.startsWith(OF_NAMESPACE)));
  if (!isAbsent) return !(kind === 'NetworkSet' && key === NAMESPACE && (operator === 'DoesNotExist') !== isNegated && values.length === 0);
  return (operator === 'In' || operator === 'Exists') === isNegated;
}
