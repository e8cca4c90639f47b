import { affectedServices } from './affected-services';
import { behaviorChanges } from './behavior';
import { BehaviorChange } from './behavior-change';
import { behaviorTextOf } from './behavior-text';
import { changesOf } from './changes';
import { RulesetChange } from './ruleset-change';
import { summaryOf } from './summary';
import { differenceOf, isEmpty, TableDifference } from './table-difference';
import { TextLine, textOf } from './text';
import { transactionOf } from './transaction';
import { unallocatedChanges } from './unallocated';
import { FAMILIES, Family } from '../../base/ip/address';
import { FAMILY_OF } from '../../base/ip/enums';
import { IpFamily } from '../../base/ip/ip-family';
import { toJson } from '../../base/plain';
import { ServiceFilter } from '../explain/frontends';
import { TracedRow } from '../explain/matrix-rows';
import { RulesetInputs } from '../nftables/generate';
import { Table } from '../nftables/model/table';
import { assumptionComments } from '../nftables/render/assumption-comments';

/** What is compared of a ruleset. */
export interface ComparedRuleset {
  readonly kubernetesVersion: string;
  readonly nodeName: string;
  readonly assumptions: readonly string[];
  readonly inputs: RulesetInputs;
  readonly tables: readonly Table[];
  readonly rows: (families: readonly Family[], isWanted?: ServiceFilter) => Iterable<TracedRow>;
}

/** What the sides of a comparison are called. */
interface SideNames {
  readonly before: string;
  readonly after: string;
}

/**
 * What differs between two rulesets: `before.compareWith(after)`.
 *
 * Chains, sets and maps are compared by their names, and rules by what they mean to the kernel. The members of a set inside a
 * rule have no order, so another order of the ServiceCIDRs, say, is not a difference.
 */
export class RulesetDifference {
  /** @internal */
  public static _of(before: ComparedRuleset, after: ComparedRuleset): RulesetDifference {
    return new RulesetDifference(before, after);
  }

  private readonly differences: readonly TableDifference[];

  private constructor(private readonly before: ComparedRuleset, private readonly after: ComparedRuleset) {
    this.differences = after.tables.map((table, i) => differenceOf(before.tables[i], table));
  }

  /**
   * Whether the rulesets are the same.
   */
  public get isEmpty(): boolean {
    return this._isEmpty();
  }

  /**
   * The changes, in a fixed order: those of the IPv4 table first. Chains, then sets, then maps, by name, each followed by its
   * rules or elements.
   */
  public get changes(): RulesetChange[] {
    return [...this.changeList()];
  }

  /**
   * What clients notice: for each frontend of each Service, from a pod on the node, a pod elsewhere, the node itself and an
   * external host, where new connections go, how likely, and whether the endpoint sees the client's address. Rules may differ
   * without any of this.
   */
  public get behaviorChanges(): BehaviorChange[] {
    return [...this.behaviorList()];
  }

  /**
   * The difference for people, in the style of `diff -u`: `-` before what is removed, `+` before what is added, and a line of
   * figures at the end. `No difference.` where the rulesets are the same.
   *
   * @param family one family's table alone; both where it is not given
   */
  public toText(family?: IpFamily): string {
    return joined(this._textLines(family), ({ text }) => text);
  }

  /**
   * The smallest transaction that turns the earlier ruleset into the later one, as a script for `nft -f`, in kube-proxy's
   * wording. What did not change is not named in it: it keeps its handle, its counters and the elements that packets added.
   * Empty where the rulesets are the same. Assumptions stand in a comment on top.
   *
   * kube-proxy knows what it has programmed, and nothing of what others do to its tables. So the script is for reading and for
   * tests, not for a node that a running kube-proxy serves.
   *
   * @param family one family's table alone; both where it is not given
   */
  public toNft(family?: IpFamily): string {
    return joined(this._nftLines(family), line => line);
  }

