import { isFurtherAddress } from './compare/further-addresses';
import { ModeSide } from './compare/mode-comparison';
import { CONSEQUENCE_HEADINGS, DESTINATION_TEXTS, SOURCE_TEXTS } from './phrases';
import { ServiceBehaviorChange, ServiceBehaviorCondition, ServiceBehaviorConsequence, ServiceBehaviorSwitch, ServiceBehaviorTraffic } from './vocabulary';
import { joinHostPort } from '../../base/ip/address';
import { FAMILY_OF } from '../../base/ip/enums';
import { indented, plain, wrap } from '../../base/plain';
import { escapeMarkdown, escapeProse } from '../../base/text/markdown';
import { SourceClass } from '../explain/vocabulary';

/** What a difference is written from. */
export interface DifferenceFigures {
  readonly before: ModeSide;
  readonly after: ModeSide;
  readonly changes: readonly ServiceBehaviorChange[];
  readonly identicalCount: number;
  readonly unknowns: readonly ServiceBehaviorCondition[];
  readonly switchEffects: () => Iterable<ServiceBehaviorSwitch>;
}

/** Of long lists, people read the beginning; JSON has all of it. */
const MOST_DESTINATIONS = 20;
const WIDTH = 110;

/** Changes for one reason, by their destinations. */
interface Reason {
  readonly text: string;
  readonly destinations: ReadonlyMap<string, SourceClass[]>;
}

function reasonsOf(changes: readonly ServiceBehaviorChange[], consequence: ServiceBehaviorConsequence): Reason[] {
  const byReason = new Map<string, Map<string, SourceClass[]>>();
  for (const change of changes) {
    if (change.consequence !== consequence) continue;
    let destinations = byReason.get(change.reason);
    if (!destinations) byReason.set(change.reason, destinations = new Map<string, SourceClass[]>());
    const destination = destinationText(change);
    const sources = destinations.get(destination);
    if (sources) sources.push(change.sourceClass);
    else destinations.set(destination, [change.sourceClass]);
  }
  return [...byReason].map(([text, destinations]) => ({ text, destinations }));
}

/** What becomes of traffic if a fact is otherwise, the worst first. */
function* conditionalChanges({ changes }: ServiceBehaviorCondition): Generator<{ readonly head: string; readonly reason: string }> {
  const order = [...Object.values(ServiceBehaviorConsequence), undefined];
  for (const wanted of order) {
    for (const { consequence, reason, count, example } of changes) {
      if (consequence !== wanted) continue;
      const what = consequence === undefined ? 'Does not change then' : CONSEQUENCE_HEADINGS[consequence];
      const from = `${destinationText(example)}, from ${SOURCE_TEXTS[example.sourceClass]}`;
      yield { head: `${what}: ${countText(count)}, ${count === 1 ? '' : 'such as '}${from}`, reason };
    }
  }
}

function destinationText({ destination, serviceName, portName, family, address, port, protocol }: ServiceBehaviorTraffic): string {
  const place = protocol === 'icmp' ? address
    : isFurtherAddress(address) ? `${port}/${protocol} of such an address` : `${joinHostPort(FAMILY_OF[family], address, port)}/${protocol}`;
  const owner = serviceName === undefined ? '' : `${serviceName}${portName ? `:${portName}` : ''} `;
  return `${owner}${DESTINATION_TEXTS[destination]} ${place}`;
}

function* destinationLines({ destinations }: Reason): Generator<string> {
  let left = destinations.size;
  for (const [destination, sources] of destinations) {
    if (destinations.size - left === MOST_DESTINATIONS && left > 1) {
      yield `and ${left} more`;
      return;
    }
    left--;
    yield `${destination}, from ${sources.map(source => SOURCE_TEXTS[source]).join(', ')}`;
  }
}

function headOf({ before, after }: DifferenceFigures): string {
  const side = ({ mode, kubernetesVersion }: ModeSide) => `kube-proxy ${kubernetesVersion} in ${mode} mode`;
  return `Node ${before.network.inputs.node.name}: ${side(before)}, then ${side(after)}`;
}

/** What happens to whom. */
interface SwitchGroup {
  /** Undefined where it happens to all Services. */
  readonly services?: readonly string[];
  readonly sentences: readonly string[];
}

