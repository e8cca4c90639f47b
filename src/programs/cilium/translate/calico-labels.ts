import { isGiven } from './calico-fields';
import { alternativesOf, areContradictory, Conjunction, EVERYTHING, holds, parseCalicoSelector, renamed, Requirement, Selector, SelectorProblem } from './calico-selector';
import { NotTranslatable } from './not-translatable';
import { PlainObject } from '../../../base/objects/fields';
import { itemsOf, mappingOf } from '../../../base/objects/loose';
import { CiliumMinor, isBeforeMinor } from '../target';

/*
 * Calico has one set of labels for everything that has addresses. A pod has its own ones, its namespace, orchestrator and service account, and
 * those of these two with a prefix (libcalico-go, lib/backend/k8s/conversion); selectors for namespaces and accounts are translated to these
 * (lib/backend/syncersv1/updateprocessors, rules.go).
 */

export const NAMESPACE = 'projectcalico.org/namespace';
const ACCOUNT = 'projectcalico.org/serviceaccount';
const ORCHESTRATOR = 'projectcalico.org/orchestrator';
export const OF_NAMESPACE = 'pcns.';
const OF_ACCOUNT = 'pcsa.';
const NAMES: Readonly<Record<string, string>> = {
  [`${OF_NAMESPACE}projectcalico.org/name`]: NAMESPACE,
  [`${OF_NAMESPACE}kubernetes.io/metadata.name`]: NAMESPACE,
  [`${OF_ACCOUNT}projectcalico.org/name`]: ACCOUNT,
};

/** What a peer's selectors ask for: `selector` where it has any that select, and `not`, whose members it leaves out. */
export interface PeerSelectors {
  readonly selector?: Selector;
  readonly not?: Selector;
}

/** The selectors of a rule's source or destination: GetEntityRuleSelector upstream. */
export function peerSelectors(peer: PlainObject, namespace: string | undefined): PeerSelectors {
  const accounts = mappingOf(peer.serviceAccounts);
  const not = isGiven(peer.notSelector) ? parsed(peer.notSelector) : undefined;
  const own = [
    ...isGiven(accounts.selector) ? [renamed(parsed(accounts.selector), key => `${OF_ACCOUNT}${key}`)] : [],
    ...isGiven(accounts.names) ? [{ one: { key: ACCOUNT, operator: 'In' as const, values: itemsOf(accounts.names).map(String) } }] : [],
    ...isGiven(peer.selector) ? [parsed(peer.selector)] : [],
  ];
  const namespaces = isGiven(peer.namespaceSelector) ? [inNamespaces(parsed(peer.namespaceSelector))]
    : namespace !== undefined && (own.length > 0 || not) ? [{ one: { key: NAMESPACE, operator: 'In' as const, values: [namespace] } }] : [];
  const all = [...namespaces, ...own];
  return { ...all.length > 0 && { selector: { all } }, ...not && { not } };
}

/** What a policy selects: ConvertNetworkPolicyV3ToV1Value and ConvertGlobalNetworkPolicyV3ToV1Value upstream. */
export function subjectSelector(spec: PlainObject, namespace: string | undefined): Selector {
  if (/\bglobal\(/.test(String(spec.namespaceSelector ?? ''))) throw new NotTranslatable('global() in the namespaceSelector of a policy has no counterpart');
  const all = [
    ...isGiven(spec.selector) ? [parsed(spec.selector)] : [],
    ...namespace !== undefined ? [{ one: { key: NAMESPACE, operator: 'In' as const, values: [namespace] } }]
      : isGiven(spec.namespaceSelector) ? [inNamespaces(parsed(spec.namespaceSelector))] : [],
    ...isGiven(spec.serviceAccountSelector) ? [renamed(parsed(spec.serviceAccountSelector), key => `${OF_ACCOUNT}${key}`)] : [],
  ];
  return { all };
}

function parsed(text: unknown): Selector {
  return translatable(() => parseCalicoSelector(String(text)));
}

/** A selector for namespaces, as one for what is in them: `all()` is whatever is in a namespace, and `global()` whatever is in none. */
function inNamespaces(selector: Selector): Selector {
  const has: Selector = { one: { key: NAMESPACE, operator: 'Exists' } };
  if (selector === EVERYTHING) return has;
  if ('global' in selector) return { not: has };
  if ('all' in selector) return { all: selector.all.map(inNamespaces) };
  if ('any' in selector) return { any: selector.any.map(inNamespaces) };
  return 'not' in selector ? { not: inNamespaces(selector.not) } : renamed(selector, key => `${OF_NAMESPACE}${key}`);
}

function translatable<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof SelectorProblem ? new NotTranslatable(error.message) : error;
  }
}

/** The pods that are selected, as alternatives of requirements in Calico's terms, without those that no pod meets. */
export function podsOf({ selector = EVERYTHING, not }: PeerSelectors): Conjunction[] {
  const all: Selector = { all: [selector, ...not ? [{ not }] : []] };
  return translatable(() => alternativesOf(all)).flatMap(requirements => {
    const own = requirements.map(each => ({ ...each, key: NAMES[each.key] ?? each.key }));
    const left = [...new Map(own.filter(each => !alwaysHolds(each)).map(each => [JSON.stringify(each), each])).values()];
    return own.some(neverHolds) || areContradictory(left) ? [] : [left];
  });
}

/** All pods have these, each whichever. */
const ALWAYS: readonly string[] = [NAMESPACE, ACCOUNT];

function alwaysHolds(requirement: Requirement): boolean {
  const { key, operator } = requirement;
  return key === ORCHESTRATOR ? holds(requirement, 'k8s') : ALWAYS.includes(key) && operator === 'Exists';
}

