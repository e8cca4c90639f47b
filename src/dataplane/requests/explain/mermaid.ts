import { answerText, requestLine } from './text';
import { ExplainedBackend, ExplainedRequest, RequestWay } from './way';
import { Flowchart, ROUND, SQUARE } from '../../explain/flowchart';
import { percent } from '../../explain/phrases';
import { failureText } from '../request';

/** More endpoints than this are drawn as one box. */
const MOST_ENDPOINTS = 12;

/** The ways of a request as a Mermaid flowchart: a box for each step, from the client to the backends and their endpoints. */
export function requestMermaid(explanation: ExplainedRequest): string {
  const chart = new Flowchart();
  const headers = [...explanation.request.headers].map(([name, value]) => `${name}: ${value}`);
  const start = chart.node([requestLine(explanation), ...headers], ROUND);
  for (const way of explanation.ways) addWay(chart, start, way);
  return chart.toString();
}

function addWay(chart: Flowchart, start: string, { through, answer, steps, backends }: RequestWay): void {
  chart.openGroup(through);
  let last = start;
  for (const { kind, text, reasons = [] } of steps) {
    const box = chart.node([text, ...reasons], SQUARE, kind === 'rule' || kind === 'location');
    chart.edge(last, box);
    last = box;
  }
  chart.closeGroup();
  if (backends.length === 0) chart.edge(last, chart.node([answerText(answer)], ROUND));
  for (const backend of backends) addBackend(chart, last, backend, backends.length);
}

function addBackend(
  chart: Flowchart, from: string, { backend, pod: asked, share, why, endpoints = [], ...failure }: ExplainedBackend, count: number,
): void {
  const failed = failureText(failure);
  const text = failed === undefined ? [backend === undefined ? `pod ${asked}` : `Service ${backend}`] : [failed, ...why === undefined ? [] : [why]];
  const box = chart.node(text, endpoints.length === 0 ? ROUND : SQUARE);
  chart.edge(from, box, count > 1 ? percent(share) : undefined);
  if (endpoints.length > MOST_ENDPOINTS) {
    chart.edge(box, chart.node([`${endpoints.length} endpoints`], ROUND));
    return;
  }
  for (const { address, share: part, pod, node } of endpoints) {
    const end = chart.node([address, ...pod === undefined ? [] : [`pod ${pod}`], ...node === undefined ? [] : [`node ${node}`]], ROUND);
    chart.edge(box, end, endpoints.length > 1 ? percent(part) : undefined);
  }
}
