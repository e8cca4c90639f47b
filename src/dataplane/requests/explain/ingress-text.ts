import { CATCH_ALL } from '../ingress-nginx/build';
import { canaryWeight } from '../ingress-nginx/canary';
import { Canary, Location, NginxConfiguration, NginxIngress, Server, textOf } from '../ingress-nginx/model';

/** What the controller makes of Ingresses, in words. */

export function ingressName({ namespace, name }: NginxIngress): string {
  return `Ingress ${namespace}/${name}`;
}

/** `Prefix /cart`; a regular expression is as nginx gets it. */
export function locationText({ path, type, isDefault }: Location, { isRegex }: Server): string {
  if (isRegex) return `expression ^${path}, in upper and lower case`;
  return `${type} ${path}${isDefault ? ', which every server has' : ''}`;
}

/** `Ingress next/cart: header X-Canary: always, 10 of 100 requests` */
export function canaryText({ ingress }: Canary): string {
  const [header, cookie] = [textOf(ingress, 'canary-by-header'), textOf(ingress, 'canary-by-cookie')];
  const value = textOf(ingress, 'canary-by-header-value') ?? textOf(ingress, 'canary-by-header-pattern');
  const { weight, total } = canaryWeight(ingress);
  const by = [
    ...header === undefined ? [] : [`header ${header}: ${value ?? 'always'}`],
    ...cookie === undefined ? [] : [`cookie ${cookie}: always`],
    ...weight === 0 && (header ?? cookie) !== undefined ? [] : [`${weight} of ${total} requests`],
  ];
  return `${ingressName(ingress)}: ${by.join(', ')}`;
}

/** Annotations that decide over requests, as the evaluation reads them. */
const DECIDING = [
  'temporal-redirect', 'permanent-redirect', 'force-ssl-redirect', 'ssl-redirect', 'preserve-trailing-slash', 'from-to-www-redirect', 'app-root',
  'use-regex', 'rewrite-target', 'upstream-vhost', 'x-forwarded-prefix', 'enable-cors', 'cors-allow-origin', 'backend-protocol', 'ssl-passthrough',
] as const;

/** The annotations of an Ingress that decide over its requests: `rewrite-target: /$2`. */
export function decidingAnnotations(ingress: NginxIngress | undefined, { settings }: NginxConfiguration): string[] {
  if (settings.isPlain) return [];
  return DECIDING.flatMap(name => {
    const value = textOf(ingress, name);
    return value === undefined ? [] : [`${name}: ${value}`];
  });
}

/** `_` is the server of all other hosts. */
export function serverText({ host }: Server): string {
  return host === CATCH_ALL ? 'all hosts that no other server takes' : host;
}
