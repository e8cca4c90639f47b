import { CATCH_ALL } from './build';
import { Location, NginxConfiguration, Server, textOf } from './model';

/** Which server and location take a request. Source: internal/ingress/controller/template/template.go (buildLocation), rootfs/etc/nginx/template/nginx.tmpl. */

/** What a location answers by itself, without its annotations. */
export type Selected = { readonly location: Location } | { readonly addSlash: true } | { readonly none: true };

/** The server of a host: the one of its name or alias, else that of a wildcard, which takes one label, else `_`. */
export function serverOf({ servers }: NginxConfiguration, host: string): Server {
  const named = servers.get(host) ?? [...servers.values()].find(({ aliases }) => aliases.includes(host));
  if (named) return named;
  const [, rest] = /^[\w-]+(\..+)$/.exec(host) ?? [];
  return (rest === undefined ? undefined : servers.get(`*${rest}`)) ?? servers.get(CATCH_ALL)!;
}

/** The location of a path that is normalized. */
export function selectLocation(server: Server, path: string): Selected {
  if (server.isRegex) {
    const location = server.locations.find(each => new RegExp(`^${each.path}`, 'i').test(path));
    return location ? { location } : { none: true };
  }
  return selectPrefix(server, path);
}

interface Written {
  readonly isExact: boolean;
  /** The text in the configuration. */
  readonly text: string;
  readonly location: Location;
}

/**
 * What is written of locations: an Exact path as `= P`; a Prefix path P other than `/` as `P/` and, unless there is an Exact P, as
 * `= P`.
 */
function writtenLocations({ locations }: Server): Written[] {
  const exact = new Set(locations.filter(({ type }) => type === 'Exact').map(({ path }) => path));
  return locations.flatMap((location): Written[] => {
    const { path, type } = location;
    if (type === 'Exact') return [{ isExact: true, text: path, location }];
    if (path === '/' || path === '') return [{ isExact: false, text: '/', location }];
    const base = path.replace(/\/$/, '');
    const prefix = { isExact: false, text: `${base}/`, location };
    return path.endsWith('/') || exact.has(path) ? [prefix] : [prefix, { isExact: true, text: path, location }];
  });
}

function selectPrefix(server: Server, path: string): Selected {
  const written = writtenLocations(server);
  const equal = written.find(({ isExact, text }) => isExact && text === path);
  if (equal) return { location: equal.location };
  // A path that only lacks the slash at the end of a location is sent there.
  if (written.some(({ text }) => text === `${path}/` && text !== '/')) return { addSlash: true };
  const [longest] = written.filter(({ isExact, text }) => !isExact && path.startsWith(text)).sort((a, b) => b.text.length - a.text.length);
  return longest ? { location: longest.location } : { none: true };
}

/** The expression of a location that rewrites, and its target. It is searched in the path, not anchored. */
export function rewriteOf({ path, ingress }: Location): { readonly expression: RegExp; readonly target: string } | undefined {
  const target = textOf(ingress, 'rewrite-target');
  return target === undefined || target === path ? undefined : { expression: new RegExp(path, 'i'), target };
}
