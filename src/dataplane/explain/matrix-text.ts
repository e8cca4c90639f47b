import { FRONTEND_TEXTS } from './frontends';
import { Behavior, isProblem, MatrixRow, MatrixSource, Sender } from './matrix-source';
import { PacketVerdict, SourceClass } from './vocabulary';
import { joinHostPort } from '../../base/ip/address';
import { indented, plain, wrap } from '../../base/plain';
import { countOf } from '../../base/text/words';

/** Marks words of a text by what they say. */
export type Paint = (style: 'heading' | 'bad' | 'mixed' | 'other', text: string) => string;

interface Column {
  readonly heading: string;
  readonly classes: readonly [SourceClass, ...SourceClass[]];
}

const COLUMNS: readonly Column[] = [
  { heading: 'POD ON NODE', classes: [SourceClass.POD_ON_NODE] },
  { heading: 'POD ELSEWHERE', classes: [SourceClass.POD_ELSEWHERE] },
  { heading: 'NODE', classes: [SourceClass.NODE] },
  { heading: 'EXTERNAL', classes: [SourceClass.EXTERNAL, SourceClass.EXTERNAL_IN_RANGE] },
];

/** Shown where the network that the node is connected to is known. */
const LAN: Column = { heading: 'LAN', classes: [SourceClass.LAN] };

/** Who the sources are. */
export const SENDER_TEXTS: Readonly<Partial<Record<SourceClass, string>>> = {
  [SourceClass.POD_ON_NODE]: 'a pod on this node',
  [SourceClass.POD_ELSEWHERE]: 'a pod on another node (whose own rules come first)',
  [SourceClass.NODE]: 'the node itself, and pods on its host network',
  [SourceClass.EXTERNAL]: 'any other host',
  [SourceClass.EXTERNAL_IN_RANGE]: 'a host in the source ranges',
  [SourceClass.LAN]: 'a host on the node\'s network',
};

/** Lines are at most 120 columns wide, but for long names and addresses. */
const KIND_WIDTH = Math.max(...Object.values(FRONTEND_TEXTS).map(text => text.length));
const ADDRESS_WIDTH = '255.255.255.255:65535/sctp'.length;
const CELL_WIDTH = COLUMNS[1].heading.length;
const REASON_WIDTH = 66;
const INDENT = ' '.repeat(2 + KIND_WIDTH + 2 + ADDRESS_WIDTH + 2);

/** The table for people, line by line: a Service port, its frontends below it, and below these why packets are not delivered. */
export function* matrixText(source: MatrixSource, paint: Paint = (_, text) => text): Generator<string> {
  const { mode, nodeName, kubernetesVersion, senders, rows } = source;
  yield plain(`What node ${nodeName}, kube-proxy ${kubernetesVersion} in ${mode} mode, does with new connections`);
  const columns = senders.some(({ sourceClass }) => sourceClass === SourceClass.LAN) ? [...COLUMNS, LAN] : COLUMNS;
  const totals = new Totals();
  let before = '';
  for (const row of rows()) {
    const name = servicePort(row);
    if (totals.frontends === 0) {
      yield '';
      yield paint('heading', lineOf(['FRONTEND', 'ADDRESS'], columns.map(({ heading }) => ({ text: heading, width: heading.length }))));
    }
    if (name !== before) yield paint('heading', name);
    before = name;
    yield* rowLines(row, columns, paint);
    totals.add(row);
  }
  yield '';
  if (totals.frontends === 0) {
    yield 'No Service has an address to show.';
  } else {
    yield* legend(totals, senders, columns);
  }
  for (const note of source.notes) yield plain(`Note: ${note}.`);
}

function* legend(totals: Totals, senders: readonly Sender[], columns: readonly Column[]): Generator<string> {
  yield totals.toString();
  yield 'N: delivered to N endpoints. SNAT: the node\'s address becomes the source. rejected: refused at once. dropped: no answer.';
  yield 'node: the node itself takes the packet in. routed on: kube-proxy leaves the packet as it is.';
  for (const { heading, classes: [sourceClass] } of columns) {
    const ofClass = senders.filter(sender => sender.sourceClass === sourceClass && totals.families.has(sender.family));
    const addresses = ofClass.map(({ address }) => address);
    if (addresses.length > 0) yield `${heading}: ${SENDER_TEXTS[sourceClass]}, shown for ${addresses.join(' and ')}`;
  }
}

class Totals {
  public frontends = 0;
  public readonly families = new Set<string>();
  private problems = 0;
  private readonly services = new Set<string>();

