/** Hostnames of listeners and routes. Source: apis/v1/shared_types.go, `Hostname`; apis/v1/httproute_types.go, `Hostnames`. */

/** Whether a host belongs to a hostname: a `*.` stands for one label or more. An absent hostname is every host. */
export function coversHost(hostname: string | undefined, host: string): boolean {
  if (hostname === undefined || hostname === '') return true;
  if (hostname.startsWith('*.')) return host.length > hostname.length - 1 && host.endsWith(hostname.slice(1));
  return hostname === host;
}

/** The part of a route's hostname that a listener's takes; `undefined` where they have nothing in common. An empty text stands for every host. */
export function intersection(listener: string, route: string): string | undefined {
  if (listener === '') return route;
  if (route === '' || route === listener) return listener;
  if (listener.startsWith('*.') && route.startsWith('*.')) {
    if (route.endsWith(listener.slice(1))) return route;
    return listener.endsWith(route.slice(1)) ? listener : undefined;
  }
  if (listener.startsWith('*.')) return coversHost(listener, route) ? route : undefined;
  return route.startsWith('*.') && coversHost(route, listener) ? listener : undefined;
}

/** Sorts hostnames from the most to the least specific: whole names, then `*.` with more characters, then every host. */
export function compareHostnames(a: string, b: string): number {
  const rank = (hostname: string): number => hostname === '' ? 2 : hostname.startsWith('*.') ? 1 : 0;
  return rank(a) - rank(b) || b.length - a.length || (a < b ? -1 : a > b ? 1 : 0);
}
