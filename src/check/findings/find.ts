import { Finding, FindingObject } from './finding';
import { compareFindings, ConcernedObject, Occurrence, Rule } from './rule';
import { ObjectLocation } from '../../input/location';
import { applyWithFacts, ClusterContext } from '../node-facts/apply';
import { NodeDecisions } from '../node-facts/decision';

/** What rules find. */
export interface Found {
  /** Most severe first. */
  readonly findings: Finding[];
  /** The ids of the rules that ask for something that the facts of nodes show to be on no node, in alphabetical order. */
  readonly cleared: readonly string[];
}

/** What rules find in a context, decided by the facts of nodes where there are any. */
export function findingsOf<Context extends ClusterContext>(
  rules: readonly Rule<Context>[], context: Context, decisions: NodeDecisions<Context>,
): Found {
  const applied = rules.map(rule => ({ rule, ...applyWithFacts(rule, context, decisions) }));
  return {
    findings: applied.flatMap(({ rule, occurrences }) => findingsOfRule(rule, occurrences)).sort(compareFindings),
    cleared: applied.filter(({ cleared }) => cleared).map(({ rule }) => rule.id).sort(),
  };
}

/** What a rule has found, as findings. */
export function findingsOfRule<Context>(rule: Rule<Context>, occurrences: readonly Occurrence[]): Finding[] {
  return occurrences.map(({ message, objects, severity, confidence, remediation }): Finding => ({
    ruleId: rule.id,
    title: rule.title,
    severity: severity ?? rule.severity,
    confidence: confidence ?? rule.confidence,
    message,
    objects: objects.map(findingObject),
    remediation: remediation ?? rule.remediation,
    references: [...rule.references],
  }));
}

function findingObject({ object: { kind, namespace, name, source }, detail }: ConcernedObject): FindingObject {
  const location = source instanceof ObjectLocation ? { file: source.fileName, line: source.line } : {};
  return { kind, ...namespace !== undefined && { objectNamespace: namespace }, name, ...detail !== undefined && { detail }, ...location };
}
