import { quoted } from '../../base/errors';
import { didYouMean } from '../../base/text/suggest';

/** What a message says of an id that no rule has; `undefined` for the id of a rule. */
export function unknownRuleId(id: string, ruleIds: readonly string[]): string | undefined {
  return ruleIds.includes(id) ? undefined : `no rule has the id ${quoted(id)}${didYouMean(id, ruleIds)}`;
}
