import { PATHS } from './paths';
import { CiliumPlan } from './plan';
import { Finding, FindingObject } from '../../check/findings/finding';
import { compareFindings } from '../../check/findings/rule';
import { SolvedFinding } from '../../check/findings/solved';
import { CheckedCluster, checkCluster } from '../../check/reports/check-cluster';
import { ADDRESS_OF_CILIUM } from '../../check/rules/cilium/cilium-migration-calico';
import { MASQUERADES } from '../../check/rules/cilium/cilium-migration-cluster-cidr';
import { Cluster } from '../../cluster/cluster';
import { MigrationAnswers } from '../goals/question';

const SERVICE_BEHAVIOR = 'cilium-service-behavior';

/** What the runbook takes care of at the end, or is about both plugins side by side. */
const NOT_OF_THE_END = /^cilium-(?:migration-|kube-proxy-remains$)/;

/** What steps of the runbook solve, by the messages of findings. */
const SOLVED_BY: Readonly<Record<string, string>> = {
  [ADDRESS_OF_CILIUM]: 'step 1 of RUNBOOK.md',
  [MASQUERADES]: 'step 1 of RUNBOOK.md',
};

/** The check of the values of the way, and of those for the end where these have more. */
export function reportOf(cluster: Cluster, plan: CiliumPlan, answers: MigrationAnswers): CheckedCluster {
  const { migration, final } = plan.values;
  cluster.cilium.planValues(final, PATHS.finalValues);
  // What becomes of Services has a page of its own.
  const end = checkCluster(cluster, { ...answers, excludeRules: [SERVICE_BEHAVIOR] });
  cluster.cilium.planValues(migration, PATHS.values);
  const way = checkCluster(cluster, answers);
  const known = new Set([...way.report.findings, ...way.report.waived.map(({ finding }) => finding)].flatMap(keysOf));
  const isNew = (finding: Finding): Finding[] => {
    if (NOT_OF_THE_END.test(finding.ruleId)) return [];
    const objects = finding.objects.filter(object => !known.has(keyOf(finding, object)));
    return objects.length > 0 || finding.objects.length === 0 && !known.has(keyOf(finding)) ? [{ ...finding, objects }] : [];
  };
  const all = [...way.report.findings, ...end.report.findings.flatMap(isNew)].sort(compareFindings);
  const solved = all.flatMap((finding): SolvedFinding[] =>
    Object.hasOwn(SOLVED_BY, finding.message) ? [{ finding, by: SOLVED_BY[finding.message] }] : []);
  const waived = end.report.waived.flatMap(each => isNew(each.finding).map(finding => ({ ...each, finding })));
  return {
    report: {
      ...way.report,
      findings: all.filter(finding => !Object.hasOwn(SOLVED_BY, finding.message)),
      waived: [...way.report.waived, ...waived],
      solved: [...way.report.solved, ...solved],
    },
    // A waiver that only one of the two has something for does match.
    notices: way.notices.filter(notice => end.notices.includes(notice) || notice.includes(SERVICE_BEHAVIOR)),
  };
}

function keysOf(finding: Finding): string[] {
  return finding.objects.length === 0 ? [keyOf(finding)] : finding.objects.map(object => keyOf(finding, object));
}

/** The values of both have names of their own, and may have the same problem. */
function keyOf({ ruleId, message }: Finding, object?: FindingObject): string {
  const { kind, objectNamespace = '', name, detail = '' } = object ?? { kind: '', name: '' };
  return JSON.stringify([ruleId, message, kind, objectNamespace, kind === 'Values' ? '' : name, detail]);
}
