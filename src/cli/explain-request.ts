import { explainFlagsOf, ExplainFlags } from './explain-flags';
import { readCluster } from './read-input';
import { requestOf, rulesetOfCluster } from './ruleset-of-files';
import { writeText } from './script-output';
import { complain } from './terminal';
import { InputError, quoted } from '../base/errors';
import { countOf } from '../base/text/words';
import { GatewayApiContext } from '../check/goals/gateway-api/context';
import { requestModel } from '../check/goals/gateway-api/request-model';
import { Cluster } from '../cluster/cluster';
import { explainRequest, FindEndpoints } from '../dataplane/requests/explain/explain-request';
import { requestJson } from '../dataplane/requests/explain/json';
import { requestMermaid } from '../dataplane/requests/explain/mermaid';
import { routeRows } from '../dataplane/requests/explain/route-table';
import { routeTableJson, routeTableText } from '../dataplane/requests/explain/route-table-text';
import { serviceEndpoints } from '../dataplane/requests/explain/service-endpoints';
import { requestText } from '../dataplane/requests/explain/text';
import { ExplainedRequest } from '../dataplane/requests/explain/way';
import { AddressedRequest, readRequest } from '../dataplane/requests/read-request';
import { checkStandardInput } from '../input/read-files';
import { routesPage } from '../report/answer-pages';
import { htmlPage } from '../report/html';
import { RequestObjects } from '../report/requests';

/** Carries out `explain --request`. */
export function explainRequestOfFiles(files: readonly string[], flags: ExplainFlags): void {
  const addressed = readRequest(flags.request!, flags.header);
  const applied = flags.apply ?? [];
  checkStandardInput([...files, ...applied]);
  const cluster = readCluster(files, applied, flags);
  const context = new GatewayApiContext(cluster, flags);
  if (!flags.quiet) complainOfRefused(context);
  const findEndpoints = flags.node === undefined ? undefined : endpointsOf(files, flags, cluster);
  const explanation = explainRequest(addressed, requestModel(context), { from: flags.from, findEndpoints });
  if (explanation.ways.length === 0) throw new InputError(nothingText(addressed, flags));
  writeText(flags.output, RENDERERS[flags.format as Exclude<ExplainFlags['format'], 'html'>](explanation));
}

function nothingText({ request: { host } }: AddressedRequest, { from }: ExplainFlags): string {
  const inside = from === undefined ? '' : `, and ${quoted(host)} is neither a Service nor a pod of it`;
  return `the input has neither a Gateway nor an Ingress${inside}`;
}

/** Carries out `explain --all --goal gateway-api`. */
export function explainRoutesOfFiles(files: readonly string[], flags: ExplainFlags): void {
  const applied = flags.apply ?? [];
  checkStandardInput([...files, ...applied]);
  const objects = new RequestObjects();
  const cluster = readCluster(files, applied, flags, flags.format === 'html' ? objects.watch : undefined);
  const context = new GatewayApiContext(cluster, flags);
  if (!flags.quiet) complainOfRefused(context);
  const model = requestModel(context);
  if (!flags.quiet) for (const note of model.ingresses.flatMap(({ notes }) => notes)) complain('note', note);
  const all = routeRows(model);
  const rows = flags.namespace === undefined ? all : all.filter(({ namespace }) => namespace === flags.namespace);
  switch (flags.format) {
    case 'json': writeText(flags.output, routeTableJson(rows)); break;
    case 'html': writeText(flags.output, htmlPage(routesPage(routeTableJson(rows), objects.data(context)))); break;
    default: writeText(flags.output, routeTableText(rows));
  }
}

/** Objects that the API server does not take decide nothing. */
export function complainOfRefused({ problems }: GatewayApiContext): void {
  if (problems.size === 0) return;
  const which = `${countOf(problems.size, 'object')} of Gateway API ${problems.size === 1 ? 'is' : 'are'}`;
  complain('note', `${which} refused by the API server, and left out; check --goal gateway-api shows why`);
}

const RENDERERS: Readonly<Record<Exclude<ExplainFlags['format'], 'html'>, (explanation: ExplainedRequest) => string>> = {
  text: requestText, json: requestJson, mermaid: requestMermaid,
};

function endpointsOf(files: readonly string[], flags: ExplainFlags, cluster: Cluster): FindEndpoints {
  const ofNode = explainFlagsOf(flags);
  return serviceEndpoints(rulesetOfCluster(cluster, requestOf(files, ofNode), ofNode), flags.from);
}
