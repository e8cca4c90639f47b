import { Flowchart, ROUND } from './flowchart';
import { FRONTEND_TEXTS } from './frontends';
import { Behavior, isProblem, MatrixRow, MatrixSource } from './matrix-source';
import { behaviorText, SENDER_TEXTS } from './matrix-text';
import { PacketVerdict } from './vocabulary';
import { joinHostPort } from '../../base/ip/address';
import { countOf } from '../../base/text/words';

/** The table as a Mermaid flowchart: sources, the Services with their frontends, and what becomes of traffic on each arrow. Problems are marked. */
export function matrixMermaid({ rows }: MatrixSource): string {
  const chart = new Flowchart();
  const drawn = [...rows()];
  const sources = new Map([...new Set(drawn.flatMap(({ cells }) => cells.map(({ sourceClass }) => sourceClass)))]
    .map(sourceClass => [sourceClass, chart.node([SENDER_TEXTS[sourceClass] ?? sourceClass], ROUND)]));
  let before = '';
  for (const row of drawn) {
    const { service } = row.frontend;
    const name = `${service.namespace}/${service.name}`;
    if (name !== before) chart.openGroup(name);
    before = name;
    const box = chart.node(frontendTexts(row), undefined, isProblem(row));
    for (const cell of row.cells) chart.edge(sources.get(cell.sourceClass)!, box, edgeText(cell));
  }
  chart.closeGroup();
  if (drawn.length === 0) chart.node(['No Service has an address to show.'], ROUND);
  return chart.toString();
}

function frontendTexts({ frontend }: MatrixRow): string[] {
  const { kind, family, address, portNumber, port, protocol } = frontend;
  return [
    `${FRONTEND_TEXTS[kind]}${port.name === '' ? '' : `, port ${port.name}`}`,
    protocol === 'icmp' ? address : `${joinHostPort(family, address, portNumber)}/${protocol ?? port.protocol}`,
  ];
}

function edgeText(behavior: Behavior): string {
  const { verdict, endpoints, masqueraded, undelivered } = behavior;
  if (verdict !== PacketVerdict.DELIVERED && verdict !== PacketVerdict.MIXED) return behaviorText(behavior);
  const reached = undelivered === 0 ? countOf(endpoints, 'endpoint') : `${endpoints} of ${countOf(endpoints + undelivered, 'endpoint')}`;
  return `${reached}${masqueraded === 0 ? '' : masqueraded === endpoints ? ', SNAT' : `, SNAT for ${masqueraded}`}`;
}
