import { ciliumFiles } from './files';
import { isFileOfPaths, PATHS } from './paths';
import { planCilium } from './plan';
import { policyNotices } from './policy-notices';
import { CILIUM_QUESTIONS } from '../../check/goals/cilium/questions';
import { checkCluster } from '../../check/reports/check-cluster';
import { MigrationGoal } from '../goals/migration-goal';

/** The live way from Calico to Cilium, node by node. */
export const CILIUM_MIGRATION: MigrationGoal = {
  id: CILIUM_QUESTIONS.id,
  plan: (cluster, answers) => {
    const plan = planCilium(cluster, answers);
    // The report is about the values that are applied first.
    cluster.cilium.planValues(plan.values, PATHS.values);
    const { report, notices } = checkCluster(cluster, answers);
    return {
      report,
      notices: [...notices, ...policyNotices(plan)],
      files: ciliumFiles(plan),
      startWith: PATHS.runbook,
    };
  },
  isFile: isFileOfPaths,
};
