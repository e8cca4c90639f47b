import { changesOf } from './changes';
import { RulesetChange } from './ruleset-change';
import { summaryOf } from './summary';
import { differenceOf, isEmpty, TableDifference } from './table-difference';
import { TextLine, textOf } from './text';
import { transactionOf } from './transaction';
import { FAMILY_OF, IpFamily } from '../ip-family';
import { Table } from '../model/table';
import { toJson } from '../plain';
import { assumptionComments } from '../render/assumption-comments';

/** What is compared of a ruleset. */
export interface ComparedRuleset {
  readonly kubernetesVersion: string;
  readonly nodeName: string;
  readonly assumptions: readonly string[];
  readonly tables: readonly Table[];
}

/**
 * What differs between two rulesets: `before.compareWith(after)`.
 *
 * Chains, sets and maps are compared by their names, and rules by what they mean to the kernel. The members of a set inside a
 * rule have no order, so another order of the ServiceCIDRs, say, is no difference.
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
   * The changes, in a fixed order: those of the IPv4 table first; chains, then sets, then maps, by name, each followed by its
   * rules or elements.
   */
  public get changes(): RulesetChange[] {
    return [...this.changeList()];
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
   * The difference as JSON: `before` and `after` with `kubernetesVersion` and `nodeName`, `assumptions`, and `changes`, each with
   * the fields of `RulesetChange`.
   *
   * @param family one family's table alone; both where it is not given
   */
  public toJson(family?: IpFamily): string {
    const side = ({ kubernetesVersion, nodeName }: ComparedRuleset) => ({ kubernetesVersion, nodeName });
    return toJson({ before: side(this.before), after: side(this.after), assumptions: this.assumptions(), changes: [...this.changeList(family)] });
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

  /** @internal */
  public* _textLines(family?: IpFamily): Generator<TextLine> {
    if (this._isEmpty(family)) {
      yield { kind: 'common', text: 'No difference.' };
      return;
    }
    yield { kind: 'heading', text: `--- kube-proxy ${this.before.kubernetesVersion} on ${this.before.nodeName}` };
    yield { kind: 'heading', text: `+++ kube-proxy ${this.after.kubernetesVersion} on ${this.after.nodeName}` };
    for (const difference of this.of(family)) yield* textOf(difference);
    for (const text of assumptionComments(this.assumptions())) yield { kind: 'common', text };
    yield { kind: 'heading', text: summaryOf(this.changeList(family)) };
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
