import { withStaleChains } from './stale-chains';
import { REJECT } from '../../src/dataplane/nftables/model/statements';
import { Table } from '../../src/dataplane/nftables/model/table';
import { addRule, TableBuilder } from '../../src/dataplane/nftables/model/table-builder';

function table(...chains: string[]): Table {
  const builder = new TableBuilder('ip', 'kube-proxy', 'rules');
  for (const chain of chains) {
    addRule(builder.chain(chain), [REJECT]);
  }
  return builder.table;
}

test('chains of Services that are gone stay empty; all other chains go', () => {
  const next = table('services', 'service-AAAAAAAA-a/b/tcp/c');
  const merged = withStaleChains(table('services', 'filter-old', 'service-BBBBBBBB-a/gone/tcp/', 'endpoint-CCCCCCCC-a/b/tcp/c__10.0.0.1/80'), next);
  expect([...merged.chains].map(([name, chain]) => [name, chain.name, chain.rules.length])).toEqual([
    ['services', 'services', 1],
    ['service-AAAAAAAA-a/b/tcp/c', 'service-AAAAAAAA-a/b/tcp/c', 1],
    ['service-BBBBBBBB-a/gone/tcp/', 'service-BBBBBBBB-a/gone/tcp/', 0],
    ['endpoint-CCCCCCCC-a/b/tcp/c__10.0.0.1/80', 'endpoint-CCCCCCCC-a/b/tcp/c__10.0.0.1/80', 0],
  ]);
});

test('a chain that is used again has the rules of the new table, and neither table is changed', () => {
  const previous = table('service-AAAAAAAA-a/b/tcp/c', 'local-AAAAAAAA-a/b/tcp/c');
  const next = table('service-AAAAAAAA-a/b/tcp/c');
  const merged = withStaleChains(previous, next);
  expect(merged.chains.get('service-AAAAAAAA-a/b/tcp/c')).toBe(next.chains.get('service-AAAAAAAA-a/b/tcp/c'));
  expect(merged.chains.get('local-AAAAAAAA-a/b/tcp/c')!.rules).toEqual([]);
  expect([previous.chains.size, previous.chains.get('local-AAAAAAAA-a/b/tcp/c')!.rules.length, next.chains.size]).toEqual([2, 1, 1]);
});

test('chains that are stale already stay until they are gone', () => {
  const stale = withStaleChains(table('local-AAAAAAAA-a/b/tcp/c'), table('services'));
  expect([...withStaleChains(stale, table('services')).chains.keys()]).toEqual(['services', 'local-AAAAAAAA-a/b/tcp/c']);
});
