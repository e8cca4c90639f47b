import { ciliumFiles } from './files';
import { isFileOfPaths, PATHS } from './paths';
import { planCilium } from './plan';
import { policyNotices } from './policy-notices';
import { reportOf } from './report';
import { CILIUM_QUESTIONS } from '../../check/goals/cilium/questions';
import { MigrationGoal } from '../goals/migration-goal';

/** The live way from Calico to Cilium, node by node. */
export const CILIUM_MIGRATION: MigrationGoal = {
  id: CILIUM_QUESTIONS.id,
  plan: (cluster, answers) => {
    const plan = planCilium(cluster, answers);
    const { report, notices } = reportOf(cluster, plan, answers);
    return {
      report,
      notices: [...notices, ...policyNotices(plan)],
      files: ciliumFiles(plan),
      startWith: PATHS.runbook,
    };
  },
  isFile: isFileOfPaths,
};
