import { CiliumContext } from './context';
import { CILIUM_QUESTIONS } from './questions';
import { CiliumRule } from './rule';
import { CILIUM_RULES } from './rules';
import { goalOf } from '../goal';

/** Values, policies and clusters in which Cilium does what its configuration reads. */
export const CILIUM = goalOf<CiliumContext, CiliumRule>({
  questions: CILIUM_QUESTIONS,
  rules: CILIUM_RULES,
  contextOf: (cluster, answers) => new CiliumContext(cluster, answers),
  before: () => [],
  concerns: () => true,
  scopeOf: () => undefined,
  describe: ({ minor, installations }) => ({
    title: `Cilium ${minor}`,
    from: '',
    facts: {},
    targetVersion: minor,
    notices: installations.length > 0 ? [] : ['the input has no values of Cilium\'s chart'],
  }),
});
