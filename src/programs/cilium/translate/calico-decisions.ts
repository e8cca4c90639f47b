import { DIRECTIONS, Direction, mayPrecede, OrderedPolicy, OrderedRule, TierOrder } from './calico-order';
import { covers, coversPorts, mayOverlap, Peer, subjectsOverlap, Traffic } from './traffic';

/** What becomes of a rule: an allow, a deny, or nothing, since something else has the same effect. */
export type Becomes = 'allow' | 'deny' | 'nothing';

export interface DecidedRule {
  readonly rule: OrderedRule;
  readonly becomes: Becomes;
  /** Peers that a deny is not about, since something before it allows them. */
  readonly except: readonly Peer[];
}

/** What a direction of a policy comes to in Cilium, where a deny always wins and nothing has an order. */
export interface Decision {
  /** Whether what no rule allows is dropped. */
  readonly isolates: boolean;
  readonly rules: readonly DecidedRule[];
  readonly problems: readonly string[];
  /** Whether it depends on which NetworkPolicies of Kubernetes there are. */
  readonly needsKubernetes: boolean;
}

/**
 * Decides what order and tiers come to. In Calico the first rule that matches decides, and a tier drops what it has policies for and no rule of it
 * decides; in Cilium a deny wins over every allow. So a deny may be kept where nothing before it allows the same traffic. It may be left out where
 * nothing after it does: then isolation drops that traffic. A pass is an allow where no later tier has policies for the pods, and nothing where
 * all that the tier leaves is passed on, so that it isolates nothing.
 */
export class Decisions {
  constructor(private readonly policies: readonly OrderedPolicy[], private readonly tiers: ReadonlyMap<string, TierOrder>) {}

  public of(policy: OrderedPolicy, direction: Direction): Decision {
    const rules = policy.rules[direction] ?? [];
    const later = this.laterTiers(policy, direction);
    const tier = this.tiers.get(policy.tier);
    const kept = this.sharing(policy, direction).find(other => other.isKept && other.tierPlace < policy.tierPlace);
    if (kept && rules.some(({ action }) => action !== 'Deny')) {
      return {
        isolates: true,
        rules: [],
        needsKubernetes: true,
        problems: [`${direction}: the tier ${policy.tier} comes after ${kept.name}, and Calico drops what that does not allow; Cilium has no tiers`],
      };
    }
    if (later.length === 0) return this.inOrder(policy, direction, rules, tier?.passes !== true);
    if (this.fallsThrough(policy, direction, rules)) return this.inOrder(policy, direction, rules, false);
    return {
      isolates: true,
      rules: [],
      needsKubernetes: true,
      problems: [`${direction}: the tier ${policy.tier} drops what its policies do not allow, whatever ${later[0].name} of a later tier allows the same pods; Cilium has no tiers`],
    };
  }

  /** What decides about traffic before anything that comes later can; for a policy that has no counterpart. */
  public deciding(policy: OrderedPolicy, direction: Direction): { readonly traffic: readonly Traffic[]; readonly dropsForLaterTiers: boolean } {
    const rules = policy.rules[direction] ?? [];
    const later = this.laterTiers(policy, direction).length > 0;
    return {
      traffic: rules.filter(({ action }) => action !== 'Allow' && !(action === 'Pass' && !later)).map(({ traffic }) => traffic),
      dropsForLaterTiers: policy.rules[direction] !== undefined && later && !this.fallsThrough(policy, direction, rules),
    };
  }

  private inOrder(policy: OrderedPolicy, direction: Direction, rules: readonly OrderedRule[], isolates: boolean): Decision {
    const problems: string[] = [];
    const decided = rules.map((rule, place) => {
      const others = {
        before: this.around(policy, direction, 'before', rules.slice(0, place)).filter(other => mayOverlap(rule.traffic, other.rule.traffic)),
        after: this.around(policy, direction, 'after', rules.slice(place + 1)).filter(other => mayOverlap(rule.traffic, other.rule.traffic)),
      };
      switch (rule.action) {
        case 'Allow': return { rule, becomes: 'allow' as const, except: [] };
        case 'Pass': return this.pass({ policy, rule }, direction, others, problems);
        case 'Deny': return this.deny({ policy, rule }, { direction, isolates, others }, problems);
        default:
          problems.push(`${rule.at}: action ${rule.action} has no counterpart`);
          return { rule, becomes: 'nothing' as const, except: [] };
      }
    });
    const isLeftOut = decided.some(({ rule, becomes }) => rule.action === 'Deny' && becomes === 'nothing');
    return { isolates, rules: decided, problems, needsKubernetes: isLeftOut || policy.tierPlace > this.tiers.get('default')!.place };
  }

  private pass({ policy, rule }: Placed, direction: Direction, { after }: Others, problems: string[]): DecidedRule {
    if (this.laterTiers(policy, direction).length === 0) return { rule, becomes: 'allow', except: [] };
    const ignored = after.find(other => other.policy.tierPlace === policy.tierPlace && other.rule.action !== 'Pass');
    if (ignored) problems.push(`${rule.at}: passes on traffic that ${describe(ignored, policy)} decides about after it; in Cilium nothing is passed on`);
    return { rule, becomes: 'nothing', except: [] };
  }

