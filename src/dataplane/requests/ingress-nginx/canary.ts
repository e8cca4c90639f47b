import { backendOf, Canary, NginxConfiguration, NginxIngress, textOf, Upstream, upstreamName } from './model';
import { pcre } from './pcre';
import { BackendShare, cookieOf, HttpRequest } from '../request';

/** How requests to an upstream are spread over it and its canary. Source: rootfs/etc/nginx/lua/balancer.lua, route_to_alternative_balancer. */
export function sharesOf(upstream: Upstream, request: HttpRequest, { canaries, settings }: NginxConfiguration): BackendShare[] {
  const primary = backendOf(upstream);
  const canary = canaries.get(upstreamName(upstream));
  const share = canary === undefined ? 0 : shareOfCanary(canary, request, settings.underscoresInHeaders);
  const alternative = canary && backendOf(canary.upstream);
  return [
    ...share < 1 ? [{ backend: primary, share: 1 - share }] : [],
    ...alternative !== undefined && share > 0 ? [{ backend: alternative, share }] : [],
  ];
}

/** A header decides before a cookie, a cookie before the weight. Cookies of session affinity are left out: a first request has none. */
function shareOfCanary({ ingress }: Canary, request: HttpRequest, underscores: boolean): number {
  const header = textOf(ingress, 'canary-by-header');
  const value = header === undefined ? undefined : headerOf(request, header, underscores);
  if (value !== undefined) {
    const wanted = textOf(ingress, 'canary-by-header-value');
    const pattern = textOf(ingress, 'canary-by-header-pattern');
    if (wanted !== undefined) {
      if (value === wanted) return 1;
    } else if (pattern !== undefined) {
      if (pcre(pattern, false)?.test(value)) return 1;
    } else if (value === 'always' || value === 'never') {
      return value === 'always' ? 1 : 0;
    }
  }
  const cookie = textOf(ingress, 'canary-by-cookie');
  const chosen = cookie === undefined ? undefined : cookieOf(request, cookie);
  if (chosen === 'always' || chosen === 'never') return chosen === 'always' ? 1 : 0;

  const { weight, total } = canaryWeight(ingress);
  return weight / total;
}

/** The weight of a canary, of a total: one below 100 does not count, and more than all is all. */
export function canaryWeight(ingress: NginxIngress): { readonly weight: number; readonly total: number } {
  const number = (annotation: string): number => Number.parseInt(textOf(ingress, annotation) ?? '', 10) || 0;
  const total = Math.max(number('canary-weight-total'), 100);
  return { weight: Math.max(0, Math.min(number('canary-weight'), total)), total };
}

/** Names are looked up as variables, in which `-` is written `_`. Headers with `_` in their names are dropped unless they are allowed. */
function headerOf({ headers }: HttpRequest, name: string, underscores: boolean): string | undefined {
  const variable = name.toLowerCase().replaceAll('-', '_');
  return [...headers].find(([key]) => key.replaceAll('-', '_') === variable && (underscores || !key.includes('_')))?.[1];
}

