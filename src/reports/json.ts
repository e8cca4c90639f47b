import { toJson } from './plain';
import { Report, sorted, summaryOf, TOOL_NAME } from './report';

/** Raised when a field goes away or changes its meaning; new fields don't raise it. */
const FORMAT_VERSION = 1;

/** For programs: all there is. docs/findings.md describes the fields. */
export function jsonReport(report: Report): string {
  return toJson({
    version: FORMAT_VERSION,
    tool: { name: TOOL_NAME, version: report.toolVersion },
    targetVersion: report.targetVersion,
    mode: report.mode,
    summary: summaryOf(report),
    findings: sorted(report),
    waived: report.waived.map(({ finding, waiver: { reason, expires } }) => ({ ...finding, waiver: { reason, expires } })),
  });
}
