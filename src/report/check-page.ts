import { PageContent } from './html';
import { findingsPart, nodesPart } from './parts';
import { distributionLine, headerLine, Report, summaryLine, TOOL_NAME } from '../check/reports/report';
import { Cluster } from '../cluster/cluster';

/** What a check has found, and which nodes are ready. */
export function checkPage(cluster: Cluster, report: Report): PageContent {
  return {
    ...headOf(report),
    parts: [findingsPart(report), ...cluster.nodes.size > 0 ? [nodesPart(cluster, report)] : []],
  };
}

/** The heading of a page about a report. */
export function headOf(report: Report): Pick<PageContent, 'title' | 'lead' | 'madeBy'> {
  const distribution = distributionLine(report);
  return {
    title: headerLine(report),
    lead: [`${summaryLine(report)}.`, ...distribution === undefined ? [] : [distribution]],
    madeBy: `${TOOL_NAME} ${report.toolVersion}`,
  };
}