  /**
   * The difference as JSON: `before` and `after` with `kubernetesVersion` and `nodeName`, `assumptions`, `changes`, each with the
   * fields of `RulesetChange`, and `behaviorChanges`, each with those of `BehaviorChange`.
   *
   * @param family one family's table alone; both where it is not given
   */
  public toJson(family?: IpFamily): string {
    const side = ({ kubernetesVersion, nodeName }: ComparedRuleset) => ({ kubernetesVersion, nodeName });
    return toJson({
      version: 1,
      before: side(this.before),
      after: side(this.after),
      assumptions: this.assumptions(),
      changes: [...this.changeList(family)],
      behaviorChanges: [...this.behaviorList(family)],
    });
  }

  /** @internal */
  public _isEmpty(family?: IpFamily): boolean {
    return this.of(family).every(isEmpty);
  }

  /** @internal */
  public* _nftLines(family?: IpFamily): Generator<string> {
    if (this._isEmpty(family)) return;
    yield* assumptionComments(this.assumptions());
    yield* transactionOf(this.of(family));
  }

  /**
   * @param names what the sides are called, where the version and the node don't tell them apart
   * @internal
   */
  public* _textLines(family?: IpFamily, names?: SideNames): Generator<TextLine> {
    if (this._isEmpty(family)) {
      yield { kind: 'common', text: 'No difference.' };
      return;
    }
    yield* this.head(names);
    for (const difference of this.of(family)) yield* textOf(difference);
    yield* behaviorTextOf(this.behaviorList(family));
    yield* this.assumptionLines();
    yield { kind: 'heading', text: summaryOf(this.of(family)) };
  }

  /** @internal */
  public* _behaviorLines(family?: IpFamily, names?: SideNames): Generator<TextLine> {
    yield* this.head(names);
    yield* behaviorTextOf(this.behaviorList(family));
    yield* this.assumptionLines();
  }

  private* head(names?: SideNames): Generator<TextLine> {
    const side = (name: string | undefined, { kubernetesVersion, nodeName }: ComparedRuleset) => (
      `${name === undefined ? '' : `${name}, `}kube-proxy ${kubernetesVersion} on ${nodeName}`
    );
    yield { kind: 'heading', text: `--- ${side(names?.before, this.before)}` };
    yield { kind: 'heading', text: `+++ ${side(names?.after, this.after)}` };
  }

  private* assumptionLines(): Generator<TextLine> {
    for (const text of assumptionComments(this.assumptions())) yield { kind: 'common', text };
  }

  /** Where the rules are the same, so is what they do. */
  private* behaviorList(family?: IpFamily): Generator<BehaviorChange> {
    if (this._isEmpty(family)) return;
    const families = family === undefined ? FAMILIES : [FAMILY_OF[family]];
    const isAffected = affectedServices(this.before.inputs, this.after.inputs, this.of(family));
    yield* behaviorChanges(this.before.rows(families, isAffected), this.after.rows(families, isAffected));
    for (const [i, table] of this.after.tables.entries()) {
      if (family !== undefined && table.family !== FAMILY_OF[family]) continue;
      yield* unallocatedChanges({ inputs: this.before.inputs, table: this.before.tables[i] }, { inputs: this.after.inputs, table });
    }
  }

  private* changeList(family?: IpFamily): Generator<RulesetChange> {
    for (const difference of this.of(family)) yield* changesOf(difference);
  }

  private of(family?: IpFamily): readonly TableDifference[] {
    return family === undefined ? this.differences : this.differences.filter(difference => difference.family === FAMILY_OF[family]);
  }

  private assumptions(): string[] {
    return [...new Set([...this.before.assumptions, ...this.after.assumptions])];
  }
}

/** Without the pieces ever standing in a list: a script may have hundreds of thousands of lines. */
function joined<T>(lines: Iterable<T>, render: (line: T) => string): string {
  let text = '';
  for (const line of lines) text += `${render(line)}\n`;
  return text;
}