  private deny({ policy, rule }: Placed, { direction, isolates, others: { before, after } }: DenyContext, problems: string[]): DecidedRule {
    const allowedLater = after.find(other => other.rule.action !== 'Deny');
    const allowedBefore = before.filter(other => this.allows(other, direction));
    if (isolates && !allowedLater && (allowedBefore.length > 0 || rule.isAboutAll)) return { rule, becomes: 'nothing', except: [] };
    const kept = allowedBefore.find(other => !isSubtractable(other, policy, rule));
    if (kept) {
      problems.push(`${rule.at}: denies after ${describe(kept, policy)} has allowed some of the same traffic, and in Cilium a deny always wins`
        + `${allowedLater ? `; isolation alone does not drop it, since ${describe(allowedLater, policy)} may allow it after it` : ''}`);
    }
    return { rule, becomes: 'deny', except: allowedBefore.flatMap(other => other.rule.traffic.peers) };
  }

  /** Whether a deny without a counterpart can be left to isolation. */
  public isLeftToIsolation(policy: OrderedPolicy, direction: Direction, rule: OrderedRule): boolean {
    const rules = policy.rules[direction] ?? [];
    return this.around(policy, direction, 'after', rules.slice(rules.indexOf(rule) + 1)).every(other => other.rule.action === 'Deny' || !mayOverlap(rule.traffic, other.rule.traffic));
  }

  /** A pass at the end of all tiers is for the profile of the namespace, which allows everything. */
  private allows({ policy, rule: { action } }: Placed, direction: Direction): boolean {
    return action === 'Allow' || (action === 'Pass' && this.laterTiers(policy, direction).length === 0);
  }

  private around(policy: OrderedPolicy, direction: Direction, where: 'before' | 'after', own: readonly OrderedRule[]): Placed[] {
    const others = this.policies.filter(other => other !== policy && (where === 'before' ? mayPrecede(other, policy) : mayPrecede(policy, other)));
    const placed = others.flatMap(other => (other.rules[direction] ?? []).map(rule => ({ policy: other, rule })));
    return [...own.map(rule => ({ policy, rule })), ...placed];
  }

  private laterTiers(policy: OrderedPolicy, direction: Direction): OrderedPolicy[] {
    return this.sharing(policy, direction).filter(other => other.tierPlace > policy.tierPlace);
  }

  /** The policies that are for some of the same pods. */
  private sharing(policy: OrderedPolicy, direction: Direction): OrderedPolicy[] {
    return this.policies.filter(other => other.rules[direction] !== undefined && subjectsOverlap(other.subjects, policy.subjects));
  }

  private fallsThrough(policy: OrderedPolicy, direction: Direction, rules: readonly OrderedRule[]): boolean {
    if (this.tiers.get(policy.tier)?.passes === true || passesAll(rules)) return true;
    return this.sharing(policy, direction).some(other => other.tierPlace === policy.tierPlace && other.order > policy.order
      && covers(other.subjects, policy.subjects) && passesAll(other.rules[direction] ?? []));
  }
}

interface Placed {
  readonly policy: OrderedPolicy;
  readonly rule: OrderedRule;
}

interface Others {
  readonly before: readonly Placed[];
  readonly after: readonly Placed[];
}

interface DenyContext {
  readonly direction: Direction;
  readonly isolates: boolean;
  readonly others: Others;
}

/** Whether what an earlier rule allows can be left out of a deny: its peers, where it is about all pods and ports of the deny. */
function isSubtractable({ policy: other, rule: { traffic, isExact } }: Placed, policy: OrderedPolicy, { traffic: denied }: OrderedRule): boolean {
  const isBefore = other === policy || (other.tierPlace === policy.tierPlace && other.order < policy.order);
  return isBefore && isExact && covers(traffic.subjects, denied.subjects) && coversPorts(traffic.ports, denied.ports);
}

function describe({ policy, rule }: Placed, own: OrderedPolicy): string {
  return policy === own ? rule.at : `${rule.at} of ${policy.name}`;
}

function passesAll(rules: readonly OrderedRule[]): boolean {
  const last = rules.at(-1);
  return last?.isAboutAll === true && last.action === 'Pass';
}

/** The policies that decide about traffic of a policy first, and have no counterpart: without them it would allow more than before. */
export function blockersOf(policy: OrderedPolicy, failed: readonly OrderedPolicy[], decisions: Decisions): OrderedPolicy[] {
  return failed.filter(other => other !== policy && mayPrecede(other, policy) && DIRECTIONS.some(direction => {
    const allows = (policy.rules[direction] ?? []).filter(({ action }) => action !== 'Deny');
    const { traffic, dropsForLaterTiers } = decisions.deciding(other, direction);
    const isDropped = dropsForLaterTiers && other.tierPlace < policy.tierPlace && subjectsOverlap(other.subjects, policy.subjects);
    return allows.some(rule => isDropped || traffic.some(each => mayOverlap(each, rule.traffic)));
  }));
}
