import { confidenceNotes, RULES_PAGE } from './report';
import { indented, wrap } from '../../base/plain';
import { RuleDescription } from '../findings/rule';

/** The rules, a line each. */
export function ruleList(rules: readonly RuleDescription[]): string[] {
  const longest = (texts: readonly string[]) => Math.max(0, ...texts.map(({ length }) => length));
  const severities = longest(rules.map(({ severity }) => severity));
  const ids = longest(rules.map(({ id }) => id));
  return rules.map(({ severity, id, title }) => `${severity.padEnd(severities)}  ${id.padEnd(ids)}  ${title}`);
}

/** All that is to be known of a rule, for people who read plain text. */
export function ruleText(rule: RuleDescription, width: number): string[] {
  const { id, title, severity, scope, description, remediation, references } = rule;
  return [
    `${severity} ${id}: ${title}`,
    '',
    ...wrap(description, width),
    '',
    ...indented(wrap(`What to do: ${remediation}`, width - 2), '  ', ''),
    '',
    ...scope === undefined ? [] : [`Applies to clusters in: ${scope}`],
    ...confidenceNotes(rule).flatMap(note => wrap(note, width)),
    ...references,
    `${RULES_PAGE}#${id}`,
  ];
}
