import { createHash } from 'node:crypto';
import { CATCH_ALL } from '../../../dataplane/requests/ingress-nginx/build';

/** A part of object names for a host: `shop-example-com`. A wildcard and the domain above it have different ones. */
export function hostLabel(host: string): string {
  if (host === CATCH_ALL) return 'all-hosts';
  const text = host.replace(/^\*\./, 'wildcard.').replaceAll('.', '-');
  // a-b.c and a.b-c would be the same.
  return host.includes('-') && host.replace(/^\*\./, '').includes('.') ? `${text}-${hashOf(host)}`.slice(-200) : text.slice(-200);
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 6);
}
