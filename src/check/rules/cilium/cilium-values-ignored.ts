import { foundInValues, occurrencesInValues } from './of-values';
import { IGNORED_VALUES } from '../../../programs/cilium/rules/silent/ignored';
import { ignoredKeys } from '../../../programs/cilium/values/ignored-keys';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { whereOf } from '../../goals/cilium/installations';
import { CiliumRule } from '../../goals/cilium/rule';

export const ciliumValuesIgnored: CiliumRule = {
  id: 'cilium-values-ignored',
  title: 'Values that nothing reads',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'The schema of the chart checks types only and refuses no key. A key that is misspelled, at the wrong place or from another version is dropped without a word, and what it '
    + 'should do does not happen: an encryption that the chart does not know leaves traffic unencrypted, and an old key of the pod addresses leaves the default pool.',
  remediation: 'Correct or remove the keys that are named. extraConfig takes options of the agent that the chart has no value for.',
  references: ['https://docs.cilium.io/en/stable/helm-reference/', 'https://docs.cilium.io/en/stable/operations/upgrade/'],
  * check(context) {
    yield* occurrencesInValues(context, IGNORED_VALUES, 'Values are taken without a word and do not do what they say.');
    const ignored = context.installations.flatMap(installation => {
      const told = foundInValues(installation, IGNORED_VALUES).map(({ field }) => field);
      return ignoredKeys(installation.values.given, context.minor).filter(({ field }) => !told.includes(field))
        .map(key => ({ isKnown: key.isKnown, where: whereOf(installation, key) }));
    });
    yield* whereAny(ignored.filter(({ isKnown }) => !isKnown).map(({ where }) => where), { message: 'The chart drops keys that it does not have.' });
    yield* whereAny(ignored.filter(({ isKnown }) => isKnown).map(({ where }) => where), {
      message: 'The chart drops keys that another version has, or that none of its templates reads.',
      severity: FindingSeverity.WARNING,
    });
  },
};
