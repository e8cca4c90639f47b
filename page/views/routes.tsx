import { useMemo } from 'preact/hooks';
import { backendsText, RouteRow } from '../../src/dataplane/requests/explain/route-table';
import { ViewProps } from '../app';
import { Badge } from '../parts/badge';
import { Filter, Filters, useFiltered } from '../parts/filters';
import { Column, Table } from '../parts/table';
import { Tone } from '../parts/words';

/** A row of `explain --all --goal gateway-api --format json`, and its place in the table. */
type Row = RouteRow & { readonly key: string };

const REACHED: Readonly<Record<string, readonly [string, Tone]>> = { never: ['never reached', 'bad'] };

const FILTERS: readonly Filter<Row>[] = [
  { id: 'through', title: 'Through', valueOf: ({ through }) => through },
  { id: 'hostname', title: 'Host', valueOf: ({ hostname }) => hostname },
  { id: 'namespace', title: 'Namespace', valueOf: ({ namespace }) => namespace },
];

const COLUMNS: readonly Column<Row>[] = [
  { title: 'Host', width: 'minmax(10rem, 1fr)', cell: ({ hostname }) => hostname === '' ? 'any' : hostname },
  { title: 'Request', width: 'minmax(12rem, 2fr)', cell: ({ match }) => match },
  { title: 'What happens', width: 'minmax(10rem, 1fr)', cell: ({ actions }) => actions.join(', ') },
  { title: 'Backends', width: 'minmax(12rem, 2fr)', cell: row => backendsText(row.backends) },
  { title: 'Through', width: 'minmax(10rem, 1fr)', cell: ({ through, entry }) => `${through} ${entry}` },
  { title: 'Note', width: '8rem', cell: ({ isNeverReached }) => isNeverReached ? <Badge words={REACHED} value="never" /> : '' },
];

/** Which requests go where. */
export function Routes({ text, place, go }: ViewProps) {
  const routes = useMemo(() => read(text), [text]);
  const rows = useFiltered(routes, FILTERS, place, row => [row.hostname, row.match, row.object, row.through, backendsText(row.backends), ...row.actions].join(' '));
  const row = routes.find(({ key }) => key === place.row);
  return (
    <>
      <Filters rows={routes} shown={rows.length} filters={FILTERS} place={place} go={go} word="rule" />
      <Table label="Routes" columns={COLUMNS} rows={rows} keyOf={({ key }) => key} selected={place.row} onSelect={key => go({ ...place, row: key }, true)} />
      {row && (
        <section class="detail" aria-label="The chosen rule">
          <h3>{row.hostname === '' ? 'any host' : row.hostname}: {row.match}</h3>
          <p>{row.object}, {row.field}, through {row.through} {row.entry}</p>
          <ul>{row.actions.map(action => <li key={action}>{action}</li>)}{backendsText(row.backends) !== '' && <li>to {backendsText(row.backends)}</li>}</ul>
        </section>
      )}
    </>
  );
}

function read(text: string): Row[] {
  return (JSON.parse(text) as { readonly routes: readonly RouteRow[] }).routes.map((route, index) => ({ ...route, key: String(index) }));
}
