import { codeSpan, escapeMarkdown } from '../../../base/text/markdown';
import { Finding, FindingObject, FindingSeverity } from '../../../check/findings/finding';
import { describeFindingObject } from '../../../check/findings/finding-object';
import { WaivedFinding } from '../../../check/findings/waived-finding';
import { MigrationAction } from '../../../programs/kube-proxy/migration-decision';
import { paragraphs } from '../../markdown';
import { hasOwnRollout, PlannedWay } from '../distribution/planned-way';
import { MigrationPlan } from '../plan';

/** What the folder is for, what is in the way, and what will be different. */
export function summarySection(plan: MigrationPlan): string[] {
  const { behavior, currentMode, version, findings, waived, decisions, steps, paths, way } = plan;
  const solved = findings.filter(({ ruleId }) => steps.some(({ solves }) => solves.has(ruleId)));
  const open = (severity: FindingSeverity) => findings.filter(finding => finding.severity === severity && !solved.includes(finding));
  const unknown = decisions.filter(({ action }) => action === MigrationAction.UNKNOWN);
  return [
    `# kube-proxy: from ${currentMode} to nftables mode`,
    '',
    ...paragraphs(
      `Made for kube-proxy ${version.full ?? version.minorText} from the objects of this cluster. Run the commands in this folder, one step after the other.`,
      ...way && !way.changesConfigMap ? [wayNote(way)] : [],
      ...way ? [cautions(way)] : [],
      ...findingList('Blockers: do not start before these are solved', open(FindingSeverity.BLOCKER), 'The objects show no blockers that the steps below do not solve.'),
      way && hasOwnRollout(way) ? [] : stayingNodes(plan),
      ...findingList('Solved by the steps below', [...solved, ...plan.solved.map(({ finding }) => finding)]),
      ...findingList('Warnings: know these', open(FindingSeverity.WARNING), 'The objects give no warnings.'),
      waivedList(waived),
      `All findings, with what to do about each: [${paths.findings}](${paths.findings}).`
      + (decisions.length > 0 ? ` What became of each setting: [${paths.decisions}](${paths.decisions}).` : '')
      + (behavior ? ` What clients notice, Service by Service: [${paths.behavior}](${paths.behavior}).` : ''),
      unknown.length > 0
        ? `**kube-proxy does not know these fields, and the new configuration does not have them:** ${unknown.map(({ field }) => codeSpan(field)).join(', ')}.` : [],
    ),
  ];
}

/** Where the mode is set. */
function wayNote({ name, distribution: { place, since, reference } }: PlannedWay): string {
  return `**The cluster is one of ${escapeMarkdown(name)}.** It sets the mode itself, so this folder changes its setting, and not kube-proxy's ConfigMap: ${place}`
    + `${since === undefined ? '' : ` (nftables from ${since})`}. See <${reference}>.`;
}

function cautions({ change: { warnings = [], cautions: all = [], lost = [] } }: PlannedWay): string[] {
  const lines = [...warnings, ...all, ...lost.map(({ field, reason }) => `${codeSpan(field)} cannot be carried over: ${reason}.`)];
  return lines.length === 0 ? [] : ['**Know this before you begin**', '', ...lines.map(line => `- ${line}`)];
}

/** A line for each rule, with the objects of all of its findings. */
function findingList(heading: string, findings: readonly Finding[], none?: string): (string | string[])[] {
  if (findings.length === 0) return none === undefined ? [] : [none];
  const byRule = new Map<string, Finding[]>();
  for (const finding of findings) byRule.set(finding.ruleId, [...byRule.get(finding.ruleId) ?? [], finding]);
  return [`**${heading}**`, [...byRule].map(([ruleId, ofRule]) => `- ${ofRule[0].title} (${codeSpan(ruleId)})${objectList(ofRule.flatMap(({ objects }) => objects))}`)];
}

function objectList(objects: readonly FindingObject[]): string {
  const MOST = 3;
  const names = [...new Set(objects.map(describeFindingObject))].map(escapeMarkdown);
  if (names.length === 0) return '';
  return `: ${names.slice(0, MOST).join(', ')}${names.length > MOST ? ` and ${names.length - MOST} more` : ''}`;
}

/** What is accepted is not a step of the runbook, but whoever runs it has to know. */
function waivedList(waived: readonly WaivedFinding[]): string[] {
  if (waived.length === 0) return [];
  return ['**Waived**', '', ...waived.map(({ finding, reason, expires }) =>
    `- ${finding.title} (${codeSpan(finding.ruleId)})${objectList(finding.objects)}. ${escapeMarkdown(reason.replace(/\s+/g, ' '))}${expires === undefined ? '' : ` Until ${expires}.`}`)];
}

/** Modes may differ from node to node, so that a node which can't change need not keep the others from it. */
function stayingNodes({ blockedNodes, hasCanary }: MigrationPlan): string[] {
  const MOST = 5;
  const names = [...blockedNodes.keys()].map(escapeMarkdown);
  if (names.length === 0) return [];
  const some = `${names.slice(0, MOST).join(', ')}${names.length > MOST ? ', …' : ''}`;
  return [`A node that cannot be made ready (${some}) can keep its mode: go through step 2 with all other nodes${hasCanary ? ', as the end of step 3 describes' : ''}, and skip step 3, which changes every node.`];
}