function neverHolds(requirement: Requirement): boolean {
  const { key, operator } = requirement;
  return key === ORCHESTRATOR ? !holds(requirement, 'k8s') : ALWAYS.includes(key) && operator === 'DoesNotExist';
}

const CILIUM_NAMESPACE = 'k8s:io.kubernetes.pod.namespace';
const CILIUM_NAMESPACE_LABELS = 'k8s:io.cilium.k8s.namespace.labels.';
const CILIUM_ACCOUNT = 'io.cilium.k8s.policy.serviceaccount';
const IN_A_NAMESPACE: Requirement = { key: CILIUM_NAMESPACE, operator: 'Exists' };

/** What the translation of labels has to know. */
export interface LabelContext {
  readonly minor: CiliumMinor;
  /** The namespace of the policy; without one, it is for all. */
  readonly namespace?: string;
  /** Whether values say which labels make identities: the defaults do not hold then. */
  readonly hasOwnLabels: boolean;
}

/**
 * Pods in Cilium's terms. Without a namespace, a selector of a CiliumNetworkPolicy means the policy's own, unless it has labels of namespaces, and one of a
 * CiliumClusterwideNetworkPolicy any (upstream: pkg/k8s/apis/cilium.io/utils, getEndpointSelector). Where a selector names the namespace, requirements
 * such as NotIn also hold for what is in none: the world, nodes.
 */
export function ciliumPeer(requirements: Conjunction, context: LabelContext): Conjunction {
  const { namespace } = context;
  const names = requirements.filter(({ key }) => key === NAMESPACE);
  const others = requirements.filter(({ key }) => key !== NAMESPACE);
  const isOfLabels = others.some(({ key }) => key.startsWith(OF_NAMESPACE));
  const isOwn = namespace !== undefined && names.some(({ operator, values }) => operator === 'In' && values?.length === 1 && values[0] === namespace);
  const given = (isOwn && !isOfLabels ? others : requirements).map(each => inCilium(each, context));
  const isPositive = [...names, ...others.filter(({ key }) => key.startsWith(OF_NAMESPACE))].some(({ operator }) => operator === 'In' || operator === 'Exists');
  const isImplied = namespace === undefined ? names.length === 0 : isOwn && !isOfLabels;
  return isPositive || isImplied ? given : [...given, IN_A_NAMESPACE];
}

/** Pods that a policy is for: one of a namespace selects there only, and one for all would select more than pods, such as the endpoints of health checks. */
export function ciliumSubject(requirements: Conjunction, context: LabelContext): Conjunction {
  const own = context.namespace === undefined ? requirements : requirements.filter(({ key }) => key !== NAMESPACE);
  const given = own.map(each => inCilium(each, context));
  const isPositive = given.some(({ operator }) => operator === 'In' || operator === 'Exists');
  return context.namespace !== undefined || isPositive ? given : [...given, IN_A_NAMESPACE];
}

function inCilium({ key, ...rest }: Requirement, { minor, hasOwnLabels }: LabelContext): Requirement {
  if (key === NAMESPACE) return { key: CILIUM_NAMESPACE, ...rest };
  if (key === ACCOUNT) return { key: CILIUM_ACCOUNT, ...rest };
  if (key.startsWith(OF_ACCOUNT)) throw new NotTranslatable('service accounts by their labels have no counterpart');
  const ofNamespace = key.startsWith(OF_NAMESPACE);
  const label = ofNamespace ? `${CILIUM_NAMESPACE_LABELS}${key.slice(OF_NAMESPACE.length)}` : key;
  if (!ofNamespace && key.startsWith('projectcalico.org/')) throw new NotTranslatable(`the selector names ${key}, a label that only Calico gives`);
  if (hasOwnLabels) throw new NotTranslatable('the values say which labels Cilium looks at (labels): whether the selector\'s are among them is not known');
  if (!isIdentityLabel(label.replace(/^k8s:/, ''), minor)) throw new NotTranslatable(`the selector names ${key}, a label that Cilium leaves out of identities unless the value labels says otherwise`);
  return { key: label, ...rest };
}

/** Labels that make no identities by default, so that selectors do not see them: pkg/labelsfilter/filter.go. */
const IGNORED: readonly RegExp[] = [
  /^io\.kubernetes/, /^kubernetes\.io/, /^statefulset\.kubernetes\.io\/pod-name/, /^apps\.kubernetes\.io\/pod-index/, /^batch\.kubernetes\.io\/job-completion-index/,
  /^batch\.kubernetes\.io\/controller-uid/, /^.*beta\.kubernetes\.io/, /^k8s\.io/, /^pod-template-generation/, /^pod-template-hash/, /^controller-revision-hash/, /^controller-uid/,
  /^annotation/, /^etcd_node/,
];
const IGNORED_FROM_1_19 = /^topology\.kubernetes\.io/;
/** A longer match of these takes precedence. */
const KEPT: readonly RegExp[] = [/^io\.cilium\.k8s\.namespace\.labels/, /^app\.kubernetes\.io/];

function isIdentityLabel(key: string, minor: CiliumMinor): boolean {
  const ignored = [...IGNORED, ...isBeforeMinor(minor, '1.19') ? [] : [IGNORED_FROM_1_19]].map(each => each.exec(key)?.[0].length ?? 0).filter(length => length > 0);
  const kept = Math.max(...KEPT.map(each => each.exec(key)?.[0].length ?? 0));
  return ignored.length === 0 || kept > Math.min(...ignored);
}
