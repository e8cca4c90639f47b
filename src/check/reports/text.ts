import { styleText } from 'node:util';
import { contentOf, Links, objectLines } from './finding-text';
import { distributionLine, groupsOf, headerLine, Report, ReportOptions, solvedLine, sorted, summaryLine } from './report';
import { indented, plain, wrap } from '../../base/plain';
import { listOf } from '../../base/text/words';
import { Finding, FindingSeverity } from '../findings/finding';
import { describeFindingObject } from '../findings/finding-object';
import { SEVERITIES } from '../findings/rule';

type Style = Parameters<typeof styleText>[0];

const COLORS: Readonly<Record<FindingSeverity, Style>> = {
  [FindingSeverity.BLOCKER]: ['bold', 'red'],
  [FindingSeverity.WARNING]: ['bold', 'yellow'],
  [FindingSeverity.INFO]: ['bold', 'cyan'],
};

/** Newer versions of Node.js look at standard output before they style; older ones take no options, and always do. */
const style = styleText as (format: Style, text: string, options?: object) => string;

/** A severity, or a text that stands for it, in its color. */
type Paint = (severity: FindingSeverity, text: string) => string;

const INDENT = '  ';
/** Below this nothing can be read, whatever the terminal says. */
const LEAST_WIDTH = 40;

/**
 * For people: a block for each rule, most severe first; at the end, where a terminal stops, a line for each finding, and the sum. Links
 * are listed once, by numbers.
 */
export function textReport(report: Report, { color = false, width = 100, all, brief }: ReportOptions = {}): string {
  const options = { width: Math.max(width, LEAST_WIDTH), all };
  const paint: Paint = (severity, text) => color ? style(COLORS[severity], text, { validateStream: false }) : text;
  return [
    ...wrap(headerLine(report), options.width),
    ...wrap(distributionLine(report) ?? '', options.width).filter(line => line !== ''),
    '',
    ...brief ? [] : details(report, paint, options),
    ...summary(report, paint, options),
    summaryLine(report),
    '',
  ].join('\n');
}

interface Widths {
  readonly width: number;
  readonly all?: boolean;
}

function details(report: Report, paint: Paint, { width, all }: Widths): string[] {
  const links = new Links();
  const blocks = groupsOf(sorted(report)).flatMap(findings => {
    const [{ severity, ruleId, title, references }] = findings;
    const content = contentOf(findings, { width: width - INDENT.length, all });
    return [`${paint(severity, severity)} ${plain(ruleId)}: ${plain(title)}`, ...indented([...content, ...links.line(references)], INDENT), ''];
  });
  const solved = report.solved.flatMap(({ finding, by }) => [
    ...wrap(solvedLine(finding, by), width), ...indented(objectLines(finding, all), INDENT), '',
  ]);
  return [...blocks, ...solved, ...links.list.length > 0 ? ['Links', ...links.list, ''] : []];
}

/** A line for each finding. */
function summary(report: Report, paint: Paint, { width }: Widths): string[] {
  const findings = sorted(report);
  if (findings.length === 0) return [];
  const longest = Math.max(...SEVERITIES.map(({ length }) => length));
  return [
    'Summary',
    ...findings.map(finding => {
      const text = `${plain(finding.ruleId)}: ${shortText(finding, findings)}`;
      return `${paint(finding.severity, finding.severity.padEnd(longest))} ${cut(text, width - longest - 1)}`;
    }),
    '',
  ];
}

/** The title says enough where a rule has one finding; several of them differ in their messages. */
function shortText(finding: Finding, findings: readonly Finding[]): string {
  const several = findings.filter(({ ruleId }) => ruleId === finding.ruleId).length > 1;
  // An object that several places of are meant is named once.
  const objects = listOf([...new Set(finding.objects.map(describeFindingObject).map(plain))], 2);
  return `${plain(several ? finding.message : finding.title)}${objects === '' ? '' : ` (${objects})`}`;
}

function cut(text: string, width: number): string {
  const letters = Array.from(text);
  return letters.length <= width ? text : `${letters.slice(0, width - 1).join('').trimEnd()}…`;
}
