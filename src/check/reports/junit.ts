import { findingText } from './finding-text';
import { Report, ReportOptions, solvedLine, sorted, TOOL_NAME } from './report';
import { plain } from '../../base/plain';
import { Finding, FindingSeverity } from '../findings/finding';
import { RuleDescription } from '../findings/rule';
import { SolvedFinding } from '../findings/solved';
import { describeWaiver, WaivedFinding } from '../findings/waived-finding';

const WIDTH = 100;

/**
 * For what shows test results: a test for each rule that was applied. Blockers and warnings make it fail; one whose findings are
 * all waived is skipped. A test has at most one failure, since that is what most readers of the format accept.
 */
export function junitReport(report: Report, options: ReportOptions = {}): string {
  const findings = sorted(report);
  const cases = report.rules.filter(({ id }) => report.applied.has(id)).map(rule => testCase(
    rule,
    findings.filter(({ ruleId }) => ruleId === rule.id),
    report.waived.filter(({ finding }) => finding.ruleId === rule.id),
    report.solved.filter(({ finding }) => finding.ruleId === rule.id),
    options,
  ));
  const count = (outcome: Outcome) => cases.filter(one => one.outcome === outcome).length;
  const counts = { tests: cases.length, failures: count('failed'), errors: 0, skipped: count('skipped') };
  const suite = { name: report.title, ...counts };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: TOOL_NAME, ...counts })}>`,
    `  <testsuite${attributes(suite)}>`,
    ...cases.flatMap(({ lines }) => lines),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

type Outcome = 'passed' | 'failed' | 'skipped';

interface TestCase {
  readonly outcome: Outcome;
  readonly lines: readonly string[];
}

function testCase(
  rule: RuleDescription, findings: readonly Finding[], waived: readonly WaivedFinding[], solved: readonly SolvedFinding[], { all }: ReportOptions,
): TestCase {
  const failures = findings.filter(({ severity }) => severity !== FindingSeverity.INFO);
  const infos = findings.filter(({ severity }) => severity === FindingSeverity.INFO);
  const outcome = failures.length > 0 ? 'failed' : findings.length === 0 && waived.length > 0 ? 'skipped' : 'passed';
  const text = (list: readonly Finding[]) => list.map(finding => findingText(finding, { width: WIDTH, all }).join('\n')).join('\n\n');
  const waivers = waived.map(one => `Waived ${plain(describeWaiver(one))}\n${findingText(one.finding, { width: WIDTH, all }).join('\n')}`);
  const output = [...infos.length > 0 ? [text(infos)] : [], ...waivers, ...solved.map(({ finding, by }) => solvedLine(finding, by))];
  const children = [
    ...outcome === 'failed' ? [element('failure', { message: plain(failures[0].message), type: failures[0].severity }, text(failures))] : [],
    ...outcome === 'skipped' ? [element('skipped', { message: skipReason(waived) })] : [],
    ...output.length > 0 ? [element('system-out', {}, output.join('\n\n'))] : [],
  ];
  const open = `    <testcase${attributes({ classname: `${TOOL_NAME}.${rule.id}`, name: rule.title })}`;
  return { outcome, lines: children.length === 0 ? [`${open}/>`] : [`${open}>`, ...children.map(child => `      ${child}`), '    </testcase>'] };
}

/** Each waiver is named once, however many findings it is for. */
function skipReason(waived: readonly WaivedFinding[]): string {
  return [...new Set(waived.map(one => `waived ${plain(describeWaiver(one))}`))].join('; ');
}

function element(name: string, values: Attributes, text?: string): string {
  return text === undefined ? `<${name}${attributes(values)}/>` : `<${name}${attributes(values)}>${escapeXml(text)}</${name}>`;
}

type Attributes = Readonly<Record<string, string | number>>;

function attributes(values: Attributes): string {
  return Object.entries(values).map(([name, value]) => ` ${name}="${escapeXml(String(value))}"`).join('');
}

/** What is in the text has to be plain: XML has no way to write most control characters, not even as references. */
function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
}
