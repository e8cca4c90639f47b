import { Report, sorted, summaryOf, TOOL_NAME } from './report';
import { toJson } from '../../base/plain';
import { Finding } from '../findings/finding';

/** Raised when a field goes away or changes its meaning; new fields don't raise it. */
const FORMAT_VERSION = 1;

/** For programs: all there is. docs/findings.md describes the fields. */
export function jsonReport(report: Report): string {
  return toJson({
    version: FORMAT_VERSION,
    tool: { name: TOOL_NAME, version: report.toolVersion },
    goal: report.goal,
    targetVersion: report.targetVersion,
    ...report.facts,
    cluster: report.size,
    summary: summaryFields(report),
    findings: sorted(report).map(findingFields),
    ...report.solved.length > 0 && { solved: report.solved.map(({ finding, by }) => ({ ...findingFields(finding), by })) },
    waived: report.waived.map(({ finding, ...waiver }) => ({ ...findingFields(finding), waiver })),
  });
}

/** What is solved is counted where there is any. */
function summaryFields(report: Report): object {
  const { solved, ...summary } = summaryOf(report);
  return { ...summary, ...solved > 0 && { solved } };
}

/** Here a namespace is called as in every Kubernetes object; in the library that word is no name in all languages. */
function findingFields(finding: Finding): object {
  const objects = finding.objects.map(({ kind, objectNamespace, name, ...rest }) =>
    ({ kind, ...objectNamespace !== undefined && { namespace: objectNamespace }, name, ...rest }));
  return { ...finding, objects };
}
