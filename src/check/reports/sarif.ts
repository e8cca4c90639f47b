import { createHash } from 'node:crypto';
import { fileUri } from './file-path';
import { confidenceNotes, needsNodeCheck, Report, RULES_PAGE, sorted, TOOL_NAME } from './report';
import { plain, toJson } from '../../base/plain';
import { proseWithCommands } from '../../base/text/markdown';
import { Finding, FindingObject, FindingSeverity } from '../findings/finding';
import { describeFindingObject } from '../findings/finding-object';
import { RuleDescription } from '../findings/rule';
import { WaivedFinding } from '../findings/waived-finding';

/* SARIF 2.1.0: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html, by its sections. */

const LEVELS: Readonly<Record<FindingSeverity, string>> = {
  [FindingSeverity.BLOCKER]: 'error',
  [FindingSeverity.WARNING]: 'warning',
  [FindingSeverity.INFO]: 'note',
};

/**
 * For code scanning. There is a result for each object of a finding: locations of one result would have to be changed all
 * together (3.27.12), and a fingerprint of many objects would be another one as soon as one of them is mended.
 */
export function sarifReport(report: Report): string {
  const ruleIndexes = new Map(report.rules.map(({ id }, i) => [id, i]));
  const ordinal = counter();
  // Suppressions are given for all results or for none (3.27.23).
  const suppressions = (waived?: WaivedFinding) => report.waived.length === 0 ? {} : { suppressions: waived ? [suppression(waived)] : [] };
  const resultsOf = (finding: Finding, waived?: WaivedFinding) => (finding.objects.length > 0 ? finding.objects : [undefined]).map(object => ({
    ruleId: finding.ruleId,
    ruleIndex: ruleIndexes.get(finding.ruleId),
    level: LEVELS[finding.severity],
    message: { text: resultMessage(finding, object) },
    ...object && { locations: [location(object)] },
    partialFingerprints: { 'ruleAndObject/v1': fingerprint(finding, object, ordinal) },
    properties: { confidence: finding.confidence },
    ...suppressions(waived),
  }));
  return toJson({
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [{
      tool: {
        driver: {
          name: TOOL_NAME,
          version: report.toolVersion,
          informationUri: RULES_PAGE.replace(/\/blob\/.*/, ''),
          rules: report.rules.map(reportingDescriptor),
        },
      },
      invocations: [{ executionSuccessful: true }],
      results: [
        ...sorted(report).flatMap(finding => resultsOf(finding)),
        ...report.waived.flatMap(waived => resultsOf(waived.finding, waived)),
      ],
      properties: { goal: report.goal, targetVersion: report.targetVersion, ...report.facts },
    }],
  });
}

function reportingDescriptor(rule: RuleDescription): object {
  const references = rule.references.map(url => `- <${url}>`);
  return {
    id: rule.id,
    shortDescription: { text: messageText(rule.title) },
    fullDescription: { text: messageText(rule.description) },
    helpUri: `${RULES_PAGE}#${rule.id}`,
    help: {
      text: messageText([rule.remediation, ...rule.references].join('\n')),
      markdown: messageText([`**What to do:** ${proseWithCommands(rule.remediation)}`, '', 'References:', '', ...references].join('\n')),
    },
    defaultConfiguration: { level: LEVELS[rule.severity] },
    properties: { confidence: rule.confidence, precision: needsNodeCheck(rule) ? 'medium' : 'high', tags: ['kubernetes', 'kube-proxy', 'nftables'] },
  };
}

/** The first sentence has to do by itself where there is little space (3.11.3), so it begins with the object. */
function resultMessage(finding: Finding, object?: FindingObject): string {
  const detail = object?.detail === undefined ? '' : ` (${plain(object.detail)})`;
  const start = object ? `${plain(describeFindingObject(object))}${detail}: ` : '';
  const parts = [`${start}${plain(finding.message)}`, ...confidenceNotes(finding), `What to do: ${plain(finding.remediation)}`];
  return messageText(parts.join('\n'));
}

/** Braces are placeholders (3.11.5), and a bracket with a parenthesis behind it may be a link (3.11.6). */
export function messageText(text: string): string {
  return text.replace(/[{}]/g, '$&$&').replaceAll('](', '] (');
}

function location(object: FindingObject): object {
  const uri = object.file === undefined ? undefined : fileUri(object.file);
  return {
    ...uri !== undefined && {
      physicalLocation: { artifactLocation: { uri }, ...object.line !== undefined && { region: { startLine: object.line } } },
    },
    logicalLocations: [{ name: plain(object.name), fullyQualifiedName: plain(describeFindingObject(object)), kind: 'resource' }],
  };
}

/** An annotation is of the manifest itself, as a comment in a source would be (3.35.2). */
function suppression({ reason, expires }: WaivedFinding): object {
  return expires === undefined ? { kind: 'inSource', justification: plain(reason) } : { kind: 'external', justification: `${plain(reason)} (until ${expires})` };
}

/** The same for the same object however the input is cut into files, and whatever the wording is. */
function fingerprint({ ruleId }: Finding, object: FindingObject | undefined, ordinal: (key: string) => number): string {
  const key = JSON.stringify(object ? [ruleId, object.kind, object.objectNamespace ?? '', object.name] : [ruleId]);
  return createHash('sha256').update(`${key} ${ordinal(key)}`).digest('hex');
}

/** How many times a text has been seen before: a rule may find several things about one object. */
function counter(): (text: string) => number {
  const seen = new Map<string, number>();
  return text => {
    const before = seen.get(text) ?? 0;
    seen.set(text, before + 1);
    return before;
  };
}
