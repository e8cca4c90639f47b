import { samplesOf } from './samples';
import { hostnamesCovering } from '../../../dataplane/requests/gateway/route-index';
import { CATCH_ALL } from '../../../dataplane/requests/ingress-nginx/build';
import { Location, NginxConfiguration, Server, textOf, upstreamName } from '../../../dataplane/requests/ingress-nginx/model';
import { HttpRequest } from '../../../dataplane/requests/request';
import { isOfGrpc } from '../plan/grpc';
import { escapedPath } from '../plan/paths';

/** A path that nobody has. */
const UNUSED = '/zz-unused-path';
const ACME = '/.well-known/acme-challenge/token';

/** The requests that show how a server answers: its hosts and paths with their neighbors, and what canaries and other annotations look at. */
export function* requestsFor(
  server: Server, configuration: NginxConfiguration, otherHosts: ReadonlySet<string>, schemes: readonly HttpRequest['scheme'][] = ['http', 'https'],
): Generator<HttpRequest> {
  const paths = [...new Set([...pathsOf(server), ...coveringServers(server, configuration).flatMap(ownPaths).slice(0, MOST_COVERING)])];
  const special = server.locations.flatMap(location => specialRequests(location, server, configuration));
  for (const host of hostsOf(server, configuration, otherHosts)) {
    for (const scheme of schemes) {
      for (const path of paths) yield { method: 'GET', path, query: '', headers: NO_HEADERS, scheme, host };
      for (const request of special) yield { ...request, scheme, host };
    }
  }
}

const NO_HEADERS: ReadonlyMap<string, string> = new Map();

function plainRequest(path: string, headers?: Readonly<Record<string, string>>, method = 'GET', query = ''): Omit<HttpRequest, 'scheme' | 'host'> {
  return { method, path, query, headers: headers ? new Map(Object.entries(headers)) : NO_HEADERS };
}

/** The names of a server, and for a wildcard some that it takes, and some that it does not. */
function hostsOf(server: Server, { redirectsToWww }: NginxConfiguration, otherHosts: ReadonlySet<string>): string[] {
  const { host, aliases } = server;
  const own = host === CATCH_ALL ? ['unknown.example'] : [host, ...aliases, ...[...redirectsToWww].filter(([, to]) => to === server).map(([name]) => name)];
  const hosts = own.filter(name => !name.startsWith('~')).flatMap(name => {
    if (!name.startsWith('*.')) return [name];
    const rest = name.slice('*.'.length);
    return [`one-label.${rest}`, `two.labels.${rest}`, ...otherHosts.has(rest) ? [] : [rest]];
  });
  return [...new Set(hosts)];
}

/** As many paths of other hosts are enough to show whether they are found under this one. */
const MOST_COVERING = 40;

/** The servers whose routes would take requests to a server if it were not there: of wildcards above it, and of all hosts. */
function coveringServers({ host }: Server, { servers }: NginxConfiguration): Server[] {
  if (host === CATCH_ALL) return [];
  const covering = hostnamesCovering(host.replace(/^\*/, 'any')).map(name => name === '' ? CATCH_ALL : name).filter(name => name !== host);
  return covering.flatMap(name => servers.get(name) ?? []);
}

function ownPaths({ locations, isRegex }: Server): string[] {
  return locations.flatMap(({ path }) => isRegex ? samplesOf(path).slice(0, 1) : [path]).filter(path => path.startsWith('/')).map(escapedPath);
}

/** The paths of the locations with their neighbors: shorter, longer, in another case, with a slash more or less, encoded. */
function pathsOf(server: Server): string[] {
  const paths = new Set<string>(['/', UNUSED, ACME]);
  for (const { path } of server.locations) {
    for (const text of server.isRegex ? samplesOf(path) : [path]) {
      if (!text.startsWith('/')) continue;
      const own = escapedPath(text);
      for (const neighbor of neighborsOf(own)) paths.add(neighbor);
    }
  }
  return [...paths];
}

