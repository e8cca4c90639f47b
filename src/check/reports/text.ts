import { styleText } from 'node:util';
import { findingText } from './finding-text';
import { Report, ReportOptions, sorted, summaryLine } from './report';
import { indented, plain } from '../../base/plain';
import { FindingSeverity } from '../findings/finding';

type Style = Parameters<typeof styleText>[0];

const COLOURS: Readonly<Record<FindingSeverity, Style>> = {
  [FindingSeverity.BLOCKER]: ['bold', 'red'],
  [FindingSeverity.WARNING]: ['bold', 'yellow'],
  [FindingSeverity.INFO]: ['bold', 'cyan'],
};

/** Newer versions of Node.js look at standard output before they style; older ones take no options, and always do. */
const style = styleText as (format: Style, text: string, options?: object) => string;

/** For people: a block for each finding, most severe first, and a line that sums up. */
export function textReport(report: Report, { colour = false, width = 100, all }: ReportOptions = {}): string {
  const INDENT = '  ';
  const blocks = sorted(report).map(finding => {
    const word = colour ? style(COLOURS[finding.severity], finding.severity, { validateStream: false }) : finding.severity;
    const heading = `${word} ${plain(finding.ruleId)}: ${plain(finding.title)}`;
    return [heading, ...indented(findingText(finding, { width: width - INDENT.length, all }), INDENT), ''];
  });
  return [...blocks.flat(), summaryLine(report), ''].join('\n');
}
