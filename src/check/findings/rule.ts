import { Finding, FindingConfidence, FindingSeverity } from './finding';
import { CurrentMode, RuleContext } from './rule-context';
import { ObjectReference } from '../../cluster/inventory/object-reference';

/**
 * One thing that can go wrong, or that changes, with the move to nftables mode. A rule is data and a function over the cluster;
 * docs/rules.md is written from the data.
 */
export interface Rule {
  /** Stable, in kebab-case, beginning with what is concerned: the name of the rule's file. */
  readonly id: string;
  /** A phrase that names the problem, as in «Kernel too old for nftables mode». */
  readonly title: string;
  /** The most severe that an occurrence of it is. */
  readonly severity: FindingSeverity;
  readonly confidence: FindingConfidence;
  /** The modes from which a cluster is concerned. */
  readonly from: readonly CurrentMode[];
  /** Why: what kube-proxy and the others really do, and where that ends (versions). For the catalogue. */
  readonly description: string;
  /** What to do, in the imperative. */
  readonly remediation: string;
  /** URLs of upstream's documentation, issues and pull requests. */
  readonly references: readonly string[];
  /** Yields what it finds; nothing where all is well, or where the objects don't tell. */
  readonly check: (context: RuleContext) => Iterable<Occurrence>;
}

/** What a rule has found. What is not given is as with the rule. */
export interface Occurrence {
  /** Which of several things that the rule is about this is, where the facts of nodes decide them differently. */
  readonly aspect?: string;
  /** What is the matter in this cluster. No numbers of objects in it, since some of them may be waived. */
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
