import { isGiven, labelsOf } from './calico-fields';
import { podsOf, subjectSelector } from './calico-labels';
import { Conjunction, Selector } from './calico-selector';
import { NotTranslatable } from './not-translatable';
import { Ports, Traffic } from './traffic';
import { describeObject } from '../../../base/errors';
import { PlainObject } from '../../../base/objects/fields';
import { itemsOf, mappingOf } from '../../../base/objects/loose';

export type Direction = 'ingress' | 'egress';

export const DIRECTIONS: readonly Direction[] = ['ingress', 'egress'];

/** A rule of a policy that decides; those that only log do not. */
export interface OrderedRule {
  /** `ingress[0]` */
  readonly at: string;
  readonly action: string;
  readonly raw: PlainObject;
  /** What it is about, or more. */
  readonly traffic: Traffic;
  /** Whether `traffic` is just what it is about, and not more. */
  readonly isExact: boolean;
  /** Whether it is about everything, so that nothing after it decides. */
  readonly isAboutAll: boolean;
}

/** A policy that Calico enforces, with its place in the order. */
export interface OrderedPolicy {
  readonly original: PlainObject;
  readonly name: string;
  readonly namespace?: string;
  readonly tier: string;
  /** Tiers by their place; those at the same place are one. */
  readonly tierPlace: number;
  /** Within its tier. Which of several with the same order comes first depends on the version of Calico. */
  readonly order: number;
  /** What it selects, pods and others. */
  readonly selector?: Selector;
  /** The pods that it selects; all where that cannot be told. */
  readonly subjects: readonly Conjunction[];
  readonly rules: Readonly<Partial<Record<Direction, readonly OrderedRule[]>>>;
  /** Whether it is one of Kubernetes, which stays as it is. */
  readonly isKept?: boolean;
  /** Why it cannot be told what it selects. */
  readonly problem?: string;
}

/** A tier as far as it matters: where it is, and whether it passes on what none of its policies decides. */
export interface TierOrder {
  readonly place: number;
  readonly passes: boolean;
}

/** The tiers that Calico always has. Upstream: api/pkg/apis/projectcalico/v3/tier.go. */
const BUILT_IN: readonly PlainObject[] = [
  { metadata: { name: 'kube-admin' }, spec: { order: 1000, defaultAction: 'Pass' } },
  { metadata: { name: 'default' }, spec: { order: 1_000_000, defaultAction: 'Deny' } },
  { metadata: { name: 'kube-baseline' }, spec: { order: 10_000_000, defaultAction: 'Pass' } },
];

/** By order, then by name; those without an order come last. Upstream: felix/calc/policy_sorter.go, TierLess. */
export function tierOrders(tiers: readonly PlainObject[]): Map<string, TierOrder> {
  const all = new Map([...BUILT_IN, ...tiers].map(tier => [String(mappingOf(tier.metadata).name), mappingOf(tier.spec)]));
  const sorted = [...all].sort(([a, one], [b, other]) => orderOf(one) === orderOf(other) ? a < b ? -1 : 1 : orderOf(one) < orderOf(other) ? -1 : 1);
  return new Map(sorted.map(([name, { defaultAction }], place) => [name, { place, passes: defaultAction === 'Pass' }]));
}

function orderOf({ order }: PlainObject): number {
  return typeof order === 'number' ? order : Infinity;
}

export function tierOf({ spec }: PlainObject): string {
  const { tier } = mappingOf(spec);
  return typeof tier === 'string' && tier !== '' ? tier : 'default';
}

/** What a rule is about, as far as that can be told. */
export interface RuleTraffic extends Pick<Traffic, 'peers' | 'ports'> {
  readonly isExact: boolean;
}

export type ReadTraffic = (rule: PlainObject, direction: Direction, namespace: string | undefined) => RuleTraffic;

/** A policy of Calico. */
export function orderedPolicy(original: PlainObject, tiers: ReadonlyMap<string, TierOrder>, read: ReadTraffic): OrderedPolicy {
  const spec = mappingOf(original.spec);
  const { namespace: given } = mappingOf(original.metadata);
  const namespace = original.kind === 'NetworkPolicy' ? String(given ?? 'default') : undefined;
  const tier = tierOf(original);
  let selected: Pick<OrderedPolicy, 'selector' | 'subjects' | 'problem'>;
  try {
    const selector = subjectSelector(spec, namespace);
    selected = { selector, subjects: podsOf({ selector }) };
  } catch (error) {
    if (!(error instanceof NotTranslatable)) throw error;
    selected = { subjects: [namespace === undefined ? [] : [{ key: 'projectcalico.org/namespace', operator: 'In', values: [namespace] }]], problem: error.message };
  }
  const { subjects } = selected;
  const types = typesOf(spec);
  return {
    original,
    name: describeObject(original),
    ...namespace !== undefined && { namespace },
    tier,
    tierPlace: tiers.get(tier)?.place ?? -1,
    order: orderOf(spec),
    ...selected,
    rules: Object.fromEntries(DIRECTIONS.filter(direction => types.includes(direction)).map(direction => [
      direction, decisive(itemsOf(spec[direction]).map(mappingOf), direction, subjects, rule => read(rule, direction, namespace)),
    ])),
  };
}

