import { ExplainedBranch, ExplainedStep } from './vocabulary';
import { Family, joinHostPort } from '../../base/ip/address';
import { renderRule, renderVerdict } from '../nftables/render/nft-script';
import { Outcome, Step } from '../nftables/trace/packet';

/** The rules that matched for all outcomes, and those that matched for some where a random choice has parted the ways. */
export interface Way {
  readonly common: readonly Step[];
  /** None where all outcomes go the same way to the end. */
  readonly branches: readonly WayBranch[];
  /** Whether there are several outcomes, so that what a random choice gave is not that of all. */
  readonly isShared: boolean;
}

export interface WayBranch {
  /** Outcomes whose rules differ in the endpoint's own address and chain alone. */
  readonly outcomes: readonly Outcome[];
  /** The rules of the first one. */
  readonly steps: readonly Step[];
}

/** Puts the ways of outcomes together: what they share once, and after that the outcomes that go the same way side by side. */
export function wayOf(outcomes: readonly Outcome[]): Way {
  const ways = outcomes.map(({ steps }) => steps);
  if (ways.length < 2) return { common: ways[0] ?? [], branches: [], isShared: false };
  const shared = sharedLength(ways);
  const branches = new Map<string, { outcomes: Outcome[]; steps: readonly Step[] }>();
  for (const [i, way] of ways.entries()) {
    const steps = way.slice(shared);
    const key = steps.map(shape).join('\n');
    const branch = branches.get(key);
    if (branch) branch.outcomes.push(outcomes[i]);
    else branches.set(key, { outcomes: [outcomes[i]], steps });
  }
  const parts = ways.some(way => way.length > shared);
  return { common: ways[0].slice(0, shared), branches: parts ? [...branches.values()] : [], isShared: true };
}

function sharedLength(ways: readonly (readonly Step[])[]): number {
  const [first, ...others] = ways;
  let length = 0;
  while (length < first.length && others.every(way => way[length]?.rule === first[length].rule && way[length].hook === first[length].hook)) length++;
  return length;
}

/** What makes two steps alike: endpoints have chains of their own with the same rules. */
function shape({ hook, isOverLoopback, chain, ruleIndex, rule }: Step): string {
  const place = chain.startsWith('endpoint-') ? 'endpoint-' : chain;
  return `${hook} ${isOverLoopback} ${place} ${ruleIndex} ${rule.statements.map(({ kind }) => kind).join(' ')}`;
}

/** A step in words. */
function explainStep(step: Step, family: Family, isShared: boolean): ExplainedStep {
  const { hook, isOverLoopback, baseChain, chain, ruleIndex, rule, chosen, target } = step;
  const isRandom = rule.statements.some(isRandomChoice);
  const result = isRandom && isShared ? undefined
    : chosen ? renderVerdict(chosen) : target && isRandom ? `dnat to ${joinHostPort(family, target.address, target.port)}` : undefined;
  return {
    hook: isOverLoopback ? `${hook} (lo)` : hook,
    baseChain,
    chain,
    ruleIndex,
    rule: renderRule(rule.statements, undefined, family),
    ...(rule.comment === undefined ? {} : { comment: rule.comment }),
    ...(result === undefined ? {} : { result }),
  };
}

function isRandomChoice({ kind }: Step['rule']['statements'][number]): boolean {
  return kind === 'numgen-dnat' || kind === 'numgen-vmap';
}

export function commonSteps({ common, isShared }: Way, family: Family): ExplainedStep[] {
  return common.map(step => explainStep(step, family, isShared));
}

export function explainedBranches({ branches }: Way, family: Family): ExplainedBranch[] {
  return branches.map(({ outcomes, steps }) => ({
    endpoints: outcomes.map(({ destination, port }) => joinHostPort(family, destination, port)),
    steps: steps.map(step => explainStep(step, family, false)),
  }));
}

/** A rule for people: a long list of endpoints is left out, since they are listed anyway. */
export function shortRule(rule: string): string {
  const LONGEST = 100;
  return rule.length > LONGEST ? rule.replace(/(numgen random mod \d+ v?map) \{ [^}]* \}/, '$1 { … }') : rule;
}
