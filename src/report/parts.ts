import { FileRow, NodeRow } from './document';
import { PartContent } from './html';
import { FindingObject } from '../check/findings/finding';
import { SEVERITIES } from '../check/findings/rule';
import { jsonReport } from '../check/reports/json';
import { Report } from '../check/reports/report';
import { Cluster } from '../cluster/cluster';
import { Node } from '../cluster/served/node';

/** What a check has found. */
export function findingsPart(report: Report): PartContent {
  return { id: 'findings', kind: 'findings', title: 'Findings', data: jsonReport(report) };
}

/** Which nodes can change: those that no blocker is about, waived or not. */
export function nodesPart(cluster: Cluster, report: Report): PartContent {
  const about = new Map<string, NodeRow['findings'][number][]>();
  for (const { ruleId, severity, title, objects } of [...report.findings, ...report.waived.map(({ finding }) => finding)]) {
    for (const { name } of objects.filter(isNode)) {
      const own = about.get(name) ?? [];
      if (!own.some(finding => finding.ruleId === ruleId)) about.set(name, [...own, { ruleId, severity, title }]);
    }
  }
  const rows = [...cluster.nodes.values()].map((node): NodeRow => {
    const findings = about.get(node.name) ?? [];
    return { name: node.name, description: describe(node), isReady: findings.every(({ severity }) => severity !== SEVERITIES[0]), findings };
  });
  return { id: 'nodes', kind: 'nodes', title: 'Nodes', data: JSON.stringify(rows) };
}

/** The files of a folder that the page is in. */
export function filesPart(paths: readonly string[]): PartContent {
  return { id: 'files', kind: 'files', title: 'Files', data: JSON.stringify(paths.map((path): FileRow => ({ path }))) };
}

function isNode({ kind }: FindingObject): boolean {
  return kind === 'Node';
}

function describe({ operatingSystem, kernelVersion, osImage }: Node): string {
  return [operatingSystem, ...kernelVersion === '' ? [] : [`kernel ${kernelVersion}`], osImage].filter(text => text !== '').join(', ');
}
