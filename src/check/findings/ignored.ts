import { unknownRuleId } from './rule-id';
import { Waiver } from './waiver';
import { quoted } from '../../base/errors';
import { IGNORE_ANNOTATION, IgnoringObject } from '../../cluster/inventory/ignoring-object';
import { describeReference } from '../../cluster/inventory/object-reference';

/** What annotations waive, and what to say of those that waive nothing. */
export interface Ignored {
  readonly waivers: readonly Waiver[];
  readonly notices: readonly string[];
}

/**
 * The waivers of annotations `cdk8s-nftables/ignore: RULE=reason`, a line for each rule. They stand in a cluster, so that one that is
 * wrong is told, and does not keep anybody from a check.
 */
export function ignoredFindings(objects: readonly IgnoringObject[], ruleIds: readonly string[]): Ignored {
  const waivers: Waiver[] = [];
  const notices: string[] = [];
  for (const { reference, text } of objects) {
    const { kind, namespace, name, source } = reference;
    const where = `${source === undefined ? '' : `${source.toString()}: `}${describeReference(reference)}: annotation ${IGNORE_ANNOTATION}`;
    const pattern = { text: describeReference(reference), kind, namespace, name };
    for (const line of text.split('\n').map(part => part.trim()).filter(part => part !== '')) {
      const [, rule = '', reason = ''] = /^([^=]*)=(.*)$/.exec(line) ?? [];
      const problem = rule.trim() === '' || reason.trim() === ''
        ? `${quoted(line)} does not have the form RULE=reason`
        : unknownRuleId(rule.trim(), ruleIds);
      if (problem !== undefined) notices.push(`${where}: ${problem}; it has no effect`);
      else waivers.push({ rule: rule.trim(), reason: reason.trim(), objects: [pattern], file: where });
    }
  }
  return { waivers, notices };
}
