import { Finding, FindingObject } from './finding';
import { compareFindings, ConcernedObject, Occurrence, Rule } from './rule';
import { RuleContext } from './rule-context';
import { ClusterInventory } from '../../cluster/inventory/cluster-inventory';
import { ObjectLocation } from '../../input/location';
import { applyWithFacts } from '../node-facts/apply';
import { RULES } from '../rules';

/**
 * What is to be known of a cluster before its kube-proxy of a version runs in nftables mode, most severe first.
 *
 * @param targetVersion the version that kube-proxy will have, as in `1.36`
 * @throws InputError where the version is none
 */
export function findingsOf(cluster: ClusterInventory, targetVersion: string, rules: readonly Rule[] = RULES): Finding[] {
  return applyRules(cluster, targetVersion, rules).findings;
}

/** What the rules find, and which rules ask for something that the facts of nodes show to be on no node. */
export interface AppliedRules {
  readonly findings: Finding[];
  /** The ids of the rules, in alphabetical order. */
  readonly cleared: readonly string[];
}

/**
 * @param targetVersion the version that kube-proxy will have, as in `1.36`
 * @throws InputError where the version is none
 */
export function applyRules(cluster: ClusterInventory, targetVersion: string, rules: readonly Rule[] = RULES): AppliedRules {
  const context = new RuleContext(cluster, targetVersion);
  const findings: Finding[] = [];
  const cleared: string[] = [];
  for (const rule of rules.filter(({ from }) => from.includes(context.mode))) {
    const applied = applyWithFacts(rule, context);
    findings.push(...findingsOfRule(rule, applied.occurrences));
    if (applied.cleared) cleared.push(rule.id);
  }
  return { findings: findings.sort(compareFindings), cleared: cleared.sort() };
}

function findingsOfRule(rule: Rule, occurrences: readonly Occurrence[]): Finding[] {
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
