import { DESTINATION_TEXTS } from './phrases';
import { ServiceBehaviorEntry, ServiceBehaviorVerdict } from './vocabulary';
import { joinHostPort } from '../../base/ip/address';
import { FAMILY_OF } from '../../base/ip/enums';
import { plain } from '../../base/plain';
import { SourceClass } from '../explain/vocabulary';

/** The columns of the table, and whose traffic each shows. */
const COLUMNS: readonly (readonly [heading: string, sourceClass: SourceClass])[] = [
  ['POD HERE', SourceClass.POD_ON_NODE],
  ['POD ELSEWHERE', SourceClass.POD_ELSEWHERE],
  ['NODE', SourceClass.NODE],
  ['EXTERNAL', SourceClass.EXTERNAL],
  ['IN RANGE', SourceClass.EXTERNAL_IN_RANGE],
  ['LAN', SourceClass.LAN],
];

const LEGEND = [
  '3      to 3 endpoints; 3m: masqueraded, so that they see an address of the node; 3 (1m): only one of them does',
  '1 ?    to one endpoint, and in vain to others',
  'reject refused   drop dropped   lost the answer does not come back   host the node itself   pass routed on   health kube-proxy answers',
];

const CELLS: Readonly<Record<ServiceBehaviorVerdict, string>> = {
  [ServiceBehaviorVerdict.DELIVERED]: '',
  [ServiceBehaviorVerdict.MIXED]: '',
  [ServiceBehaviorVerdict.REJECTED]: 'reject',
  [ServiceBehaviorVerdict.DROPPED]: 'drop',
  [ServiceBehaviorVerdict.LOST]: 'lost',
  [ServiceBehaviorVerdict.HOST]: 'host',
  [ServiceBehaviorVerdict.PASSED]: 'pass',
  [ServiceBehaviorVerdict.HEALTH_CHECK]: 'health',
};

/** A table for people: a line for each destination, a column for each kind of client. Lines are made one by one. */
export function* entriesText(entries: Iterable<ServiceBehaviorEntry>): Generator<string> {
  yield ['SERVICE'.padEnd(34), 'DESTINATION'.padEnd(46), ...COLUMNS.map(([heading]) => heading.padEnd(13))].join(' ').trimEnd();
  let line: string | undefined;
  let cells = new Map<SourceClass, string>();
  for (const entry of entries) {
    const head = headOf(entry);
    if (head !== line) {
      if (line !== undefined) yield rowOf(line, cells);
      line = head;
      cells = new Map();
    }
    cells.set(entry.sourceClass, cellOf(entry));
  }
  if (line !== undefined) yield rowOf(line, cells);
  yield* ['', ...LEGEND];
}

function headOf({ serviceName, portName, destination, family, address, port, protocol }: ServiceBehaviorEntry): string {
  const service = serviceName === undefined ? '' : `${serviceName}${portName ? `:${portName}` : ''}`;
  const place = protocol === 'icmp' ? address : `${joinHostPort(FAMILY_OF[family], address, port)}/${protocol}`;
  return `${plain(service).padEnd(34)} ${`${DESTINATION_TEXTS[destination]} ${place}`.padEnd(46)}`;
}

function rowOf(head: string, cells: ReadonlyMap<SourceClass, string>): string {
  return [head, ...COLUMNS.map(([, sourceClass]) => (cells.get(sourceClass) ?? '-').padEnd(13))].join(' ').trimEnd();
}

function cellOf({ verdict, endpointCount, masqueradedEndpointCount }: ServiceBehaviorEntry): string {
  if (endpointCount === 0) return CELLS[verdict] || 'fails';
  const all = masqueradedEndpointCount === endpointCount ? 'm' : masqueradedEndpointCount > 0 ? ` (${masqueradedEndpointCount}m)` : '';
  return `${endpointCount}${all}${verdict === ServiceBehaviorVerdict.MIXED ? ' ?' : ''}`;
}
