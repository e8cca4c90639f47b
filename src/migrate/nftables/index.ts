import { behaviorJson } from './behavior-page';
import { migrationFiles } from './files';
import { isFileOfPaths, PATHS } from './paths';
import { MigrationPlan, planMigration } from './plan';
import { planConfiguration } from './planned-configuration';
import { toJson } from '../../base/plain';
import { NFTABLES_QUESTIONS } from '../../check/goals/nftables/questions';
import { checkCluster, CheckedCluster } from '../../check/reports/check-cluster';
import { Migration, MigrationGoal } from '../goals/migration-goal';

/** The migration of kube-proxy to nftables mode. */
export const NFTABLES_MIGRATION: MigrationGoal = {
  id: NFTABLES_QUESTIONS.id,
  plan: (cluster, answers) => {
    // The goal requires it.
    const targetVersion = answers.targetVersion!;
    const { node, rulesets = 'sample', canary, nodePortAddresses } = answers;
    planConfiguration(cluster, { kubernetesMinor: targetVersion, nodePortAddresses }, PATHS.configMap);
    const { report, notices } = checkCluster(cluster, answers);
    const plan = planMigration(cluster, report, {
      targetVersion,
      nodePortAddresses,
      canaryNodes: canary,
      rulesetNodes: rulesets ? node : [],
      allRulesets: rulesets === 'all',
    });
    return migrationOf(plan, { report, notices });
  },
  isFile: isFileOfPaths,
};

/** A plan as something that can be written. */
function migrationOf(plan: MigrationPlan, { report, notices }: CheckedCluster): Migration {
  const current = plan.cluster.kubeProxyConfiguration ?? plan.cluster.distributionConfiguration;
  return {
    report,
    notices: [...notices, ...plan.notices, ...plan.rulesetNotice === undefined ? [] : [plan.rulesetNotice]],
    files: migrationFiles(plan),
    startWith: plan.paths.runbook,
    parts: [
      ...plan.behavior ? [{ id: 'behavior', kind: 'behavior' as const, title: 'Services', data: () => behaviorJson(plan.behavior!) }] : [],
      ...plan.decisions.length > 0 ? [{ id: 'settings', kind: 'settings' as const, title: 'Settings', data: () => toJson(plan.decisions) }] : [],
    ],
    packets: {
      kubernetesVersion: plan.version.minorText,
      modes: [plan.currentMode, 'nftables'],
      configurations: { [plan.currentMode]: current?.document, nftables: { ...plan.configuration } },
      nodeFacts: plan.cluster.nodeFacts,
    },
    ...plan.configMap && { kubeProxy: { configMap: plan.configMap, configuration: { ...plan.configuration } } },
    slow: { task: 'writing rulesets', folder: plan.paths.rulesets, total: plan.sample.nodes.length },
  };
}
