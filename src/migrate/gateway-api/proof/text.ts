import { BackendShare, HttpRequest, RequestAnswer, uriOf } from '../../../dataplane/requests/request';

/** `GET http://shop.example.com/cart (X-Canary: always)` */
export function describeRequest(request: HttpRequest): string {
  const { method, scheme, host, headers } = request;
  const shown = [...headers].map(([name, value]) => `${name}: ${value}`);
  return `${method} ${scheme}://${host}${uriOf(request)}${shown.length === 0 ? '' : ` (${shown.join(', ')})`}`;
}

/** `90 % shop/web:80, 10 % shop/web-v2:80`, `308 https://shop.example.com/`, `404`. */
export function describeAnswer(answer: RequestAnswer): string {
  switch (answer.kind) {
    case 'backends': {
      const { forwarded: { path, host, protocol }, protections } = answer;
      const extra = [...protocol === undefined ? [] : [protocol], ...protections];
      return `${describeShares(answer.backends)}, which sees ${host}${path}${extra.length === 0 ? '' : ` (${extra.join(', ')})`}`;
    }
    case 'redirect': return `${answer.status} ${answer.location}`;
    case 'response': return `${answer.status} (${answer.why})`;
    case 'refused': return `no connection (${answer.why})`;
    case 'undetermined': return `not determined (${answer.why})`;
  }
}

/** `90 % shop/web:80, 10 % shop/web-v2:80` */
export function describeShares(shares: readonly BackendShare[]): string {
  const name = ({ backend, status }: BackendShare): string => backend ?? String(status ?? 500);
  return shares.length === 1 ? name(shares[0]) : shares.map(share => `${Math.round(share.share * 1000) / 10} % ${name(share)}`).join(', ');
}
