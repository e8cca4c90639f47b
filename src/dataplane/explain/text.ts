import { Answer } from './answer';
import { frontendText } from './destination';
import { hostPort, percent, table } from './phrases';
import { masqueradeText } from './verdict';
import { ExplainedEndpoint, ExplainedStep, ExplainedUnknown, PacketVerdict, SourceClass } from './vocabulary';
import { shortRule } from './way';
import { plain } from '../../base/plain';
import { countOf, listOf } from '../../base/text/words';

/** The explanation for people: the answer, what was asked, and the path of the packet. */
export function explanationText(answer: Answer): string {
  const lines = [
    headline(answer),
    '',
    ...facts(answer),
    ...endpointLines(answer),
    ...unknownLines(answer.unknowns),
    ...pathLines(answer),
    ...answer.notes.flatMap((note, i) => [...i === 0 ? [''] : [], `Note: ${note}.`]),
  ];
  return `${lines.map(line => plain(line).trimEnd()).join('\n')}\n`;
}

/** The answer in one line. */
export function headline(answer: Answer): string {
  return HEADLINES[answer.verdict](answer);
}

const HEADLINES: Readonly<Record<PacketVerdict, (answer: Answer) => string>> = {
  [PacketVerdict.DELIVERED]: answer => `Delivered to ${countOf(answer.endpoints.length, 'endpoint')}, ${masqueradeSummary(answer)}.`,
  [PacketVerdict.REJECTED]: ({ reason }) => `Rejected: ${reason}. The client's connection is refused.`,
  [PacketVerdict.DROPPED]: ({ reason }) => `Dropped: ${reason}. The client times out.`,
  [PacketVerdict.LOST]: ({ reason }) => `Lost: ${reason}. The client times out.`,
  [PacketVerdict.HOST]: answer => `Not for a Service${alsoMasqueraded(answer)}: ${answer.reason}.`,
  [PacketVerdict.PASSED]: answer => `Not for a Service${alsoMasqueraded(answer)}: ${answer.reason}.`,
  [PacketVerdict.HEALTH_CHECK]: ({ reason }) => `Answered by kube-proxy's health check server${reason === undefined ? '' : `: ${reason}`}.`,
  [PacketVerdict.MIXED]: answer => `It depends on the endpoint: ${shares(answer)}.`,
};

function alsoMasqueraded({ isMasqueraded }: Answer): string {
  return isMasqueraded ? ', but masqueraded' : '';
}

function masqueradeSummary({ endpoints, isMasqueraded }: Answer): string {
  const masqueraded = endpoints.filter(endpoint => endpoint.isMasqueraded).length;
  if (masqueraded === 0) return 'not masqueraded';
  return isMasqueraded ? 'masqueraded' : `masqueraded for ${masqueraded} of them`;
}

function shares({ endpoints, reason }: Answer): string {
  const total = new Map<PacketVerdict, number>();
  for (const { verdict, probability } of endpoints) total.set(verdict, (total.get(verdict) ?? 0) + probability);
  const parts = [...total].map(([verdict, probability]) => `${verdict} with ${percent(probability)}`);
  return `${parts.join(', ')}${reason === undefined ? '' : ` (${reason})`}`;
}

const LABEL_WIDTH = 'Session affinity  '.length;

function fact(label: string, text: string): string {
  return `${label.padEnd(LABEL_WIDTH)}${text}`;
}

function facts(answer: Answer): string[] {
  const { source, destination: { address, port, frontends }, protocol, nodeName, kubernetesVersion, mode } = answer;
  const to = frontends.length === 0 ? 'not a frontend of a Service' : frontendText(frontends[0]);
  return [
    fact('From', `${source.address}, ${source.description}`),
    fact('To', `${hostPort(answer, address, port)}/${protocol}, ${to}`),
    fact('On', `node ${nodeName}, kube-proxy ${kubernetesVersion} in ${mode} mode`),
    ...masqueradeFact(answer),
    ...affinityFact(answer),
  ];
}

const REFUSED: ReadonlySet<PacketVerdict> = new Set([PacketVerdict.REJECTED, PacketVerdict.DROPPED]);

