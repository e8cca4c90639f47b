import { CATCH_ALL } from '../../../dataplane/requests/ingress-nginx/build';

/** Names of objects and listeners get suffixes, and must not be longer than 253 characters. */
const LONGEST = 200;

/** A part of object names for each host, as in `shop-example-com`; no two hosts have the same. */
export function hostLabels(hosts: readonly string[]): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  return new Map(hosts.map(host => {
    const text = (host === CATCH_ALL ? 'all-hosts' : host.replace(/^\*\./, 'wildcard.').replaceAll('.', '-')).slice(0, LONGEST);
    let label = text;
    for (let i = 2; taken.has(label); i++) label = `${text}-${i}`;
    taken.add(label);
    return [host, label];
  }));
}
