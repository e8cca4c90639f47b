import { Answer } from './answer';
import { frontendText } from './destination';
import { Flowchart, ROUND, SQUARE } from './flowchart';
import { hostPort, percent } from './phrases';
import { headline, hookText } from './text';
import { ExplainedEndpoint, ExplainedStep, PacketVerdict } from './vocabulary';
import { shortRule } from './way';

/** More endpoints than this are drawn as one box. */
const MOST_ENDPOINTS = 12;

/** The path of a packet as a Mermaid flowchart: a box for each rule, grouped by hooks, from the source to each endpoint. */
export function explanationMermaid(answer: Answer): string {
  const chart = new Flowchart();
  const { source, destination: { address, port, frontends }, protocol, steps, branches } = answer;
  const destination = `${hostPort(answer, address, port)}/${protocol}`;
  const to = frontends.length === 0 ? 'not a frontend of a Service' : frontendText(frontends[0]);
  const start = chart.node(['from', source.description, source.address, `to ${destination}`, to], ROUND);
  const common = addSteps(chart, start, steps);
  if (branches.length === 0) addEnds(chart, common, answer, answer.endpoints);
  for (const { endpoints, steps: rest } of branches) {
    const reached = new Set(endpoints);
    const ends = answer.endpoints.filter(end => reached.has(hostPort(answer, end.address, end.port)));
    const label = branches.length > 1 ? percent(ends.reduce((sum, { probability }) => sum + probability, 0)) : undefined;
    addEnds(chart, addSteps(chart, common, rest, label, ends.length > 1), answer, ends, rest.length === 0 ? label : undefined);
  }
  return chart.toString();
}

/**
 * @param isForSeveral whether the rules stand for those of several endpoints, which differ in chain and address
 * @returns the last box
 */
function addSteps(chart: Flowchart, from: string, steps: readonly ExplainedStep[], label?: string, isForSeveral = false): string {
  let last = from;
  let hook: string | undefined;
  for (const [i, step] of steps.entries()) {
    if (hookText(step) !== hook) {
      hook = hookText(step);
      chart.openGroup(hook);
    }
    const box = chart.node(isForSeveral && step.endpoint !== undefined ? sharedStep(step) : stepTexts(step), SQUARE, step.isDecisive);
    chart.edge(last, box, i === 0 ? label : undefined);
    last = box;
  }
  chart.closeGroup();
  return last;
}

function stepTexts({ chain, ruleIndex, rule, comment, result }: ExplainedStep): string[] {
  return [
    `${chain}[${ruleIndex}]`,
    shortRule(rule),
    ...comment === undefined ? [] : [comment],
    ...result === undefined ? [] : [`→ ${result}`],
  ];
}

/** The rule with what is not the same for all endpoints left open. */
function sharedStep({ ruleIndex, rule, comment, endpoint }: ExplainedStep): string[] {
  const address = endpoint!.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
  const open = rule.replaceAll(endpoint!, '…').replaceAll(address, '…').replace(/@affinity-\S+/g, '@affinity-…');
  return [`the endpoint's chain[${ruleIndex}]`, open, ...comment === undefined ? [] : [comment]];
}

/** The boxes at the end: one for each endpoint, or for all where they are too many to be read. */
function addEnds(chart: Flowchart, from: string, answer: Answer, ends: readonly ExplainedEndpoint[], label?: string): void {
  if (ends.length === 0) {
    chart.edge(from, chart.node([headline(answer)], ROUND), label);
  } else if (ends.length > MOST_ENDPOINTS) {
    chart.edge(from, chart.node([`${ends.length} endpoints`, ...outcomeTexts(ends)], ROUND), label);
  } else {
    for (const end of ends) {
      const texts = [hostPort(answer, end.address, end.port), ...end.podName === undefined ? [] : [`pod ${end.podName}`], ...outcomeTexts([end])];
      chart.edge(from, chart.node(texts, ROUND), ends.length > 1 ? percent(end.probability) : label);
    }
  }
}

function outcomeTexts(ends: readonly ExplainedEndpoint[]): string[] {
  const verdicts = [...new Set(ends.map(({ verdict }) => verdict))];
  const masqueraded = ends.filter(({ isMasqueraded }) => isMasqueraded).length;
  const some = masqueraded === 0 ? 'not masqueraded' : masqueraded === ends.length ? 'masqueraded' : `masqueraded for ${masqueraded}`;
  return [verdicts.join(', '), ...verdicts.includes(PacketVerdict.DELIVERED) ? [some] : []];
}
