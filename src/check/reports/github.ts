import { filePath } from './file-path';
import { findingText } from './finding-text';
import { Report, ReportOptions, sorted, summaryLine } from './report';
import { plain } from '../../base/plain';
import { Finding, FindingSeverity } from '../findings/finding';

const COMMANDS: Readonly<Record<FindingSeverity, string>> = {
  [FindingSeverity.BLOCKER]: 'error',
  [FindingSeverity.WARNING]: 'warning',
  [FindingSeverity.INFO]: 'notice',
};

/**
 * For the log of a GitHub Actions job: annotations, at the first object that was read from a file. One a finding and not one an
 * object, since GitHub shows no more than 10 of a kind in a step.
 */
export function githubReport(report: Report, { all }: ReportOptions = {}): string {
  return [...sorted(report).map(finding => command(finding, all)), summaryLine(report), ''].join('\n');
}

/** A workflow command, as github.com/actions/toolkit `packages/core/src/command.ts` writes them. */
function command(finding: Finding, all?: boolean): string {
  const places = finding.objects.map(({ file, line }) => ({ file: file === undefined ? undefined : filePath(file), line }));
  const place = places.find(({ file }) => file !== undefined);
  const properties = { ...place, title: `${finding.ruleId}: ${finding.title}` };
  const list = Object.entries(properties).flatMap(([name, value]) => value === undefined ? [] : [`${name}=${escapeProperty(plain(String(value)))}`]);
  const message = findingText(finding, { width: Infinity, all }).join('\n');
  return `::${COMMANDS[finding.severity]} ${list.join(',')}::${escapeData(message)}`;
}

function escapeData(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}
