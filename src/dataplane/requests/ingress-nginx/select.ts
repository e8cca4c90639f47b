import { CATCH_ALL } from './build';
import { ControllerSettings, Location, NginxConfiguration, Server, textOf } from './model';
import { pcre } from './pcre';

/** Which server and location take a request. Source: internal/ingress/controller/template/template.go (buildLocation), rootfs/etc/nginx/template/nginx.tmpl. */

/** What a location answers by itself, without its annotations; `unknown` is an expression that can't be evaluated. */
export type Selected = { readonly location: Location } | { readonly addSlash: true } | { readonly none: true } | { readonly unknown: string };

/**
 * The server of a host: the one of its name or alias, else of the longest alias with a wildcard, which nginx itself reads, for any number
 * of labels; else that of a wildcard host, which takes one label, else `_`. Source: nginx.tmpl (server_name), nginx's ngx_hash.c.
 */
export function serverOf({ servers, aliases }: NginxConfiguration, host: string): Server {
  const named = servers.get(host) ?? aliases.get(host);
  if (named) return named;
  for (let dot = aliases.size === 0 ? -1 : host.indexOf('.'); dot !== -1; dot = host.indexOf('.', dot + 1)) {
    const wide = aliases.get(`*${host.slice(dot)}`);
    if (wide) return wide;
  }
  const [, rest] = /^[\w-]+(\..+)$/.exec(host) ?? [];
  return (rest === undefined ? undefined : servers.get(`*${rest}`)) ?? servers.get(CATCH_ALL)!;
}

/** The location of a path that is normalized. */
export function selectLocation(server: Server, path: string, settings: Pick<ControllerSettings, 'isPlain'> = { isPlain: false }): Selected {
  if (!server.isRegex) return selectPrefix(server, path, settings.isPlain);
  for (const location of server.locations) {
    const expression = pcre(`^${location.path}`, true);
    if (!expression) return { unknown: location.path };
    if (expression.test(path)) return { location };
  }
  return { none: true };
}

interface Written {
  /** By the texts of exact locations. */
  readonly exact: ReadonlyMap<string, Location>;
  /** By the texts of prefix locations. */
  readonly prefixes: ReadonlyMap<string, Location>;
}

const written = new WeakMap<Server, Written>();

/**
 * What is written of locations: an Exact path as `= P`; a Prefix path P other than `/` as `P/` and, unless there is an Exact P, as
 * `= P`.
 */
function writtenLocations(server: Server): Written {
  const known = written.get(server);
  if (known) return known;
  const exact = new Map(server.locations.filter(({ type }) => type === 'Exact').map(location => [location.path, location]));
  const prefixes = new Map<string, Location>();
  for (const location of server.locations.filter(({ type }) => type === 'Prefix')) {
    const { path } = location;
    const base = path.replace(/\/$/, '');
    if (!prefixes.has(`${base}/`)) prefixes.set(`${base}/`, location);
    if (!path.endsWith('/') && !exact.has(path)) exact.set(path, location);
  }
  const result = { exact, prefixes };
  written.set(server, result);
  return result;
}

function selectPrefix(server: Server, path: string, isPlain: boolean): Selected {
  const { exact, prefixes } = writtenLocations(server);
  const equal = exact.get(path);
  if (equal) return { location: equal };
  const withSlash = path === '' ? undefined : exact.get(`${path}/`) ?? prefixes.get(`${path}/`);
  if (withSlash) {
    // nginx sends a path that only lacks the slash at the end of a location with proxy_pass there, which one that is denied does not have;
    // the Ingress API takes it for the same as a prefix.
    const location = prefixes.get(`${path}/`);
    if (!isPlain && withSlash.ingress?.denied === undefined) return { addSlash: true };
    if (isPlain && location) return { location };
  }
  for (let end = path.lastIndexOf('/'); end >= 0; end = path.lastIndexOf('/', end - 1)) {
    const location = prefixes.get(path.slice(0, end + 1));
    if (location) return { location };
    if (end === 0) break;
  }
  return { none: true };
}

/**
 * The expression of a location that rewrites, and its target. It is searched in the path, not anchored; it is not set where it can't be
 * evaluated.
 */
export function rewriteOf({ path, ingress }: Location): { readonly expression?: RegExp; readonly target: string } | undefined {
  if (ingress === undefined || ingress.annotations.size === 0) return undefined;
  const target = textOf(ingress, 'rewrite-target');
  return target === undefined || target === path ? undefined : { expression: pcre(path, true), target };
}
