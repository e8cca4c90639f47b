import { CiliumContext } from './context';
import { CILIUM_QUESTIONS } from './questions';
import { CiliumRule } from './rule';
import { CILIUM_RULES } from './rules';
import { enumeration } from '../../../base/text/words';
import { describeReference } from '../../../cluster/inventory/object-reference';
import { goalOf } from '../goal';

/** Values, policies and clusters in which Cilium does what its configuration reads. */
export const CILIUM = goalOf<CiliumContext, CiliumRule>({
  questions: CILIUM_QUESTIONS,
  rules: CILIUM_RULES,
  contextOf: (cluster, answers) => new CiliumContext(cluster, answers),
  before: () => [],
  concerns: () => true,
  scopeOf: () => undefined,
  describe: ({ cluster, minor, installations, otherMinors }) => ({
    title: `Cilium ${minor}`,
    from: '',
    facts: {},
    targetVersion: minor,
    notices: [
      ...installations.length > 0 ? [] : ['the input has no values of Cilium\'s chart'],
      ...cluster.helmNotices,
      ...installations.filter(({ isPartial }) => isPartial).map(({ sources }) =>
        `${describeReference(sources[0].carrier)}: more of its values come from elsewhere, which is not known: what is missing in those of the input is not reported`),
      ...otherMinors.length > 0 ? [`the input also shows Cilium ${enumeration(otherMinors)}: everything is checked as ${minor}; check them apart, or state one of them (--cilium-version)`] : [],
    ],
  }),
});
