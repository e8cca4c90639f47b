import { BackendEndpoint, ExplainedBackend, ExplainedRequest, RequestWay, StepKind, WayStep } from './way';
import { plain } from '../../../base/plain';
import { percent, table } from '../../explain/phrases';
import { AddressedRequest } from '../read-request';
import { failureText, PORT_OF, RequestAnswer, uriOf } from '../request';

const LABELS: Readonly<Record<StepKind, string>> = {
  listener: 'Listener',
  route: 'Route',
  rule: 'Rule',
  filter: 'Filter',
  server: 'Server',
  location: 'Location',
  ingress: 'Ingress',
  canary: 'Canary',
  forwarded: 'Forwarded',
  setting: 'Setting',
  source: 'Source',
  ztunnel: 'ztunnel',
  waypoint: 'Waypoint',
  policy: 'Policy',
  network: 'Network',
  pod: 'Pod',
};

const WIDTH = 'Forwarded  '.length;
const fact = (label: string, text: string): string => `  ${label.padEnd(WIDTH)}${text}`;

/** The explanation for people: the answer of each way first, then who decided it. */
export function requestText(explanation: ExplainedRequest): string {
  const { ways, others, notes } = explanation;
  const lines = [
    ...requestLines(explanation),
    ...ways.flatMap(way => ['', ...wayLines(way)]),
    ...others.length === 0 ? [] : ['', `Nothing for the host: ${others.join(', ')}.`],
    ...notes.flatMap((note, i) => [...i === 0 ? [''] : [], `Note: ${note}.`]),
  ];
  return `${lines.map(line => plain(line).trimEnd()).join('\n')}\n`;
}

/** `GET https://app.example.com/cart` */
export function requestLine({ request, port }: AddressedRequest): string {
  const { method, scheme, host } = request;
  return `${method} ${scheme}://${host}${port === PORT_OF[scheme] ? '' : `:${port}`}${uriOf(request)}`;
}

function requestLines(explanation: AddressedRequest): string[] {
  return [requestLine(explanation), ...[...explanation.request.headers].map(([name, value]) => `${name}: ${value}`)];
}

/** The answer in one line. */
export function answerText(answer: RequestAnswer): string {
  switch (answer.kind) {
    case 'backends': return answer.backends.map(share => shareText(share, answer.backends.length)).join(', ');
    case 'redirect': return `${answer.status}, to ${answer.location}`;
    case 'response': return `${answer.status}: ${answer.why}`;
    case 'refused': return `refused: ${answer.why}`;
    case 'undetermined': return `undetermined: ${answer.why}${answer.possible.length === 0 ? '' : `; either ${answer.possible.map(answerText).join(', or ')}`}`;
  }
}

function shareText({ backend, pod, share, why = 'no backend can be used', ...failure }: ExplainedBackend, count: number): string {
  const failed = failureText(failure);
  const what = failed === undefined ? backendName({ backend, pod }) : `${failed}, as ${why}`;
  return count === 1 ? what : `${percent(share)} ${what}`;
}

function backendName({ backend, pod }: Pick<ExplainedBackend, 'backend' | 'pod'>): string {
  return backend === undefined ? `pod ${pod}` : `Service ${backend}`;
}

function wayLines({ through, answer, steps, backends, notes }: RequestWay): string[] {
  const protections = 'protections' in answer && answer.protections.length > 0 ? [fact('Protected', `by ${answer.protections.join(', ')}`)] : [];
  return [
    `Through ${through}: ${answerText(answer)}`,
    '',
    ...steps.flatMap((step, i) => stepLines(step, steps[i - 1] as WayStep | undefined)),
    ...protections,
    ...backends.flatMap((backend, i) => [...i === 0 ? ['  Backends'] : [], ...backendLines(backend)]),
    ...notes.map(note => `  Note: ${note}.`),
  ];
}

/** The label of several steps of a kind is there once. */
function stepLines({ kind, text, source, reasons = [] }: WayStep, before: WayStep | undefined): string[] {
  return [
    fact(before?.kind === kind ? '' : LABELS[kind], `${text}${source === undefined ? '' : ` (${source.toString()})`}`),
    ...reasons.map(reason => fact('', `  ${reason}`)),
  ];
}

function backendLines({ backend, pod, share, why, endpoints = [], note, ...failure }: ExplainedBackend): string[] {
  const failed = failureText(failure);
  return [
    `  ${percent(share).padStart(8)}  ${failed === undefined ? backendName({ backend, pod }) : `${failed}${why === undefined ? '' : `: ${why}`}`}`,
    ...endpoints.length === 0 ? [] : table(endpoints.map(endpointCells)).map(line => `              ${line}`),
    ...note === undefined ? [] : [`              ${note}`],
  ];
}

function endpointCells({ address, share, pod, node }: BackendEndpoint): string[] {
  return [percent(share).padStart(6), address, pod === undefined ? '' : `pod ${pod}`, node ?? ''];
}
