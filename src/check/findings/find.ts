import { Finding, FindingObject } from './finding';
import { compareFindings, ConcernedObject, Rule } from './rule';
import { ObjectLocation } from '../../input/location';

/** What rules find in a context, most severe first. */
export function findingsOf<Context>(rules: readonly Rule<Context>[], context: Context): Finding[] {
  return rules.flatMap(rule => applyRule(rule, context)).sort(compareFindings);
}

function applyRule<Context>(rule: Rule<Context>, context: Context): Finding[] {
  return Array.from(rule.check(context), ({ message, objects, severity, confidence, remediation }): Finding => ({
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
