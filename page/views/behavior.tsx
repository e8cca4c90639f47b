import { useEffect, useMemo, useState } from 'preact/hooks';
import { ViewProps } from '../app';
import { Interpreter } from '../interpreter';
import { Asked } from '../parts/asked';
import { Badge } from '../parts/badge';
import { Filter, Filters, useFiltered } from '../parts/filters';
import { Column, Table } from '../parts/table';
import { addressAndPort, CONSEQUENCES, countOf, SOURCES, toneOf, TrafficSide, trafficText, wordOf } from '../parts/words';

/** A row of `diff --from-mode … --to-mode … --format json`. */
interface Change {
  readonly serviceName?: string;
  readonly portName?: string;
  readonly destination: string;
  readonly family: string;
  readonly address: string;
  readonly port?: number;
  readonly protocol: string;
  readonly sourceClass: string;
  readonly before: TrafficSide;
  readonly after: TrafficSide;
  readonly consequence: string;
  readonly reason: string;
}

interface Difference {
  readonly before: { readonly mode: string; readonly nodeName: string };
  readonly after: { readonly mode: string };
  readonly identicalCount: number;
  readonly changes: readonly Change[];
}

interface Row extends Change {
  readonly nodeName: string;
}

const FILTERS: readonly Filter<Row>[] = [
  { id: 'consequence', title: 'Consequence', valueOf: ({ consequence }) => consequence, wordOf: value => toneOf(CONSEQUENCES, value)[0] },
  { id: 'namespace', title: 'Namespace', valueOf: ({ serviceName = '' }) => serviceName.split('/')[0] },
  { id: 'service', title: 'Service', valueOf: ({ serviceName = '' }) => serviceName },
  { id: 'node', title: 'Node', valueOf: ({ nodeName }) => nodeName },
  { id: 'from', title: 'From', valueOf: ({ sourceClass }) => sourceClass, wordOf: value => wordOf(SOURCES, value) },
];

const COLUMNS: readonly Column<Row>[] = [
  { title: 'Consequence', width: '9rem', cell: ({ consequence }) => <Badge words={CONSEQUENCES} value={consequence} /> },
  { title: 'Service', width: 'minmax(10rem, 2fr)', cell: ({ serviceName, portName }) => `${serviceName ?? ''}${portName ? `:${portName}` : ''}` },
  { title: 'Address', width: 'minmax(13rem, 1.5fr)', cell: row => `${addressAndPort(row.address, row.port)} ${row.protocol}` },
  { title: 'From', width: '11rem', cell: ({ sourceClass }) => wordOf(SOURCES, sourceClass) },
  { title: 'Before', width: 'minmax(11rem, 1.5fr)', cell: ({ before }) => trafficText(before) },
  { title: 'After', width: 'minmax(11rem, 1.5fr)', cell: ({ after }) => trafficText(after) },
  { title: 'Node', width: '8rem', cell: ({ nodeName }) => nodeName },
];

/** What clients notice of the change of mode. */
export function BehaviorView({ text, place, go, interpreter }: ViewProps) {
  const { differences, changes } = useMemo(() => read(text), [text]);
  const rows = useFiltered(changes, FILTERS, place, textOf);
  const row = place.row === undefined ? undefined : changes.find(change => keyOf(change) === place.row);
  const identical = differences.reduce((sum, { identicalCount }) => sum + identicalCount, 0);
  const modes = differences.length > 0 ? [differences[0].before.mode, differences[0].after.mode] : [];
  return (
    <>
      <p>
        From {modes.join(' to ')} mode, on {differences.map(({ before }) => before.nodeName).join(', ')}.
        {' '}{countOf(changes.length, 'kind')} of traffic {changes.length === 1 ? 'changes' : 'change'}; {identical.toLocaleString('en-US')} stay the same.
      </p>
      <Filters rows={changes} shown={rows.length} filters={FILTERS} place={place} go={go} word="change" />
      <Table
        label="Changes" columns={COLUMNS} rows={rows} keyOf={keyOf} selected={place.row}
        onSelect={key => go({ ...place, row: key }, true)}
      />
      {row && (
        <section class="detail" aria-label="The chosen change">
          <p><Badge words={CONSEQUENCES} value={row.consequence} /> {row.reason}</p>
          {interpreter && PORTS.includes(row.protocol) && <BothModes interpreter={interpreter} row={row} modes={modes} />}
        </section>
      )}
    </>
  );
}

/** What can be asked about by address and port. */
const PORTS: readonly string[] = ['tcp', 'udp', 'sctp'];

function BothModes({ interpreter, row, modes }: { readonly interpreter: Interpreter; readonly row: Row; readonly modes: readonly string[] }) {
  const [from, setFrom] = useState<string>();
  useEffect(() => {
    setFrom(undefined);
    void interpreter.sourceOf(row.nodeName, row.sourceClass, row.family).then(setFrom);
  }, [row]);
  if (from === undefined) return <></>;
  return (
    <Asked
      interpreter={interpreter} nodeName={row.nodeName} modes={modes} from={from} to={`${addressAndPort(row.address, row.port)}/${row.protocol}`}
      source={wordOf(SOURCES, row.sourceClass)} frontend={addressAndPort(row.address, row.port)}
    />
  );
}

function read(text: string) {
  const json = JSON.parse(text) as Difference | { readonly nodes: readonly Difference[] };
  const differences = 'nodes' in json ? json.nodes : [json];
  const changes = differences.flatMap(({ before, changes: own }) => own.map((change): Row => ({ ...change, nodeName: before.nodeName })));
  const order = Object.keys(CONSEQUENCES);
  return { differences, changes: changes.sort((a, b) => order.indexOf(a.consequence) - order.indexOf(b.consequence)) };
}

function keyOf(row: Row): string {
  return [row.nodeName, row.serviceName, row.portName, row.destination, addressAndPort(row.address, row.port), row.protocol, row.sourceClass].join(' ');
}

function textOf(row: Row): string {
  return `${keyOf(row)} ${wordOf(SOURCES, row.sourceClass)} ${row.consequence} ${row.reason}`;
}
