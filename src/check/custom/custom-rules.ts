import { ClusterObjects } from './cluster-objects';
import { ClusterRule, RuleOccurrence } from './cluster-rule';
import { InputError, quoted } from '../../base/errors';
import { isPlainObject } from '../../base/objects/fields';
import { SourcedObject } from '../../cluster/entries';
import { findingsOfRule } from '../findings/find';
import { Finding, FindingConfidence, FindingObject, FindingSeverity } from '../findings/finding';
import { Occurrence, Rule } from '../findings/rule';

/** The rules of users, and all objects that they may look at. */
export interface CustomRules {
  readonly rules: readonly ClusterRule[];
  readonly objects: readonly SourcedObject[];
}

/**
 * Rules of users in the form of all others. They may come from another programming language or from plain JavaScript, so that what
 * they say of themselves is checked.
 *
 * @param known the ids that are taken
 * @throws InputError where a rule's id or severity cannot be right
 */
export function describeCustomRules({ rules, objects }: CustomRules, known: readonly string[]): Rule<ClusterObjects>[] {
  const sources = new Map(objects.map(({ object, source }) => [keyOfObject(object), source]));
  return rules.map((rule, i) => {
    const { id, title, severity, confidence, remediation, description, references } = rule._props;
    if (typeof id !== 'string' || !/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(id)) {
      throw new InputError(`extraRules[${i}]: id: ${quoted(id)} is not in kebab-case; expected, for example, "service-without-owner"`);
    }
    if (known.includes(id) || rules.findIndex(other => other._props.id === id) < i) throw new InputError(`extraRules[${i}]: id: ${quoted(id)} is the id of another rule; expected one of its own`);
    checkSeverity(severity, `extraRules[${i}]: severity`);
    return {
      id,
      title,
      severity,
      confidence: confidence ?? FindingConfidence.MANIFEST,
      description: description ?? `${title}.`,
      remediation,
      references: [...references ?? []],
      check: cluster => (rule.check(cluster) ?? []).map(occurrence => occurrenceOf(occurrence, id, sources)),
    };
  });
}

/** What rules of users find. */
export function customFindings(rules: readonly Rule<ClusterObjects>[], { objects }: CustomRules): Finding[] {
  const cluster = ClusterObjects._of(objects);
  return rules.flatMap(rule => findingsOfRule(rule, [...rule.check(cluster)]));
}

type Sources = ReadonlyMap<string, SourcedObject['source']>;

function occurrenceOf({ message, objects, severity, remediation }: RuleOccurrence, id: string, sources: Sources): Occurrence {
  if (severity !== undefined) checkSeverity(severity, `${id}: severity`);
  return {
    message,
    severity,
    remediation,
    objects: (objects ?? []).map(({ kind, objectNamespace, name, detail }: FindingObject) =>
      ({ object: { kind, namespace: objectNamespace, name, source: sources.get(keyOf(kind, objectNamespace, name)) }, detail })),
  };
}

function checkSeverity(severity: unknown, where: string): void {
  const all: unknown[] = Object.values(FindingSeverity);
  if (!all.includes(severity)) throw new InputError(`${where}: ${quoted(severity)} is not a severity; expected ${all.map(quoted).join(', ')}`);
}

function keyOfObject({ kind, metadata }: SourcedObject['object']): string {
  const { namespace, name } = isPlainObject(metadata) ? metadata : {};
  return keyOf(kind, namespace, name);
}

function keyOf(...parts: unknown[]): string {
  return JSON.stringify(parts.map(part => part ?? null));
}
