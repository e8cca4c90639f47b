import { CATCH_ALL } from '../../../src/dataplane/requests/ingress-nginx/build';
import { certificateOf, evaluateNginx, isSentToHttps } from '../../../src/dataplane/requests/ingress-nginx/evaluate';
import { Location, NginxConfiguration, Server, textOf, upstreamName } from '../../../src/dataplane/requests/ingress-nginx/model';
import { rewriteOf } from '../../../src/dataplane/requests/ingress-nginx/select';
import { HttpRequest, RequestAnswer, uriOf } from '../../../src/dataplane/requests/request';
import { NginxAnswer } from '../../support/nginx';

/*
 * What the controller's template makes of its model, as far as a plain nginx can run it: all hosts and locations, with redirects and
 * rewrites. Canaries, which the controller's Lua chooses, count as their primaries.
 */

const MAPS = 'map $request_uri $without_slash { "~^(?<front>.*)/$" $front; default $request_uri; }';

/** The `server` blocks of a controller. */
export function serverBlocks(configuration: NginxConfiguration): string {
  // Redirects to HTTPS ask for the certificate of the name that a request has: an alias has a block of its own.
  const servers = [...configuration.servers.values()]
    .flatMap(server => [server.host, ...server.aliases.filter(alias => configuration.aliases.get(alias) === server)]
      .map(name => serverBlock(name, server, configuration)));
  const redirects = [...configuration.redirectsToWww].map(([from, { host }]) =>
    `server { server_name ${from}; listen SOCKET; location / { return 308 $scheme://${host}$without_slash; } }`);
  return [MAPS, ...servers, ...redirects].join('\n');
}

function serverBlock(host: string, server: Server, configuration: NginxConfiguration): string {
  const { locations, appRoot } = server;
  const name = host.startsWith('*.') ? `"~^[\\w-]+${host.slice(1).replaceAll('.', '\\.')}$"` : host;
  const root = appRoot ? `if ($uri = /) { return 302 $scheme://$http_host${appRoot.path}; }` : '';
  const exact = new Set(locations.filter(({ type }) => type === 'Exact').map(({ path }) => path));
  const blocks = locations.flatMap(location => headsOf(location, server, exact).map(head => `location ${head} { ${root} ${contentOf(location, host, configuration)} proxy_pass BACKEND; }`));
  return `server { server_name ${name}; listen SOCKET${host === CATCH_ALL ? ' default_server' : ''}; ${blocks.join('\n')} }`;
}

function headsOf({ path, type }: Location, { isRegex }: Server, exact: ReadonlySet<string>): string[] {
  if (isRegex) return [`~* "^${path}"`];
  if (type === 'Exact') return [`= "${path}"`];
  if (path === '/') return ['"/"'];
  const base = path.replace(/\/$/, '');
  return path.endsWith('/') || exact.has(path) ? [`"${base}/"`] : [`"${base}/"`, `= "${path}"`];
}

/** Beside it, there is always a `proxy_pass`, which has nginx redirect to the slash at the end of a location. */
function contentOf(location: Location, host: string, configuration: NginxConfiguration): string {
  const { ingress, backend } = location;
  const redirect = textOf(ingress, 'temporal-redirect') ?? textOf(ingress, 'permanent-redirect');
  if (redirect !== undefined) return `return ${textOf(ingress, 'temporal-redirect') === undefined ? textOf(ingress, 'permanent-redirect-code') ?? '301' : '302'} ${redirect};`;
  // The controller's Lua does that, which comes behind what the rewrite module returns.
  if (isSentToHttps(location, { scheme: 'http' }, host !== CATCH_ALL && certificateOf(configuration, host) !== undefined, configuration)) {
    return `return 308 https://$http_host${textOf(ingress, 'preserve-trailing-slash') === 'true' ? '$request_uri' : '$without_slash'};`;
  }
  if (!backend) return 'return 404;';
  const rewrite = rewriteOf(location);
  const rewriting = rewrite ? `rewrite "(?i)${location.path}" ${rewrite.target} break;` : '';
  return `proxy_set_header X-Location "${upstreamName(backend)}"; proxy_set_header Host ${textOf(ingress, 'upstream-vhost') ?? '$http_host'}; ${rewriting}`;
}

/** What our model says, in the words of what a client and a backend see. */
export function predicted(request: HttpRequest, configuration: NginxConfiguration): NginxAnswer {
  const { answer, location } = evaluateNginx(request, configuration);
  if (answer.kind === 'redirect') return { status: answer.status, location: answer.location };
  if (answer.kind !== 'backends') return { status: statusOf(answer) };
  const { forwarded: { path, host } } = answer;
  return { status: 200, backend: { location: upstreamName(location!.backend!), uri: uriOf({ ...request, path }), host } };
}

function statusOf(answer: RequestAnswer): number {
  return answer.kind === 'response' ? answer.status : 0;
}