/** The rules up to the first one that is about everything, without those that only log. */
function decisive(rules: readonly PlainObject[], direction: Direction, subjects: Traffic['subjects'], read: (rule: PlainObject) => RuleTraffic): OrderedRule[] {
  const all = rules.flatMap((raw, i): OrderedRule[] => {
    if (raw.action === 'Log') return [];
    const { isExact, ...traffic } = read(raw);
    const isAboutAll = Object.entries(raw).every(([name, value]) => name === 'action' || name === 'metadata' || !isGiven(value));
    return [{ at: `${direction}[${i}]`, action: String(raw.action), raw, traffic: { subjects, ...traffic }, isExact, isAboutAll }];
  });
  const last = all.findIndex(({ isAboutAll }) => isAboutAll);
  return last < 0 ? all : all.slice(0, last + 1);
}

/** Without types, a policy is for ingress, and for egress where it has rules of egress; for that alone where it has no others. */
function typesOf({ types, ingress, egress }: PlainObject): string[] {
  if (Array.isArray(types) && types.length > 0) return types.map(type => String(type).toLowerCase());
  if (!isGiven(egress)) return ['ingress'];
  return isGiven(ingress) ? ['ingress', 'egress'] : ['egress'];
}

/** Calico has NetworkPolicies of Kubernetes among its own: libcalico-go, lib/backend/k8s/conversion. */
const KUBERNETES_ORDER = 1000;

/** A NetworkPolicy of Kubernetes, which only allows. */
export function kubernetesPolicy(original: PlainObject, tiers: ReadonlyMap<string, TierOrder>): OrderedPolicy {
  const spec = mappingOf(original.spec);
  const namespace = String(mappingOf(original.metadata).namespace ?? 'default');
  const subjects = podsOf({ selector: subjectSelector({ selector: '' }, namespace) }).map(each => [...each, ...requirementsOf(mappingOf(spec.podSelector))]);
  const types = Array.isArray(spec.policyTypes) ? spec.policyTypes.map(type => String(type).toLowerCase()) : ['ingress', ...isGiven(spec.egress) ? ['egress'] : []];
  return {
    original,
    name: describeObject(original),
    namespace,
    tier: 'default',
    tierPlace: tiers.get('default')!.place,
    order: KUBERNETES_ORDER,
    isKept: true,
    subjects,
    rules: Object.fromEntries(DIRECTIONS.filter(direction => types.includes(direction)).map(direction => [
      direction, itemsOf(spec[direction]).map(mappingOf).map((raw, place) => kubernetesRule(raw, `${direction}[${place}]`, subjects)),
    ])),
  };
}

function kubernetesRule(raw: PlainObject, at: string, subjects: Traffic['subjects']): OrderedRule {
  return { at, action: 'Allow', raw, isExact: false, isAboutAll: false, traffic: { subjects, peers: [{ any: true }], ports: kubernetesPorts(raw) } };
}

function kubernetesPorts({ ports }: PlainObject): Ports[] {
  if (!isGiven(ports)) return [{ first: 0, last: 65535 }];
  return itemsOf(ports).map(mappingOf).map(({ protocol = 'TCP', port, endPort }) => typeof port === 'number' ? { protocol: String(protocol), first: port, last: typeof endPort === 'number' ? endPort : port }
    : { protocol: String(protocol), first: 0, last: 65535 });
}

/** A label selector of Kubernetes. */
function requirementsOf({ matchLabels, matchExpressions }: PlainObject): Conjunction {
  return [
    ...Object.entries(labelsOf({ metadata: { labels: matchLabels } })).map(([key, value]) => ({ key, operator: 'In' as const, values: [value] })),
    ...itemsOf(matchExpressions).map(mappingOf).map(({ key, operator, values }) => ({ key: String(key), operator: operator as 'In', ...Array.isArray(values) && { values: values.map(String) } })),
  ];
}

/** Whether one may come before the other, which is not sure where both have the same order. */
export function mayPrecede(a: OrderedPolicy, b: OrderedPolicy): boolean {
  return a.tierPlace < b.tierPlace || (a.tierPlace === b.tierPlace && a.order <= b.order);
}
