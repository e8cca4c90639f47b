import { useMemo } from 'preact/hooks';
import { NodeRow } from '../../src/report/document';
import { ViewProps } from '../app';
import { Badge } from '../parts/badge';
import { Filter, Filters, useFiltered } from '../parts/filters';
import { Column, Table } from '../parts/table';
import { SEVERITIES } from '../parts/words';

const FILTERS: readonly Filter<NodeRow>[] = [
  { id: 'ready', title: 'Ready', valueOf: ({ isReady }) => isReady ? 'ready' : 'not ready' },
];

const COLUMNS: readonly Column<NodeRow>[] = [
  { title: 'Node', width: 'minmax(10rem, 1fr)', cell: ({ name }) => name },
  { title: 'Ready', width: '7rem', cell: ({ isReady }) => <Badge words={READY} value={isReady ? 'ready' : 'not ready'} /> },
  { title: 'System', width: 'minmax(14rem, 2fr)', cell: ({ description }) => description },
  { title: 'Findings', width: '6rem', cell: ({ findings }) => findings.length },
];

const READY = { 'ready': ['ready', 'good'], 'not ready': ['not ready', 'bad'] } as const;

/** Which nodes can change, and what keeps the others. */
export function Nodes({ text, place, go }: ViewProps) {
  const nodes = useMemo(() => JSON.parse(text) as readonly NodeRow[], [text]);
  const rows = useFiltered(nodes, FILTERS, place, ({ name, description, findings }) => [name, description, ...findings.map(({ title }) => title)].join(' '));
  const node = nodes.find(({ name }) => name === place.row);
  return (
    <>
      <Filters rows={nodes} shown={rows.length} filters={FILTERS} place={place} go={go} word="node" />
      <Table label="Nodes" columns={COLUMNS} rows={rows} keyOf={({ name }) => name} selected={place.row} onSelect={row => go({ ...place, row }, true)} />
      {node && (
        <section class="detail" aria-label={`Node ${node.name}`}>
          <h3>{node.name}</h3>
          {node.findings.length === 0 && <p>No finding is about this node alone.</p>}
          <ul>{node.findings.map(({ ruleId, severity, title }) => <li key={ruleId}><Badge words={SEVERITIES} value={severity} /> <a href={`#findings/${ruleId}`}>{title}</a></li>)}</ul>
        </section>
      )}
    </>
  );
}
