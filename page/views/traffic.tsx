import { useMemo } from 'preact/hooks';
import { ViewProps } from '../app';
import { sourceText } from '../interpreter';
import { Asked } from '../parts/asked';
import { Badge } from '../parts/badge';
import { Filter, Filters, useFiltered } from '../parts/filters';
import { Column, Table } from '../parts/table';
import { addressAndPort, masqueradeText, SOURCES, toneOf, VERDICTS, wordOf } from '../parts/words';

/** A row of `explain --all --format json`. */
interface Entry {
  readonly serviceName?: string;
  readonly portName?: string;
  readonly kind?: string;
  readonly destination?: string;
  readonly family: string;
  readonly address: string;
  readonly port?: number;
  readonly protocol: string;
  readonly sourceClass: string;
  readonly sourceAddress: string;
  readonly verdict: string;
  readonly endpointCount?: number;
  readonly masqueradedEndpointCount?: number;
}

interface Matrix {
  readonly node: string;
  readonly mode: string;
  readonly entries: readonly Entry[];
}

const FILTERS: readonly Filter<Entry>[] = [
  { id: 'namespace', title: 'Namespace', valueOf: ({ serviceName = '' }) => serviceName.split('/')[0] },
  { id: 'service', title: 'Service', valueOf: ({ serviceName = '' }) => serviceName },
  { id: 'from', title: 'From', valueOf: ({ sourceClass }) => sourceClass, wordOf: value => wordOf(SOURCES, value) },
  { id: 'verdict', title: 'Verdict', valueOf: ({ verdict }) => verdict, wordOf: value => toneOf(VERDICTS, value)[0] },
  { id: 'kind', title: 'Frontend', valueOf: kindOf },
];

const COLUMNS: readonly Column<Entry>[] = [
  { title: 'Service', width: 'minmax(10rem, 2fr)', cell: ({ serviceName, portName }) => `${serviceName ?? ''}${portName ? `:${portName}` : ''}` },
  { title: 'Frontend', width: '9rem', cell: kindOf },
  { title: 'Address', width: 'minmax(13rem, 1.5fr)', cell: entry => `${addressAndPort(entry.address, entry.port)} ${entry.protocol}` },
  { title: 'From', width: '11rem', cell: ({ sourceClass }) => wordOf(SOURCES, sourceClass) },
  { title: 'Verdict', width: '9rem', cell: ({ verdict }) => <Badge words={VERDICTS} value={verdict} /> },
  { title: 'Endpoints', width: '6rem', cell: ({ endpointCount = 0 }) => endpointCount.toLocaleString('en-US') },
  { title: 'Source address', width: '11rem', cell: ({ endpointCount = 0, masqueradedEndpointCount = 0 }) => masqueradeText(endpointCount, masqueradedEndpointCount) },
];

/** What becomes of traffic to each frontend of each Service, from each kind of client. */
export function Traffic({ text, place, go, interpreter }: ViewProps) {
  const matrix = useMemo(() => JSON.parse(text) as Matrix, [text]);
  const rows = useFiltered(matrix.entries, FILTERS, place, textOf);
  const row = place.row === undefined ? undefined : matrix.entries.find(entry => keyOf(entry) === place.row);
  return (
    <>
      <p>Node {matrix.node}, {matrix.mode} mode. Choose a row to see where its traffic goes.</p>
      <Filters rows={matrix.entries} shown={rows.length} filters={FILTERS} place={place} go={go} word="row" />
      <Table
        label="Traffic" columns={COLUMNS} rows={rows} keyOf={keyOf} selected={place.row}
        onSelect={key => go({ ...place, row: key }, true)}
      />
      {row && interpreter && (
        <section class="detail" aria-label="The chosen row">
          <Asked
            interpreter={interpreter} nodeName={matrix.node} modes={interpreter.question.modes}
            from={sourceText(row.sourceClass, row.sourceAddress)} to={`${addressAndPort(row.address, row.port)}/${row.protocol}`}
            source={wordOf(SOURCES, row.sourceClass)} frontend={addressAndPort(row.address, row.port)} withRules
          />
        </section>
      )}
    </>
  );
}

function kindOf({ kind, destination }: Entry): string {
  return kind ?? destination ?? '';
}

function keyOf(entry: Entry): string {
  return [entry.serviceName, entry.portName, kindOf(entry), addressAndPort(entry.address, entry.port), entry.protocol, entry.sourceClass].join(' ');
}

function textOf(entry: Entry): string {
  return `${keyOf(entry)} ${entry.sourceAddress} ${toneOf(VERDICTS, entry.verdict)[0]} ${wordOf(SOURCES, entry.sourceClass)}`;
}
