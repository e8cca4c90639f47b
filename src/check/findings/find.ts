import { Finding, FindingObject } from './finding';
import { compareFindings, ConcernedObject, Rule } from './rule';
import { RuleContext } from './rule-context';
import { Cluster } from '../../cluster/cluster';
import { ObjectLocation } from '../../input/location';
import { RULES } from '../rules';

/**
 * What is to be known of a cluster before its kube-proxy of a version runs in nftables mode, most severe first.
 *
 * @param targetVersion the version that kube-proxy will have, as in `1.36`
 * @throws InputError where the version is none
 */
export function findingsOf(cluster: Cluster, targetVersion: string, rules: readonly Rule[] = RULES): Finding[] {
  const context = new RuleContext(cluster, targetVersion);
  return rules.filter(({ from }) => from.includes(context.mode)).flatMap(rule => applyRule(rule, context)).sort(compareFindings);
}

function applyRule(rule: Rule, context: RuleContext): Finding[] {
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