  public add(row: MatrixRow): void {
    const { service, family } = row.frontend;
    this.frontends++;
    this.families.add(family);
    this.services.add(`${service.namespace}/${service.name}`);
    if (isProblem(row)) this.problems++;
  }

  public toString(): string {
    const problems = this.problems === 0 ? 'all deliver packets' : `${this.problems} of them with packets that are not delivered`;
    return `${countOf(this.services.size, 'Service')}, ${countOf(this.frontends, 'frontend')}: ${problems}`;
  }
}

function servicePort({ frontend: { service, port }, cells }: MatrixRow): string {
  const timeout = cells.find(({ affinityTimeoutSeconds }) => affinityTimeoutSeconds !== undefined)?.affinityTimeoutSeconds;
  return `${service.namespace}/${service.name}${port.name === '' ? '' : `:${port.name}`}${timeout === undefined ? '' : `  (session affinity, ${timeout} s)`}`;
}

/** A text, and how many columns it takes, which marks don't change. */
interface Cell {
  readonly text: string;
  readonly width: number;
}

function* rowLines({ frontend, cells }: MatrixRow, shown: readonly Column[], paint: Paint): Generator<string> {
  const { kind, family, address, portNumber, port, protocol } = frontend;
  const columns = shown.map(({ classes }) => cellOf(cells.filter(({ sourceClass }) => classes.includes(sourceClass)), paint));
  const start = [FRONTEND_TEXTS[kind], protocol === 'icmp' ? address : `${joinHostPort(family, address, portNumber)}/${protocol ?? port.protocol}`];
  if (start[1].length <= ADDRESS_WIDTH) {
    yield lineOf(start, columns);
  } else {
    yield `  ${start[0].padEnd(KIND_WIDTH)}  ${start[1]}`;
    yield lineOf(['', ''], columns);
  }
  const reasons = new Set(cells.filter(({ verdict }) => SHOWS_REASON.has(verdict)).map(reasonText));
  for (const reason of reasons) yield* indented(wrap(reason, REASON_WIDTH), INDENT);
}

const SHOWS_REASON: ReadonlySet<PacketVerdict> = new Set([PacketVerdict.REJECTED, PacketVerdict.DROPPED, PacketVerdict.LOST, PacketVerdict.MIXED]);

function reasonText({ verdict, reason }: Behavior): string {
  return `${verdict === PacketVerdict.MIXED ? 'not delivered' : verdict}: ${reason}`;
}

function lineOf([kind, address]: readonly string[], cells: readonly Cell[]): string {
  const padded = cells.map(({ text, width }) => text + ' '.repeat(Math.max(0, CELL_WIDTH - width)));
  return `  ${kind.padEnd(KIND_WIDTH)}  ${address.padEnd(ADDRESS_WIDTH)}  ${padded.join('  ')}`.trimEnd();
}

/** Where source ranges act, a host outside of them and one inside, unless both are treated alike. */
function cellOf(behaviors: readonly Behavior[], paint: Paint): Cell {
  const texts = behaviors.map(behaviorText);
  if (texts.length === 0) return { text: '-', width: 1 };
  const painted = behaviors.map((behavior, i) => paintedText(behavior, texts[i], paint));
  if (texts.length === 1 || texts[0] === texts[1]) return { text: painted[0], width: texts[0].length };
  return { text: `${painted[0]}; in range: ${painted[1]}`, width: `${texts[0]}; in range: ${texts[1]}`.length };
}

function paintedText({ verdict }: Behavior, text: string, paint: Paint): string {
  switch (verdict) {
    case PacketVerdict.DELIVERED: return text;
    case PacketVerdict.MIXED: return paint('mixed', text);
    case PacketVerdict.REJECTED:
    case PacketVerdict.DROPPED:
    case PacketVerdict.LOST: return paint('bad', text);
    default: return paint('other', text);
  }
}

export function behaviorText({ verdict, endpoints, masqueraded, undelivered }: Behavior): string {
  switch (verdict) {
    case PacketVerdict.HOST: return 'node';
    case PacketVerdict.HEALTH_CHECK: return 'kube-proxy';
    case PacketVerdict.PASSED: return 'routed on';
    case PacketVerdict.DELIVERED:
    case PacketVerdict.MIXED: {
      const count = verdict === PacketVerdict.MIXED ? `${endpoints} of ${endpoints + undelivered}` : `${endpoints}`;
      return `${count}${masqueraded === 0 ? '' : masqueraded === endpoints ? ' SNAT' : ` (${masqueraded} SNAT)`}`;
    }
    default: return verdict;
  }
}
