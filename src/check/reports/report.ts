import { plain } from '../../base/plain';
import { countOf } from '../../base/text/words';
import { Finding, FindingConfidence, FindingObject, FindingSeverity } from '../findings/finding';
import { describeFindingObject } from '../findings/finding-object';
import { compareFindings, RuleDescription, SEVERITIES } from '../findings/rule';
import { SolvedFinding } from '../findings/solved';
import { WaivedFinding } from '../findings/waived-finding';

/** What a check has found, with what is to be known to write it down. */
export interface Report {
  readonly findings: readonly Finding[];
  readonly waived: readonly WaivedFinding[];
  /** What is about to be applied solves these, so they do not count. */
  readonly solved: readonly SolvedFinding[];
  /** All rules of the goal, by id. */
  readonly rules: readonly RuleDescription[];
  /** The ids of those that were applied. */
  readonly applied: ReadonlySet<string>;
  /** The id of the goal. */
  readonly goal: string;
  /** Where the cluster is to get: `kube-proxy 1.36 in nftables mode`. */
  readonly title: string;
  /** Where it comes from: `IPVS mode`. */
  readonly from: string;
  /** The same for programs, as fields of the goal's own: `mode: ipvs`. */
  readonly facts: Readonly<Record<string, string>>;
  /** The version of what the goal brings, as in `1.36`. */
  readonly targetVersion: string;
  /** How many objects of the kinds that matter most were read. */
  readonly size: { readonly nodes: number; readonly services: number };
  /** The version of this package. */
  readonly toolVersion: string;
}

/** How a report is written. Formats that programs read take none of it. */
export interface ReportOptions {
  /** Whether to color text. Default: false. */
  readonly color?: boolean;
  /** Characters a line, for text. Default: 100. */
  readonly width?: number;
  /** Whether to name all objects of a finding, and not only the first 10. Default: false. */
  readonly all?: boolean;
  /** Whether text is the header and a line for each finding alone. Default: false. */
  readonly brief?: boolean;
}

export const TOOL_NAME = 'cdk8s-nftables';

/** What describes the rules, by an anchor for each id. */
export const RULES_PAGE = 'https://github.com/cdk8s-nftables/cdk8s-nftables/blob/main/docs/rules.md';

/** What is said of findings that the objects alone cannot prove. */
const NODE_CHECK = 'Confirm on the node: the objects alone cannot prove this.';

export function needsNodeCheck({ confidence }: { readonly confidence: FindingConfidence }): boolean {
  return confidence === FindingConfidence.NEEDS_NODE_CHECK;
}

/** What is said of findings that the facts of nodes show. */
const FACTS_SHOW = 'Node facts show this.';

/** How sure a finding is, where that has to be said. */
export function confidenceNotes(finding: { readonly confidence: FindingConfidence }): string[] {
  if (needsNodeCheck(finding)) return [NODE_CHECK];
  return finding.confidence === FindingConfidence.NODE_FACTS ? [FACTS_SHOW] : [];
}

/** The findings, most severe first. */
export function sorted(report: Report): Finding[] {
  return [...report.findings].sort(compareFindings);
}

/** How many findings there are of each severity, and how many are waived or solved, as a whole or in part. */
export interface Summary {
  readonly blockers: number;
  readonly warnings: number;
  readonly infos: number;
  readonly waived: number;
  readonly solved: number;
}

export function summaryOf({ findings, waived, solved }: Report): Summary {
  const [blockers, warnings, infos] = SEVERITIES.map(severity => findings.filter(finding => finding.severity === severity).length);
  return { blockers, warnings, infos, waived: waived.length, solved: solved.length };
}

/** `2 blockers, 1 warning, 0 infos; 1 waived, 2 solved`, or that there is nothing. */
export function summaryLine(report: Report): string {
  const { blockers, warnings, infos, waived, solved } = summaryOf(report);
  const found = report.findings.length === 0
    ? `Nothing found that is in the way of ${report.title}`
    : [countOf(blockers, 'blocker'), countOf(warnings, 'warning'), countOf(infos, 'info')].join(', ');
  const besides = [...waived > 0 ? [`${waived} waived`] : [], ...solved > 0 ? [`${solved} solved`] : []];
  return [found, ...besides.length > 0 ? [besides.join(', ')] : []].join('; ');
}

/** `From IPVS mode to kube-proxy 1.36 in nftables mode: 4 nodes, 14 Services` */
export function headerLine({ from, title, size }: Report): string {
  const way = title.endsWith(from) ? `${title}, as now` : `From ${from} to ${title}`;
  return `${way}: ${countOf(size.nodes, 'node')}, ${countOf(size.services, 'Service')}`;
}

/** `Solved by ConfigMap kube-system/kube-proxy (new.yaml, line 3): masquerade-all (iptables.masqueradeAll …)` */
export function solvedLine({ ruleId, title }: Finding, by: string): string {
  return plain(`Solved by ${by}: ${ruleId} (${title})`);
}

/** Findings that stand one behind the other, in a list for each rule and severity. */
export function groupsOf(findings: readonly Finding[]): Finding[][] {
  const groups: Finding[][] = [];
  for (const finding of findings) {
    const last = groups.at(-1);
    if (last && last[0].ruleId === finding.ruleId && last[0].severity === finding.severity) last.push(finding);
    else groups.push([finding]);
  }
  return groups;
}

/** `blocker` with the `s` of a heading: `Blockers`. */
export function severityHeading(severity: FindingSeverity): string {
  return `${severity[0].toUpperCase()}${severity.slice(1)}s`;
}

/** `Service shop/cart: healthCheckNodePort 31234`. */
export function describeObject(object: FindingObject): string {
  return `${describeFindingObject(object)}${object.detail === undefined ? '' : `: ${object.detail}`}`;
}

/** `cluster.yaml:12`, which terminals make a link; undefined for what was read from no file. */
export function placeOf({ file, line }: FindingObject): string | undefined {
  return file === undefined ? undefined : `${file}${line === undefined ? '' : `:${line}`}`;
}

/** As many of a finding's objects as a person wants to see. */
export function shownObjects(objects: readonly FindingObject[], all = false): { readonly shown: readonly FindingObject[]; readonly hidden: number } {
  const MOST = 10;
  // A line that says "and 1 more" is no shorter than the object itself.
  const shown = all || objects.length <= MOST + 1 ? objects : objects.slice(0, MOST);
  return { shown, hidden: objects.length - shown.length };
}
