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
    + 'should do does not happen.',
  remediation: 'Correct or remove the keys that are named. extraConfig takes options of the agent that the chart has no value for.',
  references: ['https://docs.cilium.io/en/stable/helm-reference/'],
  * check({ installations, minor }) {
    const ignored = installations.flatMap(installation => ignoredKeys(installation.values.given, minor)
      .map(key => ({ isKnown: key.isKnown, where: whereOf(installation, key) })));
    yield* whereAny(ignored.filter(({ isKnown }) => !isKnown).map(({ where }) => where), { message: 'The chart drops keys that it does not have.' });
    yield* whereAny(ignored.filter(({ isKnown }) => isKnown).map(({ where }) => where), {
      message: 'The chart drops keys that another version has, or that none of its templates reads.',
      severity: FindingSeverity.WARNING,
    });
  },
};
