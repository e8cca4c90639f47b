import { Decisions, blockersOf } from './calico-decisions';
import { isGiven } from './calico-fields';
import { ciliumSubject } from './calico-labels';
import { couldSelect, describeMember, isSelected, Member, memberOf } from './calico-members';
import { DIRECTIONS, Direction, kubernetesPolicy, OrderedPolicy, orderedPolicy, tierOf, tierOrders } from './calico-order';
import { OwnNetworks, PeerContext } from './calico-peer';
import { readTraffic, TranslatedRule, translateRule } from './calico-rule';
import { areContradictory, Conjunction, labelSelector } from './calico-selector';
import { NotTranslatable } from './not-translatable';
import { describeObject } from '../../../base/errors';
import { PlainObject } from '../../../base/objects/fields';
import { mappingOf } from '../../../base/objects/loose';
import { validatePolicy } from '../policy/validate-policy';
import { CiliumMinor } from '../target';

/** What becomes of a policy of Calico. */
export interface TranslatedPolicy {
  readonly original: PlainObject;
  /** The policy of Cilium that means the same; `undefined` where there is none, or none is needed. */
  readonly policy?: PlainObject;
  /** Why there is none, in the policy itself. */
  readonly reasons: readonly string[];
  /** The policies without a counterpart that decide about the same traffic first. */
  readonly waitsFor: readonly string[];
  /** The kinds that the input lacks, and that the translation depends on. */
  readonly lacks: readonly string[];
  /** The HostEndpoints that it is for, too, and its translation is not: nodes need a policy of their own. */
  readonly hosts: readonly string[];
  /** What is different in the translation, although it allows the same. */
  readonly remarks: readonly string[];
}

/** Kinds whose objects decide what a translation may allow. */
export const DECISIVE_KINDS = ['NetworkPolicy', 'GlobalNetworkPolicy', 'KubernetesNetworkPolicy', 'NetworkSet', 'GlobalNetworkSet', 'HostEndpoint', 'IPPool', 'Node'] as const;

export type DecisiveKind = typeof DECISIVE_KINDS[number];

/** What the translation has to know of the cluster and of Cilium. */
export interface TranslationOptions {
  readonly minor: CiliumMinor;
  readonly own: OwnNetworks;
  /** NetworkSets, GlobalNetworkSets and HostEndpoints, which selectors of Calico select, too. */
  readonly members: readonly PlainObject[];
  readonly tiers: readonly PlainObject[];
  /** NetworkPolicies of Kubernetes, which Calico has at the order 1000. */
  readonly networkPolicies: readonly PlainObject[];
  /** Policies that Calico enforces, too, and that are not looked into. */
  readonly otherPolicies: readonly PlainObject[];
  readonly namespaceLabels: (name: string) => Readonly<Record<string, unknown>> | undefined;
  /** Whether values say which labels make identities. */
  readonly hasOwnLabels: boolean;
  /** The kinds of which it is not known what there is. */
  readonly unknown: ReadonlySet<DecisiveKind>;
}

export function isTranslated({ reasons, waitsFor, lacks }: TranslatedPolicy): boolean {
  return reasons.length === 0 && waitsFor.length === 0 && lacks.length === 0;
}

/** Translates policies of Calico, so that the policies of Cilium allow no more than all of Calico's do, and as far as possible the same. */
export function translateCalicoPolicies(policies: readonly PlainObject[], options: TranslationOptions): TranslatedPolicy[] {
  const members = options.members.map(each => memberOf(each, options.namespaceLabels));
  const tiers = tierOrders(options.tiers);
  const context = { minor: options.minor, hasOwnLabels: options.hasOwnLabels, own: options.own, members };
  const enforced = policies.filter(each => !isStaged(each)).map(each => orderedPolicy(each, tiers, readTraffic(context, options.unknown)));
  const decisions = new Decisions([...enforced, ...options.networkPolicies.map(each => kubernetesPolicy(each, tiers))], tiers);
  const resultOf = (each: OrderedPolicy): Result => new Translation(each, decisions, { ...options, context, hasTier: tiers.has(each.tier) }).result();
  const own = new Map(enforced.map(each => [each, resultOf(each)]));
  const waiting = waits(own, decisions);
  const forwarding = enforced.filter(each => isOfForwarded(each) && own.get(each)!.reasons.length + own.get(each)!.lacks.length > 0);
  const others = [...options.otherPolicies.map(describeObject), ...forwarding.map(({ name }) => name)];
  return policies.map(original => {
    const policy = enforced.find(each => each.original === original);
    if (!policy) return { original, reasons: ['it is staged: Calico does not enforce it'], waitsFor: [], lacks: [], hosts: [], remarks: [] };
    const result = own.get(policy)!;
    const waitsFor = [...new Set([...others, ...waiting.get(policy) ?? []])].filter(name => name !== policy.name);
    const isDone = isTranslated({ ...result, original, waitsFor });
    const { policy: _, hosts, remarks, ...why } = result;
    return { original, ...why, waitsFor, ...isDone ? { policy: result.policy, hosts, remarks } : { hosts: [], remarks: [] } };
  });
}