/** What happens to whom: each sentence once, and together those that hold for the same Services. */
function switchGroups(effects: Iterable<ServiceBehaviorSwitch>): SwitchGroup[] {
  const bySentence = new Map<string, string[]>();
  let total = 0;
  for (const { serviceName, establishedConnections, newConnections, other } of effects) {
    total++;
    for (const sentence of [...establishedConnections, ...newConnections, ...other]) {
      const services = bySentence.get(sentence);
      if (services) services.push(serviceName);
      else bySentence.set(sentence, [serviceName]);
    }
  }
  const groups = new Map<string, { services: readonly string[]; sentences: string[] }>();
  for (const [sentence, services] of bySentence) {
    const key = services.length === total ? '' : services.join(' ');
    const group = groups.get(key);
    if (group) group.sentences.push(sentence);
    else groups.set(key, { services, sentences: [sentence] });
  }
  return [...groups.values()].sort((a, b) => b.services.length - a.services.length)
    .map(({ services, sentences }) => services.length === total ? { sentences } : { services, sentences });
}

function namesOf(services: readonly string[] | undefined): string {
  if (!services) return 'All Services';
  const shown = services.slice(0, MOST_DESTINATIONS).join(', ');
  return services.length > MOST_DESTINATIONS ? `${shown} and ${services.length - MOST_DESTINATIONS} more` : shown;
}

function countText(count: number): string {
  return `${count} ${count === 1 ? 'kind' : 'kinds'} of traffic`;
}

/** A difference for people. */
export function* differenceText(figures: DifferenceFigures): Generator<string> {
  const { changes, identicalCount } = figures;
  yield plain(headOf(figures));
  for (const consequence of Object.values(ServiceBehaviorConsequence)) {
    const count = changes.filter(change => change.consequence === consequence).length;
    if (count === 0) continue;
    yield '';
    yield `${CONSEQUENCE_HEADINGS[consequence]}: ${countText(count)}`;
    for (const reason of reasonsOf(changes, consequence)) {
      yield* indented(wrap(plain(reason.text), WIDTH), '    ', '  ');
      for (const line of destinationLines(reason)) yield plain(`      ${line}`);
    }
  }
  yield '';
  yield `Unchanged: ${countText(identicalCount)}`;
  if (figures.unknowns.length > 0) yield* ['', 'Not known from the objects'];
  for (const condition of figures.unknowns) {
    yield* indented(wrap(`${condition.fact}: assumed is that ${condition.assumed}. If ${condition.alternative}:`, WIDTH), '    ', '  ');
    for (const { head, reason } of conditionalChanges(condition)) {
      yield* indented(wrap(plain(head), WIDTH), '        ', '      ');
      yield* indented(wrap(plain(reason), WIDTH), '          ');
    }
  }
  const groups = switchGroups(figures.switchEffects());
  if (groups.length > 0) yield* ['', 'During and after the switch'];
  for (const { sentences, services } of groups) {
    yield* indented(wrap(plain(namesOf(services)), WIDTH), '  ');
    for (const sentence of sentences) yield* indented(wrap(sentence, WIDTH), '      ', '    - ');
  }
}

/** A difference as a Markdown document. */
export function* differenceMarkdown(figures: DifferenceFigures): Generator<string> {
  const { changes, identicalCount } = figures;
  yield `# ${escapeMarkdown(headOf(figures))}`;
  for (const consequence of Object.values(ServiceBehaviorConsequence)) {
    const count = changes.filter(change => change.consequence === consequence).length;
    if (count === 0) continue;
    yield* ['', `## ${CONSEQUENCE_HEADINGS[consequence]}: ${countText(count)}`];
    for (const reason of reasonsOf(changes, consequence)) {
      yield* ['', escapeProse(plain(reason.text)), ''];
      for (const line of destinationLines(reason)) yield `- ${escapeMarkdown(line)}`;
    }
  }
  yield* ['', `Unchanged: ${countText(identicalCount)}.`];
  if (figures.unknowns.length > 0) yield* ['', '## Not known from the objects'];
  for (const condition of figures.unknowns) {
    yield* ['', `**${condition.fact}**: assumed is that ${escapeProse(condition.assumed)}. If ${escapeProse(condition.alternative)}:`, ''];
    for (const { head, reason } of conditionalChanges(condition)) yield `- ${escapeMarkdown(plain(head))}. ${escapeProse(plain(reason))}`;
  }
  const groups = switchGroups(figures.switchEffects());
  if (groups.length > 0) yield* ['', '## During and after the switch'];
  for (const { sentences, services } of groups) {
    yield* ['', `${escapeMarkdown(namesOf(services))}:`, '', ...sentences.map(sentence => `- ${escapeProse(sentence)}`)];
  }
}
