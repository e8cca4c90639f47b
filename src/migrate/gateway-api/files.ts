import { MigrationFile, textFile } from '../step';
import { yamlText } from '../yaml-text';
import { reportJson } from './pages/report-json';
import { reportPage } from './pages/report-page';
import { routeTablePage } from './pages/route-table';
import { runbookPage } from './pages/runbook';
import { ConversionResult } from './result';

/** The files of a conversion. */
export const PATHS = {
  report: 'report.md',
  reportJson: 'report.json',
  routeTable: 'route-table.md',
  runbook: 'RUNBOOK.md',
  gateway: 'operator/gateway.yaml',
  grants: 'operator/reference-grants.yaml',
  gatewayPolicies: 'policies/gateway.yaml',
};

const OWN = /^(?:apps\/[^/]+\/routes|policies\/[^/]+)\.yaml$/;

/** Whether a path is that of a file which such a conversion writes. */
export function isConversionFile(path: string): boolean {
  return Object.values(PATHS).includes(path) || OWN.test(path);
}

export function* conversionFiles(result: ConversionResult): Generator<MigrationFile> {
  const { objects, context } = result;
  yield textFile(PATHS.runbook, runbookPage(result));
  yield textFile(PATHS.report, reportPage(result));
  yield { path: PATHS.reportJson, content: reportJson(result) };
  yield textFile(PATHS.routeTable, routeTablePage(result));
  const { gateway, hasGateway } = context.target;
  if (!hasGateway && objects.gateways.length > 0) {
    yield { path: PATHS.gateway, content: yamlText({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: gateway.namespace } }, ...objects.gateways) };
  }
  if (objects.grants.length > 0) yield { path: PATHS.grants, content: yamlText(...objects.grants) };
  for (const [namespace, own] of byNamespace([...objects.routes.map(({ object }) => object), ...objects.tlsRoutes, ...objects.backendPolicies])) {
    yield { path: `apps/${namespace}/routes.yaml`, content: yamlText(...own) };
  }
  for (const [namespace, own] of byNamespace(objects.ownPolicies)) yield { path: `policies/${namespace}.yaml`, content: yamlText(...own) };
}

function byNamespace(objects: readonly any[]): [string, any[]][] {
  const groups = new Map<string, any[]>();
  for (const object of objects) groups.set(object.metadata.namespace, [...groups.get(object.metadata.namespace) ?? [], object]);
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}
