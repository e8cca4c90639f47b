import { Table } from '../../src/dataplane/nftables/model/table';

/**
 * The table after a sync that turned `previous` into `next`. kube-proxy empties the chains of Services and endpoints
 * that are gone, but deletes them only at a later sync, since kernels before 6.2 may still count references to them.
 */
export function withStaleChains(previous: Table, next: Table): Table {
  const chains = new Map(next.chains);
  for (const name of previous.chains.keys()) {
    if (!chains.has(name) && belongsToService(name)) chains.set(name, { name, rules: [] });
  }
  return { ...next, chains };
}

/** Only names of Services' and endpoints' chains hold a slash, which is how kube-proxy tells them apart as well. */
function belongsToService(chain: string): boolean {
  return chain.includes('/');
}