/** Policies of nodes that are about what pods get and send, too, on its way through a node. */
function isOfForwarded({ original }: OrderedPolicy): boolean {
  const { preDNAT, doNotTrack, applyOnForward } = mappingOf(original.spec);
  return preDNAT === true || doNotTrack === true || applyOnForward === true;
}

type Result = Omit<TranslatedPolicy, 'original' | 'waitsFor'>;

/** For each policy those without a counterpart that come first; what waits has none either. */
function waits(own: ReadonlyMap<OrderedPolicy, Result>, decisions: Decisions): Map<OrderedPolicy, string[]> {
  const failed = new Set([...own].filter(([, { reasons, lacks }]) => reasons.length + lacks.length > 0).map(([policy]) => policy));
  const waiting = new Map<OrderedPolicy, string[]>();
  for (let before = -1; before !== failed.size;) {
    before = failed.size;
    for (const policy of own.keys()) {
      const blockers = blockersOf(policy, [...failed], decisions);
      if (blockers.length === 0) continue;
      failed.add(policy);
      waiting.set(policy, blockers.map(({ name }) => name));
    }
  }
  return waiting;
}

function isStaged({ kind }: PlainObject): boolean {
  return String(kind).startsWith('Staged');
}

interface OwnOptions extends TranslationOptions {
  readonly context: Omit<PeerContext, 'namespace' | 'needs'>;
  readonly hasTier: boolean;
}

/** The pods of a policy that a rule is for, where it is for some of them only. */
function narrowed(subject: Conjunction, { subjects = [] }: Listed): Conjunction[] {
  return subjects.map(own => [...subject, ...own]).filter(own => !areContradictory(own));
}

/** A rule with the list of a policy that it is in. */
interface Listed extends TranslatedRule {
  readonly list: string;
}

/** The translation of one policy, with everything that is wrong with it. */
class Translation {
  private readonly problems: string[] = [];
  private readonly hosts: string[] = [];
  private readonly remarks = new Set<string>();
  private readonly needs: Set<string>;
  private readonly context: PeerContext;

  constructor(private readonly policy: OrderedPolicy, private readonly decisions: Decisions, private readonly options: OwnOptions) {
    this.needs = new Set<string>(['NetworkPolicy', 'GlobalNetworkPolicy']);
    this.context = { ...options.context, namespace: policy.namespace, needs: this.needs };
  }

  public result(): Result {
    const { policy: { original, problem, tier }, options } = this;
    const spec = mappingOf(original.spec);
    if (problem === undefined) for (const subject of this.policy.subjects) this.podsOf(subject);
    else this.problems.push(problem);
    if (!options.hasTier) this.problems.push(`it is in the tier ${tier}, whose Tier is not in the input`);
    for (const field of ['preDNAT', 'doNotTrack']) if (spec[field] === true) this.problems.push(`${field} has no counterpart`);
    this.findHosts();
    if (Array.isArray(spec.ingress) || Array.isArray(spec.egress)) this.findLogs(spec);
    const isolated = DIRECTIONS.filter(direction => this.policy.rules[direction] !== undefined && this.isolates(direction));
    const listed = DIRECTIONS.flatMap(direction => this.listed(direction));
    const policy = this.problems.length === 0 ? this.ciliumPolicy(isolated, listed) : undefined;
    const lacks = [...this.needs].filter(kind => (options.unknown as ReadonlySet<string>).has(kind)).sort();
    return { ...policy && { policy }, reasons: [...new Set(this.problems)], lacks, hosts: this.hosts, remarks: [...this.remarks] };
  }

  /** HostEndpoints need a policy of their own, with nodeSelector. */
  private findHosts(): void {
    const { selector, namespace } = this.policy;
    if (selector === undefined || namespace !== undefined) return;
    if (couldSelect({ selector }, 'HostEndpoint')) this.needs.add('HostEndpoint');
    const hosts = this.options.context.members.filter((member: Member) => member.kind === 'HostEndpoint' && isSelected(member, selector)).map(describeMember);
    this.hosts.push(...hosts);
    if (isOfForwarded(this.policy) && hosts.length > 0) this.problems.push(`it is for what goes through ${hosts.join(', ')}, too, which has no counterpart`);
  }

