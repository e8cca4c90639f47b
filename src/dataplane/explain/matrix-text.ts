import { Behaviour, MatrixRow, MatrixSource, sendersOf } from './matrix-rows';
import { PacketVerdict, SourceClass } from './vocabulary';
import { Family, joinHostPort } from '../../base/ip/address';
import { countOf } from '../../base/text/words';

const COLUMNS: readonly { readonly heading: string; readonly classes: readonly [SourceClass, ...SourceClass[]] }[] = [
  { heading: 'POD ON NODE', classes: [SourceClass.POD_ON_NODE] },
  { heading: 'POD ELSEWHERE', classes: [SourceClass.POD_ELSEWHERE] },
  { heading: 'NODE', classes: [SourceClass.NODE] },
  { heading: 'EXTERNAL', classes: [SourceClass.EXTERNAL, SourceClass.EXTERNAL_IN_RANGE] },
];

const SENDER_TEXTS: Readonly<Partial<Record<SourceClass, string>>> = {
  [SourceClass.POD_ON_NODE]: 'a pod on this node',
  [SourceClass.POD_ELSEWHERE]: 'a pod on another node (whose own rules come first)',
  [SourceClass.NODE]: 'the node itself, and pods on its host network',
  [SourceClass.EXTERNAL]: 'any other host',
};

/** The table for people, line by line; its columns are as wide as their widest cell. */
export function* matrixText(source: MatrixSource, rows: Iterable<MatrixRow>): Generator<string> {
  const { network, kubernetesVersion, families } = source;
  const shown = new Set<Family>();
  const cells = [['SERVICE', 'FRONTEND', 'ADDRESS', ...COLUMNS.map(({ heading }) => heading)]];
  for (const row of rows) {
    cells.push(rowCells(row));
    shown.add(row.frontend.family);
  }
  const widths = cells[0].map((_, column) => cells.reduce((width, row) => Math.max(width, row[column].length), 0));
  yield `What the rules of node ${network.inputs.node.name}, kube-proxy ${kubernetesVersion}, do with new connections`;
  yield '';
  for (const row of cells) yield row.map((cell, column) => cell.padEnd(widths[column])).join('  ').trimEnd();
  if (cells.length === 1) yield '(no Service has an address here)';
  yield '';
  yield 'SNAT: the node\'s address becomes the source. sticky: session affinity. rejected: refused at once. dropped: no answer.';
  const senders = families.filter(family => shown.has(family)).flatMap(family => sendersOf(network, family));
  for (const { heading, classes: [sourceClass] } of COLUMNS) {
    const addresses = senders.filter(sender => sender.sourceClass === sourceClass).map(({ address }) => address);
    if (addresses.length > 0) yield `${heading}: ${SENDER_TEXTS[sourceClass]}, shown for ${addresses.join(' and ')}`;
  }
}

function rowCells({ frontend, cells }: MatrixRow): string[] {
  const { service, port, kind, family, address, portNumber } = frontend;
  return [
    `${service.namespace}/${service.name}${port.name === '' ? '' : `:${port.name}`}`, kind, `${joinHostPort(family, address, portNumber)}/${port.protocol}`,
    ...COLUMNS.map(({ classes }) => cellText(cells.filter(({ sourceClass }) => classes.includes(sourceClass)))),
  ];
}

/** Where source ranges act, a host outside of them and one inside, unless both are treated alike. */
function cellText(behaviours: readonly Behaviour[]): string {
  const texts = behaviours.map(behaviourText);
  if (texts.length === 0) return '-';
  return texts.length === 1 || texts[0] === texts[1] ? texts[0] : `${texts[0]}; in source ranges: ${texts[1]}`;
}

function behaviourText({ verdict, endpoints, masqueraded, affinityTimeoutSeconds, isForNode, outcomes }: Behaviour): string {
  switch (verdict) {
    case PacketVerdict.REJECTED: return 'rejected';
    case PacketVerdict.DROPPED: return 'dropped';
    case PacketVerdict.NOT_A_SERVICE: return isForNode ? 'the node itself' : 'routed on';
    case PacketVerdict.DELIVERED:
    case PacketVerdict.MIXED: {
      const snat = masqueraded === 0 ? [] : [masqueraded === endpoints ? 'SNAT' : `SNAT for ${masqueraded}`];
      const others = verdict === PacketVerdict.MIXED ? [`${outcomes.length - endpoints} refused or dropped`] : [];
      return [countOf(endpoints, 'endpoint'), ...others, ...snat, ...affinityTimeoutSeconds === undefined ? [] : ['sticky']].join(', ');
    }
  }
}