function masqueradeFact({ mode, verdict, endpoints, masqueradeReason, isMasqueraded, source }: Answer): string[] {
  if (REFUSED.has(verdict)) return [];
  if (masqueradeReason === undefined) return endpoints.length === 0 ? [] : [fact('Masqueraded', 'no: the endpoint sees the original source address')];
  const some = isMasqueraded ? 'yes' : 'for some endpoints';
  const becomes = source.sourceClass === SourceClass.NODE
    ? 'the source becomes the address of the outgoing interface'
    : "the source becomes the node's address on the way out";
  return [fact('Masqueraded', `${some}: ${masqueradeText(masqueradeReason, mode)}`), fact('', becomes)];
}

function affinityFact({ mode, affinityTimeoutSeconds }: Answer): string[] {
  if (affinityTimeoutSeconds === undefined) return [];
  const scope = mode === 'ipvs' ? ', at this address and port alone' : '';
  return [fact('Session affinity', `a client keeps its endpoint for ${affinityTimeoutSeconds} s after its last connection${scope}; the shares below are for its first one`)];
}

function endpointLines(answer: Answer): string[] {
  const { endpoints, nodeName, verdict, mode } = answer;
  if (endpoints.length === 0) return [];
  const isMixed = endpoints.some(endpoint => endpoint.isMasqueraded !== endpoints[0].isMasqueraded);
  const cells = endpoints.map(endpoint => [
    percent(endpoint.probability).padStart(6),
    hostPort(answer, endpoint.address, endpoint.port),
    endpoint.podName === undefined ? '' : `pod ${endpoint.podName}`,
    endpoint.nodeName === undefined ? '' : endpoint.nodeName === nodeName ? `${endpoint.nodeName} (this node)` : endpoint.nodeName,
    ...verdict === PacketVerdict.MIXED ? [endpoint.verdict] : [],
    ...isMixed ? [masqueradeCell(endpoint, mode)] : [],
  ]);
  return ['', 'Endpoints', ...table(cells).map(line => `  ${line}`)];
}

function masqueradeCell({ masqueradeReason, isMasqueraded }: ExplainedEndpoint, mode: string): string {
  return isMasqueraded ? `masqueraded: ${masqueradeReason === undefined ? '' : masqueradeText(masqueradeReason, mode)}` : 'not masqueraded';
}

function unknownLines(unknowns: readonly ExplainedUnknown[]): string[] {
  if (unknowns.length === 0) return [];
  return ['', 'Unknown', ...unknowns.flatMap(({ name, description, assumed, alternatives }) => [
    `  ${name}: ${description}; assumed: ${assumed}`,
    ...alternatives.map(({ value, verdict, description: result }) => `    if ${value}: ${verdict}: ${result}`),
  ])];
}

function pathLines({ mode, steps, branches }: Answer): string[] {
  if (steps.length === 0 && branches.length === 0) return mode === 'nftables' ? ['', 'Path: no rule of kube-proxy matches.'] : [];
  const lines = ['', 'Path: the rules that match, in order', ...stepLines(steps)];
  for (const { endpoints, steps: rest } of branches) {
    const hasOwnChains = endpoints.length > 1 && rest.some(({ endpoint }) => endpoint !== undefined);
    const which = hasOwnChains ? ' (each has its own chain; the first one is shown)' : '';
    lines.push('', `  for ${listOf(endpoints)}${which}`, ...rest.length === 0 ? ['    no more rules match'] : stepLines(rest));
  }
  return lines;
}

/** Rules with the hook above them, where it changes; what a rule has done is behind an arrow. */
function stepLines(steps: readonly ExplainedStep[]): string[] {
  let before = '';
  return steps.flatMap(step => {
    const { chain, ruleIndex, rule, comment, result } = step;
    const place = `${hookText(step)}, ${step.baseChain}`;
    const heading = place === before ? [] : [`  ${place}`];
    before = place;
    const explained = [...comment === undefined ? [] : [`"${comment}"`], ...result === undefined || rule === result ? [] : [`→ ${result}`]];
    return [...heading, `    ${chain}[${ruleIndex}]  ${shortRule(rule)}`, ...explained.map(text => `        ${text}`)];
  });
}

/** `prerouting`, `input (lo)` */
export function hookText({ hook, isOverLoopback }: ExplainedStep): string {
  return isOverLoopback ? `${hook} (lo)` : hook;
}