function neighborsOf(path: string): string[] {
  const base = path.replace(/\/$/, '');
  const letter = path.search(/[a-zA-Z]/);
  const flipped = letter < 0 ? path : `${path.slice(0, letter)}${flip(path[letter])}${path.slice(letter + 1)}`;
  const second = path.indexOf('/', 1);
  return [
    path, `${base}/`, base === '' ? '/' : base, `${base}/x`, `${base}/x/y`, ...base === '' ? [] : [`${base}x`], flipped, path.slice(0, path.lastIndexOf('/', path.length - 2) + 1) || '/',
    `/${path}`, ...second > 0 && second < path.length - 1 ? [`${path.slice(0, second)}%2F${path.slice(second + 1)}`] : [],
    // Where a dot is an operator, any character is one.
    ...path.includes('.') ? [path.replace('.', 'X')] : [],
  ];
}

function flip(letter: string): string {
  return letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase();
}

type Template = Omit<HttpRequest, 'scheme' | 'host'>;

/** What a location answers by headers, cookies, methods and the query. */
function specialRequests(location: Location, server: Server, { canaries }: NginxConfiguration): Template[] {
  const { ingress, backend } = location;
  const [path = '/'] = (server.isRegex ? samplesOf(location.path) : [location.path]).filter(text => text.startsWith('/')).map(escapedPath);
  const canary = backend && canaries.get(upstreamName(backend));
  const header = textOf(canary?.ingress, 'canary-by-header');
  const cookie = textOf(canary?.ingress, 'canary-by-cookie');
  const value = textOf(canary?.ingress, 'canary-by-header-value');
  const pattern = textOf(canary?.ingress, 'canary-by-header-pattern');
  const values = ['always', 'never', 'other', ...value === undefined ? [] : [value], ...pattern === undefined ? [] : samplesOf(pattern).flatMap(text => [text, `x${text}y`])];
  const cookies = cookie === undefined ? [] : ['always', 'never', 'other'].map(text => `a=b; ${cookie}=${text}; c=d`);
  return [
    ...isOfGrpc(ingress) ? callsBelow(path).map(call => plainRequest(call, GRPC, 'POST')) : [],
    ...header === undefined ? [] : values.flatMap(text => [
      plainRequest(path, { [header.toLowerCase()]: text }),
      ...cookies.map(each => plainRequest(path, { [header.toLowerCase()]: text, cookie: each })),
    ]),
    ...cookies.map(each => plainRequest(path, { cookie: each })),
    ...textOf(ingress, 'enable-cors') === undefined ? [] : originsOf(textOf(ingress, 'cors-allow-origin') ?? '*').map(origin =>
      plainRequest(path, { origin, 'access-control-request-method': 'GET' }, 'OPTIONS')),
    ...['permanent-redirect', 'temporal-redirect', 'app-root', 'rewrite-target'].some(name => textOf(ingress, name) !== undefined) || server.certificates.size > 0
      ? [plainRequest(path, {}, 'GET', 'q=1')] : [],
  ];
}

const GRPC = { 'content-type': 'application/grpc' };

/** Paths of calls, which are `/SERVICE/METHOD`: those that a path is for, and some beside them. */
function callsBelow(path: string): string[] {
  const [service = '', method = ''] = path.slice(1).split('/');
  if (service === '') return ['/any.Service/Method'];
  return [`/${service}/${method === '' ? 'Method' : method}`, `/${service}/Other`, `/${service}x/Method`, `/${flip(service[0])}${service.slice(1)}/Method`];
}

function originsOf(allowed: string): string[] {
  return [...new Set(allowed.split(',').map(text => text.trim()).flatMap(text => text.includes('*.') ? [text.replace('*', 'one'), text.replace('*', 'two.labels')]
    : [text === '*' ? 'https://any.example' : text])), 'https://other.example'];
}
