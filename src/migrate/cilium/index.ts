import { ciliumFiles } from './files';
import { isFileOfPaths, PATHS } from './paths';
import { planCilium } from './plan';
import { reportOf } from './report';
import { CILIUM_QUESTIONS } from '../../check/goals/cilium/questions';
import { MigrationGoal } from '../goals/migration-goal';

/** The live way from Calico to Cilium, node by node. */
export const CILIUM_MIGRATION: MigrationGoal = {
  id: CILIUM_QUESTIONS.id,
  plan: (cluster, answers) => {
    const plan = planCilium(cluster, answers);
    const { report, notices } = reportOf(cluster, plan, answers);
    const open = plan.policies.filter(({ policy }) => !policy).length;
    return {
      report,
      notices: [...notices, ...open > 0 ? [`${open} of Calico's ${plan.policies.length} policies are not translated: see ${PATHS.policiesPage}`] : []],
      files: ciliumFiles(plan),
      startWith: PATHS.runbook,
    };
  },
  isFile: isFileOfPaths,
};