  private findLogs(spec: PlainObject): void {
    const logs = DIRECTIONS.some(direction => Array.isArray(spec[direction]) && spec[direction].some(rule => mappingOf(rule).action === 'Log'));
    if (logs) this.remarks.add('Rules that log are left out: Hubble shows what is allowed and dropped');
  }

  private isolates(direction: Direction): boolean {
    return this.decisions.of(this.policy, direction).isolates;
  }

  private listed(direction: Direction): Listed[] {
    if (this.policy.rules[direction] === undefined) return [];
    const { rules, problems, needsKubernetes, isolates } = this.decisions.of(this.policy, direction);
    this.problems.push(...problems);
    if (needsKubernetes) this.needs.add('KubernetesNetworkPolicy');
    return rules.flatMap(({ rule, becomes, except }): Listed[] => {
      if (becomes === 'nothing') return [];
      if (isGiven(rule.raw.http)) this.remarks.add('Rules for http are rules of layer 7 in Cilium, whether or not Calico\'s application layer policy is on; paths with parameters or escapes do not match');
      try {
        const needs = new Set<string>();
        const list = becomes === 'deny' ? `${direction}Deny` : direction;
        const translated = translateRule(rule, direction, { isDeny: becomes === 'deny', except }, { ...this.context, needs });
        for (const each of needs) this.needs.add(each);
        return [{ ...translated, list }];
      } catch (error) {
        if (!(error instanceof NotTranslatable)) throw error;
        if (becomes === 'deny' && isolates && this.decisions.isLeftToIsolation(this.policy, direction, rule)) {
          this.needs.add('KubernetesNetworkPolicy');
          return [];
        }
        this.problems.push(`${rule.at}: ${error.message}`);
        return [];
      }
    });
  }

  private ciliumPolicy(isolated: readonly Direction[], listed: readonly Listed[]): PlainObject | undefined {
    const { policy: { original, namespace, subjects } } = this;
    const specs = subjects.flatMap(subject => [
      this.specFor(subject, isolated, listed.filter(each => each.subjects === undefined)),
      ...listed.flatMap(each => narrowed(subject, each).map(own => this.specFor(own, [], [each]))),
    ]).filter(each => each !== undefined);
    if (specs.length === 0) {
      this.remarks.add('It needs no counterpart: it drops nothing, and allows nothing that something else drops');
      return undefined;
    }
    const { name } = mappingOf(original.metadata);
    const policy = {
      apiVersion: 'cilium.io/v2',
      kind: namespace === undefined ? 'CiliumClusterwideNetworkPolicy' : 'CiliumNetworkPolicy',
      // Calico keeps the tier in the name: default.web.
      metadata: { name: tierOf(original) === 'default' ? String(name).replace(/^default\./, '') : String(name), ...namespace !== undefined && { namespace } },
      ...specs.length === 1 ? { spec: specs[0] } : { specs },
    };
    const { refused, pruned, notEnforced } = validatePolicy(policy, { minor: this.options.minor, l7Proxy: true, nodeSelectorLabels: false });
    const [problem] = [...refused, ...pruned, ...notEnforced];
    if (problem) this.problems.push(`Cilium would refuse ${problem.field}: ${problem.message}`);
    return problem ? undefined : policy;
  }

  private specFor(subject: Conjunction, isolated: readonly Direction[], listed: readonly Listed[]): PlainObject | undefined {
    const lists: Record<string, PlainObject[]> = {};
    for (const { list, rules } of listed) if (rules.length > 0) (lists[list] ??= []).push(...rules);
    // A direction without rules that allow is isolated all the same.
    for (const direction of isolated) lists[direction] ??= [{}];
    if (Object.keys(lists).length === 0) return undefined;
    const enableDefaultDeny = { ingress: isolated.includes('ingress'), egress: isolated.includes('egress') };
    const pods = this.podsOf(subject);
    return pods && { endpointSelector: labelSelector(pods), enableDefaultDeny, ...lists };
  }

  private podsOf(subject: Conjunction): Conjunction | undefined {
    try {
      return ciliumSubject(subject, this.context);
    } catch (error) {
      if (!(error instanceof NotTranslatable)) throw error;
      this.problems.push(error.message);
      return undefined;
    }
  }
}
