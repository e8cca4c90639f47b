import { ExplainedBranch, ExplainedStep, NetfilterHook } from './vocabulary';
import { Family, joinHostPort } from '../../base/ip/address';
import { PURPOSES_OF_ENDPOINTS } from '../nftables/model/purpose';
import { Hook } from '../nftables/model/table';
import { renderRule, renderVerdict } from '../nftables/render/nft-script';
import { Outcome, Step } from '../nftables/trace/packet';

/** The rules that matched for all outcomes, and those that matched for some where a random choice has parted the ways. */
export interface Way {
  readonly common: readonly Step[];
  /** None where all outcomes go the same way to the end. */
  readonly branches: readonly WayBranch[];
  /** Whether there are several outcomes, so that what a random choice gave is not that of all. */
  readonly isShared: boolean;
  /** The outcome, where there is one alone. */
  readonly only?: Outcome;
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
  if (ways.length < 2) return { common: ways[0] ?? [], branches: [], isShared: false, only: outcomes[0] };
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
  const place = PURPOSES_OF_ENDPOINTS.has(rule.purpose) ? '' : chain;
  return `${hook} ${isOverLoopback} ${place} ${ruleIndex} ${rule.statements.map(({ kind }) => kind).join(' ')}`;
}

/** A step in words. */
function explainStep(step: Step, family: Family, isShared: boolean, endpoint: string | undefined): ExplainedStep {
  const { hook, isOverLoopback, baseChain, chain, ruleIndex, rule, chosen, target } = step;
  const isRandom = rule.statements.some(isRandomChoice);
  const result = isRandom && isShared ? undefined
    : chosen ? renderVerdict(chosen) : target && isRandom ? `dnat to ${joinHostPort(family, target.address, target.port)}` : undefined;
  return {
    hook: HOOKS[hook],
    isOverLoopback,
    baseChain,
    chain,
    ruleIndex,
    rule: renderRule(rule.statements, undefined, family),
    isDecisive: isDecisive(step),
    ...endpoint !== undefined && PURPOSES_OF_ENDPOINTS.has(rule.purpose) ? { endpoint } : {},
    ...(rule.comment === undefined ? {} : { comment: rule.comment }),
    ...(result === undefined ? {} : { result }),
  };
}

const HOOKS: Readonly<Record<Hook, NetfilterHook>> = {
  prerouting: NetfilterHook.PREROUTING,
  input: NetfilterHook.INPUT,
  forward: NetfilterHook.FORWARD,
  output: NetfilterHook.OUTPUT,
  postrouting: NetfilterHook.POSTROUTING,
};

/** Whether the rule chooses the endpoint, or refuses the packet. */
function isDecisive({ chosen, rule: { purpose, statements } }: Step): boolean {
  if (purpose === 'load-balancing' || purpose === 'affinity') return true;
  return statements.some(({ kind }) => kind === 'reject') || chosen?.kind === 'drop'
    || statements.some(statement => statement.kind === 'verdict' && statement.verdict.kind === 'drop');
}

function isRandomChoice({ kind }: Step['rule']['statements'][number]): boolean {
  return kind === 'numgen-dnat' || kind === 'numgen-vmap';
}

export function commonSteps({ common, isShared, only }: Way, family: Family): ExplainedStep[] {
  const endpoint = only && joinHostPort(family, only.destination, only.port);
  return common.map(step => explainStep(step, family, isShared, endpoint));
}

export function explainedBranches({ branches }: Way, family: Family): ExplainedBranch[] {
  return branches.map(({ outcomes, steps }) => {
    const endpoints = outcomes.map(({ destination, port }) => joinHostPort(family, destination, port));
    return { endpoints, steps: steps.map(step => explainStep(step, family, false, endpoints[0])) };
  });
}

/** A rule for people: a long list of endpoints is left out, since they are listed anyway. */
export function shortRule(rule: string): string {
  const LONGEST = 100;
  return rule.length > LONGEST ? rule.replace(/(numgen random mod \d+ v?map) \{ [^}]* \}/, '$1 { … }') : rule;
}
