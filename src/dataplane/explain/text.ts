import { ExplanationView } from './explanation-view';
import { hostPort, percent, table } from './phrases';
import { MASQUERADE_TEXTS } from './verdict';
import { ExplainedEndpoint, ExplainedStep, PacketVerdict, SourceClass } from './vocabulary';
import { shortRule } from './way';
import { plain } from '../../base/plain';
import { countOf, listOf } from '../../base/text/words';

/** The explanation for people: the answer, what was asked, and the way of the packet. */
export function explanationText(explanation: ExplanationView): string {
  const lines = [
    headline(explanation),
    '',
    ...facts(explanation),
    ...endpointLines(explanation),
    '',
    ...wayLines(explanation),
    ...explanation.notes.flatMap((note, i) => [...i === 0 ? [''] : [], `Note: ${note}.`]),
  ];
  return `${lines.map(line => plain(line).trimEnd()).join('\n')}\n`;
}

/** The answer in one line. */
export function headline(explanation: ExplanationView): string {
  const { verdict, reason } = explanation;
  switch (verdict) {
    case PacketVerdict.DELIVERED: return `Delivered to ${countOf(explanation.endpoints.length, 'endpoint')}, ${masqueradeSummary(explanation)}.`;
    case PacketVerdict.REJECTED: return `Rejected: ${reason}. The client sees a refused connection.`;
    case PacketVerdict.DROPPED: return `Dropped: ${reason}. The client runs into a timeout.`;
    case PacketVerdict.NOT_A_SERVICE: return `Not a Service: no rule of kube-proxy gives the packet another destination; ${reason}${explanation.isMasqueraded ? ', masqueraded' : ''}.`;
    case PacketVerdict.MIXED: return `It depends on the endpoint: ${shares(explanation)}.`;
  }
}

function masqueradeSummary({ endpoints, isMasqueraded }: ExplanationView): string {
  const masqueraded = endpoints.filter(endpoint => endpoint.isMasqueraded).length;
  if (masqueraded === 0) return 'not masqueraded';
  return isMasqueraded ? 'masqueraded' : `masqueraded for ${masqueraded} of them`;
}

function shares({ endpoints, reason }: ExplanationView): string {
  const total = new Map<PacketVerdict, number>();
  for (const { verdict, probability } of endpoints) total.set(verdict, (total.get(verdict) ?? 0) + probability);
  const parts = [...total].map(([verdict, probability]) => `${verdict} with ${percent(probability)}`);
  return `${parts.join(', ')}${reason === undefined ? '' : ` (${reason})`}`;
}

const LABEL_WIDTH = 'Session affinity  '.length;

function fact(label: string, text: string): string {
  return `${label.padEnd(LABEL_WIDTH)}${text}`;
}

function facts(explanation: ExplanationView): string[] {
  const { sourceAddress, destinationAddress, destinationPort, protocol, nodeName, kubernetesVersion, _descriptions: descriptions } = explanation;
  const to = `${hostPort(explanation, destinationAddress, destinationPort)}/${protocol}`;
  return [
    fact('From', `${sourceAddress}, ${descriptions.source}`),
    fact('To', `${to}, ${descriptions.destination ?? 'no address and port of a Service'}`),
    fact('Rules of', `node ${nodeName}, kube-proxy ${kubernetesVersion}`),
    ...masqueradeFact(explanation),
    ...affinityFact(explanation),
  ];
}

function masqueradeFact({ _outcomes: outcomes, endpoints, masqueradeReason, isMasqueraded, sourceClass }: ExplanationView): string[] {
  if (outcomes.every(({ verdict }) => verdict !== 'accept')) return [];
  if (masqueradeReason === undefined) return [fact('Masqueraded', 'no: the endpoint sees the source address as it is')].filter(() => endpoints.length > 0);
  const some = isMasqueraded ? 'yes' : 'for some endpoints';
  const becomes = sourceClass === SourceClass.NODE ? 'the source becomes the address of the interface by which it leaves' : 'the source becomes the node\'s address on the way out';
  return [fact('Masqueraded', `${some}: ${MASQUERADE_TEXTS[masqueradeReason]}`), fact('', becomes)];
}

function affinityFact({ affinityTimeoutSeconds }: ExplanationView): string[] {
  if (affinityTimeoutSeconds === undefined) return [];
  return [fact('Session affinity', `a client stays with its endpoint for ${affinityTimeoutSeconds} s after its last connection; shares are those of its first one`)];
}

function endpointLines(explanation: ExplanationView): string[] {
  const { endpoints, nodeName, verdict } = explanation;
  if (endpoints.length === 0) return [];
  const isMixed = endpoints.some(endpoint => endpoint.isMasqueraded !== endpoints[0].isMasqueraded);
  const cells = endpoints.map(endpoint => [
    percent(endpoint.probability).padStart(6),
    hostPort(explanation, endpoint.address, endpoint.port),
    endpoint.podName === undefined ? '' : `pod ${endpoint.podName}`,
    endpoint.nodeName === undefined ? '' : endpoint.nodeName === nodeName ? `${endpoint.nodeName} (this node)` : endpoint.nodeName,
    ...verdict === PacketVerdict.MIXED ? [endpoint.verdict] : [],
    ...isMixed ? [masqueradeCell(endpoint)] : [],
  ]);
  return ['', 'Endpoints', ...table(cells).map(line => `  ${line}`)];
}

function masqueradeCell({ masqueradeReason, isMasqueraded }: ExplainedEndpoint): string {
  return isMasqueraded ? `masqueraded: ${masqueradeReason === undefined ? '' : MASQUERADE_TEXTS[masqueradeReason]}` : 'not masqueraded';
}

function wayLines({ steps, branches }: ExplanationView): string[] {
  if (steps.length === 0 && branches.length === 0) return ['The way: no rule of kube-proxy matches.'];
  const lines = ['The way: rules that match, in their order', ...stepLines(steps)];
  for (const { endpoints, steps: rest } of branches) {
    const ownChains = endpoints.length > 1 && rest.some(({ chain }) => chain.startsWith('endpoint-'));
    const which = ownChains ? ' (each has a chain of its own: shown is that of the first)' : '';
    lines.push('', `  for ${listOf(endpoints)}${which}`, ...rest.length === 0 ? ['    no more rules match'] : stepLines(rest));
  }
  return lines;
}

/** Rules with the hook above them, where it changes; what a rule has done stands behind an arrow. */
function stepLines(steps: readonly ExplainedStep[]): string[] {
  let before = '';
  return steps.flatMap(({ hook, baseChain, chain, ruleIndex, rule, comment, result }) => {
    const place = `${hook}, ${baseChain}`;
    const heading = place === before ? [] : [`  ${place}`];
    before = place;
    const explained = [...comment === undefined ? [] : [`"${comment}"`], ...result === undefined || rule === result ? [] : [`→ ${result}`]];
    return [...heading, `    ${chain}[${ruleIndex}]  ${shortRule(rule)}`, ...explained.map(text => `        ${text}`)];
  });
}
