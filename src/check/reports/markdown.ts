import {
  confidenceNotes, describeObject, headerLine, placeOf, Report, ReportOptions, RULES_PAGE, severityHeading, shownObjects, sorted, summaryLine,
} from './report';
import { code, escapeProse, proseWithCommands } from '../../base/text/markdown';
import { Finding, FindingObject } from '../findings/finding';
import { SEVERITIES } from '../findings/rule';
import { SolvedFinding } from '../findings/solved';
import { WaivedFinding } from '../findings/waived-finding';

/** For the summary of a job, or a comment to a pull request, as GitHub and GitLab show it. */
export function markdownReport(report: Report, { all }: ReportOptions = {}): string {
  const findings = sorted(report);
  const sections = SEVERITIES.flatMap(severity => {
    const ofSeverity = findings.filter(finding => finding.severity === severity);
    return ofSeverity.length === 0 ? [] : [`### ${severityHeading(severity)}`, '', ...findingTable(ofSeverity, all), '', ...details(ofSeverity), ''];
  });
  const waived = report.waived.length === 0 ? [] : ['### Waived', '', ...waivedTable(report.waived, all), ''];
  const solved = report.solved.length === 0 ? [] : ['### Solved', '', ...solvedTable(report.solved, all), ''];
  return [
    `## ${escapeProse(report.title)}`,
    '',
    `${escapeProse(headerLine(report))}.`,
    '',
    `${summaryLine(report)}.`,
    '',
    ...sections,
    ...waived,
    ...solved,
  ].join('\n');
}

function findingTable(findings: readonly Finding[], all?: boolean): string[] {
  const rows = findings.map(finding => [
    ruleLink(finding),
    [escapeProse(finding.message), ...confidenceNotes(finding)].join(' '),
    objectList(finding.objects, all),
  ]);
  return table(['Rule', 'Found', 'Objects'], rows);
}

function waivedTable(waived: readonly WaivedFinding[], all?: boolean): string[] {
  const rows = waived.map(({ finding, reason, expires }) =>
    [ruleLink(finding), objectList(finding.objects, all), escapeProse(reason), expires ?? 'the annotation is removed']);
  return table(['Rule', 'Objects', 'Reason', 'Until'], rows);
}

function solvedTable(solved: readonly SolvedFinding[], all?: boolean): string[] {
  return table(['Rule', 'Objects', 'By'], solved.map(({ finding, by }) => [ruleLink(finding), objectList(finding.objects, all), escapeProse(by)]));
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [heads, heads.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`);
}

const ruleLink = ({ ruleId }: Finding): string => `[${code(ruleId)}](${RULES_PAGE}#${encodeURIComponent(ruleId)})`;

function objectList(objects: readonly FindingObject[], all?: boolean): string {
  const { shown, hidden } = shownObjects(objects, all);
  const cells = shown.map(object => {
    const place = placeOf(object);
    return `${code(describeObject(object))}${place === undefined ? '' : ` in ${code(place)}`}`;
  });
  return [...cells, ...hidden > 0 ? [`and ${hidden} more`] : []].join('<br>');
}

/** What to do, folded away. A finding may differ from its rule in that, so it is here and not only on the page of rules. */
function details(findings: readonly Finding[]): string[] {
  const items = findings.map(finding => [
    `- ${code(finding.ruleId)}: ${escapeProse(finding.title)}. ${proseWithCommands(finding.remediation)}`,
    ...finding.references.map(url => `  - <${url}>`),
  ].join('\n'));
  // What a rule finds several times is mended the same way.
  return ['<details>', '<summary>What to do</summary>', '', ...new Set(items), '', '</details>'];
}
