import { useMemo } from 'preact/hooks';
import { ViewProps } from '../app';
import { Filter, Filters, useFiltered } from '../parts/filters';
import { Column, Table } from '../parts/table';

/** A change of `diff --format json`. */
interface Change {
  readonly family: string;
  readonly kind: string;
  readonly name: string;
  readonly action: string;
  readonly before?: string;
  readonly after?: string;
}

interface Difference {
  readonly before: { readonly kubernetesVersion: string; readonly nodeName: string };
  readonly after: { readonly kubernetesVersion: string; readonly nodeName: string };
  readonly changes: readonly Change[];
}

type Row = Change & { readonly key: string };

const FILTERS: readonly Filter<Row>[] = [
  { id: 'family', title: 'Family', valueOf: ({ family }) => family },
  { id: 'kind', title: 'Kind', valueOf: ({ kind }) => kind },
  { id: 'action', title: 'Change', valueOf: ({ action }) => action },
];

const COLUMNS: readonly Column<Row>[] = [
  { title: 'Change', width: '7rem', cell: ({ action }) => action },
  { title: 'Kind', width: '6rem', cell: ({ kind }) => kind },
  { title: 'In', width: 'minmax(12rem, 1fr)', cell: ({ name }) => name },
  { title: 'Before', width: 'minmax(14rem, 2fr)', cell: ({ before }) => before === undefined ? '' : <code>{before}</code> },
  { title: 'After', width: 'minmax(14rem, 2fr)', cell: ({ after }) => after === undefined ? '' : <code>{after}</code> },
];

/** What one ruleset has in the place of another. */
export function RulesetChanges({ text, place, go }: ViewProps) {
  const { before, after, rows: all } = useMemo(() => read(text), [text]);
  const rows = useFiltered(all, FILTERS, place, row => [row.action, row.kind, row.name, row.before, row.after].join(' '));
  const row = all.find(({ key }) => key === place.row);
  return (
    <>
      <p>From kube-proxy {before.kubernetesVersion} on {before.nodeName} to {after.kubernetesVersion} on {after.nodeName}.</p>
      <Filters rows={all} shown={rows.length} filters={FILTERS} place={place} go={go} word="change" />
      <Table label="Changes of the ruleset" columns={COLUMNS} rows={rows} keyOf={({ key }) => key} selected={place.row} onSelect={key => go({ ...place, row: key }, true)} />
      {row && (
        <section class="detail" aria-label="The chosen change">
          <h3>{row.kind} {row.name}: {row.action}</h3>
          {row.before !== undefined && <p>Before: <code>{row.before}</code></p>}
          {row.after !== undefined && <p>After: <code>{row.after}</code></p>}
        </section>
      )}
    </>
  );
}

function read(text: string) {
  const { before, after, changes } = JSON.parse(text) as Difference;
  return { before, after, rows: changes.map((change, index): Row => ({ ...change, key: String(index) })) };
}
