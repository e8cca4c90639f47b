import { NginxIngress, textOf } from '../../../dataplane/requests/ingress-nginx/model';
import { Availability } from '../../../programs/gateway-api/target';

/** Source: internal/ingress/annotations/cors/main.go. */
const DEFAULT_METHODS = 'GET, PUT, POST, DELETE, PATCH, OPTIONS';
const DEFAULT_HEADERS = 'DNT,Keep-Alive,User-Agent,X-Requested-With,If-Modified-Since,Cache-Control,Content-Type,Range,Authorization';
const DEFAULT_MAX_AGE = 1728000;

/** What the CRDs take for an origin. */
const ORIGIN = /^https?:\/\/((\*\.)?([a-zA-Z0-9-]+\.)*[a-zA-Z0-9-]+|\*)(:[0-9]{1,5})?$/;
const METHODS: readonly string[] = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH', '*'];
const HEADER_NAME = /^[A-Za-z0-9!#$%&'*+\-.^_`|~]{1,256}$/;

/** Where the filter takes every origin, and leaves credentials open. */
export const CORS: Availability = { standard: ['1.5'], experimental: ['1.4'] };

/** The filter CORS for `enable-cors`. Origins that the CRDs refuse are left out. */
export function corsFilter(ingress: NginxIngress): unknown {
  const list = (name: string, byDefault: string): string[] => {
    const items = [...new Set((textOf(ingress, name) ?? byDefault).split(',').map(item => item.trim()).filter(item => item !== ''))];
    return items.includes('*') ? ['*'] : items;
  };
  const origins = list('cors-allow-origin', '*').filter(origin => origin === '*' || ORIGIN.test(origin));
  const expose = list('cors-expose-headers', '').filter(name => HEADER_NAME.test(name));
  const maxAge = Number.parseInt(textOf(ingress, 'cors-max-age') ?? '', 10) || DEFAULT_MAX_AGE;
  const cors = {
    allowOrigins: origins,
    allowMethods: list('cors-allow-methods', DEFAULT_METHODS).map(method => method.toUpperCase()).filter(method => METHODS.includes(method)),
    allowHeaders: list('cors-allow-headers', DEFAULT_HEADERS).filter(name => HEADER_NAME.test(name)),
    ...expose.length > 0 && { exposeHeaders: expose },
    allowCredentials: textOf(ingress, 'cors-allow-credentials') !== 'false',
    maxAge,
  };
  return { type: 'CORS', cors };
}
