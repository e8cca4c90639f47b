import { IngressPath, NginxIngress, PathType } from '../../../../src/dataplane/requests/ingress-nginx/model';
import { HttpRequest } from '../../../../src/dataplane/requests/request';

/** A path that a Service of its own answers, so that the answer says which one it was. */
export function path(text: string, type: PathType = 'Prefix', service = `${type}${text}`): IngressPath {
  return { path: text, type, backend: { namespace: 'shop', service, port: '80' } };
}

export function ingress(
  name: string, host: string, paths: readonly IngressPath[], annotations: Readonly<Record<string, string>> = {}, more: Partial<NginxIngress> = {},
): NginxIngress {
  return { namespace: 'shop', name, created: '', annotations: new Map(Object.entries(annotations)), rules: [{ host, paths }], tls: [], ...more };
}

/** A request as in `GET http://shop.example.com/cart?id=1`. */
export function request(text: string, headers: Readonly<Record<string, string>> = {}): HttpRequest {
  const [, method, scheme, host, fullPath] = /^(\w+) (https?):\/\/([^/]+)(\/.*)$/.exec(text)!;
  const [requestPath, query = ''] = fullPath.split('?');
  return { method, scheme: scheme as HttpRequest['scheme'], host, path: requestPath, query, headers: new Map(Object.entries(headers)) };
}
