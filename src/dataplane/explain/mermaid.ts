import { ExplanationView } from './explanation-view';
import { hostPort, percent } from './phrases';
import { headline } from './text';
import { ExplainedStep, PacketVerdict } from './vocabulary';
import { shortRule } from './way';
import { plain } from '../../base/plain';
import { listOf } from '../../base/text/words';

/** The way of a packet as a Mermaid flowchart: one box a rule, from the source to where the packet ends. */
export function explanationMermaid(explanation: ExplanationView): string {
  const chart = new Flowchart();
  const { sourceAddress, destinationAddress, destinationPort, protocol, steps, branches, _descriptions: descriptions } = explanation;
  const destination = `${hostPort(explanation, destinationAddress, destinationPort)}/${protocol}`;
  const start = chart.node(['from', descriptions.source, sourceAddress, `to ${destination}`, descriptions.destination ?? 'no Service'], ROUND);
  const common = addSteps(chart, start, steps);
  if (branches.length === 0) {
    chart.edge(common, addEnd(chart, explanation, explanation.endpoints.map(({ address, port }) => hostPort(explanation, address, port))));
  }
  for (const { endpoints, steps: rest } of branches) {
    const share = explanation.endpoints.filter(({ address, port }) => endpoints.includes(hostPort(explanation, address, port)))
      .reduce((sum, { probability }) => sum + probability, 0);
    const end = addSteps(chart, common, rest, branches.length > 1 ? percent(share) : undefined);
    chart.edge(end, addEnd(chart, explanation, endpoints), branches.length > 1 && rest.length === 0 ? percent(share) : undefined);
  }
  return chart.toString();
}

type Brackets = readonly [open: string, close: string];
const ROUND: Brackets = ['([', '])'];
const SQUARE: Brackets = ['[', ']'];

/** @returns the last box */
function addSteps(chart: Flowchart, from: string, steps: readonly ExplainedStep[], label?: string): string {
  let last = from;
  for (const [i, { hook, chain, ruleIndex, rule, comment, result }] of steps.entries()) {
    const box = chart.node([`${hook}: ${chain}[${ruleIndex}]`, shortRule(rule), ...comment === undefined ? [] : [comment], ...result === undefined ? [] : [`→ ${result}`]]);
    chart.edge(last, box, i === 0 ? label : undefined);
    last = box;
  }
  return last;
}

function addEnd(chart: Flowchart, explanation: ExplanationView, endpoints: readonly string[]): string {
  if (endpoints.length === 0) return chart.node([headline(explanation)], ROUND);
  const ends = explanation.endpoints.filter(({ address, port }) => endpoints.includes(hostPort(explanation, address, port)));
  const masqueraded = ends.filter(({ isMasqueraded }) => isMasqueraded).length;
  const verdicts = [...new Set(ends.map(({ verdict }) => verdict))];
  return chart.node([
    `${verdicts.join(', ')}: ${listOf(endpoints)}`,
    ...verdicts.includes(PacketVerdict.DELIVERED) ? [masqueraded === 0 ? 'not masqueraded' : 'masqueraded'] : [],
  ], ROUND);
}

class Flowchart {
  private readonly lines = ['flowchart TD'];
  private count = 0;

  public node(texts: readonly string[], [open, close]: Brackets = SQUARE): string {
    const id = `n${this.count++}`;
    this.lines.push(`  ${id}${open}"${texts.map(escape).join('<br/>')}"${close}`);
    return id;
  }

  public edge(from: string, to: string, label?: string): void {
    this.lines.push(label === undefined ? `  ${from} --> ${to}` : `  ${from} -->|"${escape(label)}"| ${to}`);
  }

  public toString(): string {
    return `${this.lines.join('\n')}\n`;
  }
}

const ENTITIES: Readonly<Record<string, string>> = { '"': '#quot;', '#': '#35;', '<': '#lt;', '>': '#gt;', '`': '#96;', '&': '#amp;', '\\': '#92;' };

/** Text within quotes, where Mermaid reads HTML, Markdown between backticks, and entities that begin with a number sign. */
function escape(text: string): string {
  return plain(text).replace(/["#<>`&\\]/g, character => ENTITIES[character]);
}
