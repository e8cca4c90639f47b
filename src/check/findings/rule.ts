import { Finding, FindingConfidence, FindingSeverity } from './finding';
import { FactId } from '../../cluster/facts/fact-table';
import { ObjectReference } from '../../cluster/inventory/object-reference';

/** What a rule says about itself, whatever it looks at. Reports and docs/rules.md are written from this. */
export interface RuleDescription {
  /** Stable, in kebab-case, beginning with its subject: the name of the rule's file. */
  readonly id: string;
  /** A phrase that names the problem, as in "Kernel too old for nftables mode". */
  readonly title: string;
  /** The most severe that an occurrence of it is. */
  readonly severity: FindingSeverity;
  readonly confidence: FindingConfidence;
  /** Why: what the programs concerned really do, and in which versions. */
  readonly description: string;
  /** What to do, in the imperative. */
  readonly remediation: string;
  /** URLs of upstream's documentation, issues and pull requests. */
  readonly references: readonly string[];
  /** Which clusters it is applied to, where its goal distinguishes them: `IPVS and iptables`. */
  readonly scope?: string;
  /** The facts of a node that decide what the objects leave open; see the command `probe`. */
  readonly decidedBy?: readonly FactId[];
}

/**
 * One thing that can go wrong, or that changes, on the way to a goal: a description, and a function of what the goal knows about a
 * cluster.
 */
export interface Rule<Context> extends RuleDescription {
  /** Yields what it finds; nothing where all is well, or where the objects do not show it. */
  readonly check: (context: Context) => Iterable<Occurrence>;
}

/** What a rule has found. What is not given is as with the rule. */
export interface Occurrence {
  /** Which of several things that the rule is about this is, where the facts of nodes decide them differently. */
  readonly aspect?: string;
  /** What is wrong in this cluster. No numbers of objects in it, since some of them may be waived. */
  readonly message: string;
  readonly objects: readonly ConcernedObject[];
  readonly severity?: FindingSeverity;
  readonly confidence?: FindingConfidence;
  readonly remediation?: string;
}

/** An object, and what it is about it. */
export interface ConcernedObject {
  readonly object: ObjectReference;
  readonly detail?: string;
}

/** From most to least severe. */
export const SEVERITIES: readonly FindingSeverity[] = [FindingSeverity.BLOCKER, FindingSeverity.WARNING, FindingSeverity.INFO];

/** Most severe first, then in the order of the ids. */
export function compareFindings(a: Finding, b: Finding): number {
  return SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || (a.ruleId < b.ruleId ? -1 : a.ruleId > b.ruleId ? 1 : 0);
}
