/* eslint-disable no-bitwise -- a packet's mark is a set of bits */
import { Certainty, conditionsOf } from './foreign-conditions';
import { Frontend, FrontendIndex } from './frontends';
import { Family } from '../base/ip/address';
import { Verdict } from '../dataplane/nftables/model/statements';
import { effectOfStatement, jumpTargets } from '../dataplane/nftables/parse/effects';
import { ListedChain, ListedRule, ListedStatement, ListedTable } from '../dataplane/nftables/parse/syntax';

/** A rule that acts on packets to frontends of Services, and names them by address or port. */
export interface RuleEffect {
  readonly effect: string;
  readonly rule: string;
  readonly frontends: readonly Frontend[];
}

/** More rules than these are not looked at: a node may have millions. */
const MOST_RULES = 50_000;

/** More looks than these, of a rule at a frontend, would take more than seconds. */
const MOST_LOOKS = 5_000_000;

/** A rule that has been read. */
interface ReadRule {
  readonly text: string;
  readonly statements: readonly ListedStatement[];
}

/** Follows packets to Services through one base chain of another program, and what it jumps to. */
export class ForeignWalk {
  public isTooLarge = false;
  private readonly read = new Map<string, readonly ReadRule[]>();
  private readonly reachable: readonly string[];

  constructor(private readonly table: ListedTable, private readonly base: ListedChain) {
    this.reachable = this.reach();
  }

  /** What its rules do, whatever packets they are about. */
  public summary(): { readonly effects: readonly string[]; readonly hasUnknown: boolean } {
    const effects = new Set<string>();
    let hasUnknown = false;
    for (const statement of this.reachable.flatMap(name => this.read.get(name)!.flatMap(({ statements }) => statements))) {
      const effect = effectOfStatement(statement);
      if (effect !== undefined) effects.add(effect);
      if (statement.kind === 'opaque') hasUnknown = true;
    }
    return { effects: [...effects].sort(), hasUnknown };
  }

  /** The rules that act on packets to frontends of Services. */
  public effects(index: FrontendIndex, families: readonly Family[], masqueradeMark: number): RuleEffect[] {
    if (this.summary().effects.every(effect => effect === 'accept')) return [];
    const found = new Map<ReadRule, { effect: string; frontends: Frontend[] }>();
    const frontends = index.of(families);
    let looks = 0;
    for (const frontend of frontends) {
      const visit = (name: string, isNamed: boolean, depth: number): 'ended' | 'open' => {
        for (const rule of this.read.get(name) ?? []) {
          if (++looks > MOST_LOOKS) return 'ended';
          const { certainty, namesFrontend, verdict, effect } = this.evaluate(rule, frontend, index, masqueradeMark);
          if (certainty === 'no') continue;
          const named = isNamed || namesFrontend;
          if (certainty !== 'unknown' && named && effect !== undefined) {
            const entry = found.get(rule);
            if (entry) entry.frontends.push(frontend);
            else found.set(rule, { effect, frontends: [frontend] });
          }
          if (verdict === undefined || certainty === 'unknown') continue;
          if ('chain' in verdict) {
            const end = depth < MAX_DEPTH ? visit(verdict.chain, named, depth + 1) : 'open';
            if (certainty === 'yes' && (end === 'ended' || verdict.kind === 'goto')) return end;
          } else if (certainty === 'yes') {
            return verdict.kind === 'return' ? 'open' : 'ended';
          }
        }
        return 'open';
      };
      visit(this.base.name, false, 0);
    }
    if (looks > MOST_LOOKS) this.isTooLarge = true;
    return [...found].map(([{ text }, { effect, frontends: met }]) => ({ effect, rule: text, frontends: met }));
  }

  /** The chains that can be reached; their rules are read. */
  private reach(): string[] {
    const names = [this.base.name];
    let rules = 0;
    for (let i = 0; i < names.length; i++) {
      const listed = this.table.chains.get(names[i])?.rules ?? [];
      const some = listed.slice(0, Math.max(0, MOST_RULES - rules));
      if (some.length < listed.length) this.isTooLarge = true;
      rules += some.length;
      const read = some.map(readRule);
      this.read.set(names[i], read);
      const targets = new Set(read.flatMap(({ statements }) => statements.flatMap(jumpTargets)));
      for (const target of targets) if (!names.includes(target)) names.push(target);
    }
    return names;
  }

  private evaluate(rule: ReadRule, frontend: Frontend, index: FrontendIndex, masqueradeMark: number): {
    certainty: Certainty; namesFrontend: boolean; verdict?: Verdict; effect?: string;
  } {
    const conditions = conditionsOf(rule.statements, frontend, this.table, index.isLocal);
    if (conditions.certainty === 'no') return conditions;
    let effect: string | undefined;
    let verdict: Verdict | undefined = conditions.verdict;
    for (const statement of rule.statements) {
      if (statement.kind === 'verdict') ({ verdict } = statement);
      effect ??= statement.kind === 'mangle' ? markEffect(statement, masqueradeMark) : effectOfStatement(statement);
    }
    if (verdict?.kind === 'drop') effect = 'drop';
    const harmful = effect === 'accept' || effect === 'masquerade' || effect === 'snat' ? undefined : effect;
    const ends = effect === 'reject' ? { kind: 'drop' as const } : verdict;
    return { ...conditions, verdict: ends, effect: harmful };
  }
}

/** nft allows jumps as deep as this (upstream: NFT_JUMP_STACK_SIZE). */
const MAX_DEPTH = 16;

function readRule(rule: ListedRule): ReadRule {
  return { text: rule.text, statements: rule.read().statements };
}

/** Whether the statement sets the bit that makes kube-proxy masquerade a packet. */
function markEffect({ target, value }: ListedStatement & { readonly kind: 'mangle' }, masqueradeMark: number): string | undefined {
  if (target.kind !== 'meta' || target.key !== 'mark') return undefined;
  const number = value.kind === 'value' ? value.value : value.kind === 'binary' && value.operator !== '&' && value.right.kind === 'value' ? value.right.value : 0;
  return typeof number === 'number' && (number & masqueradeMark) !== 0 ? 'mark' : undefined;
}
