import { sharesOf } from './canary';
import { isOn, Location, NginxConfiguration, NginxIngress, Server, textOf } from './model';
import { normalizedPath } from './normalize';
import { protectionsOf } from './protections';
import { rewriteOf, selectLocation, serverOf } from './select';
import { HttpRequest, RequestAnswer, uriOf } from '../request';

/** The way of a request through the controller's nginx. */
export interface NginxTrace {
  readonly answer: RequestAnswer;
  readonly server: Server;
  readonly location?: Location;
  /** The path by which the location was chosen. */
  readonly normalizedPath?: string;
}

/** What the controller's nginx does with a request, as far as a client and the backends notice. */
export function evaluateNginx(request: HttpRequest, configuration: NginxConfiguration): NginxTrace {
  const server = serverOf(configuration, request.host);
  const path = normalizedPath(request.path);
  if (path === undefined) return { answer: { kind: 'response', status: 400, why: 'nginx takes the path for invalid' }, server };
  const trace = { server, normalizedPath: path };
  if (server.appRoot !== undefined && path === '/') {
    return { ...trace, answer: { kind: 'redirect', status: 302, location: `${request.scheme}://${request.host}${server.appRoot}`, protections: [] } };
  }
  const selected = selectLocation(server, path);
  if ('none' in selected) return { ...trace, answer: { kind: 'response', status: 404, why: 'no location of the host matches' } };
  if ('addSlash' in selected) {
    const location = `${request.scheme}://${request.host}${path}/${request.query === '' ? '' : `?${request.query}`}`;
    return { ...trace, answer: { kind: 'redirect', status: 301, location, protections: [] } };
  }
  const { location } = selected;
  return { ...trace, location, answer: answerOf(location, request, path, server, configuration) };
}

function answerOf(location: Location, request: HttpRequest, path: string, server: Server, configuration: NginxConfiguration): RequestAnswer {
  const { ingress } = location;
  const protections = protectionsOf(ingress);
  const toHttps = httpsRedirect(location, request, server, configuration);
  if (toHttps) return toHttps;
  if (isOn(ingress, 'enable-cors') && isPreflight(request) && allowsOrigin(textOf(ingress, 'cors-allow-origin') ?? '*', request.headers.get('origin')!)) {
    return { kind: 'response', status: 204, why: 'nginx answers the preflight request (enable-cors)' };
  }
  const redirect = redirectOf(ingress, request);
  if (redirect) return { kind: 'redirect', ...redirect, protections };
  if (!location.backend) return { kind: 'response', status: 404, why: 'the controller\'s default backend answers' };

  const rewrite = rewriteOf(location);
  const matched = rewrite?.expression.exec(path);
  const forwardedPath = rewrite && matched ? rewrite.target.replace(/\$(\d)/g, (_, group: string) => matched[Number(group)] ?? '') : request.path;
  const headers = textOf(ingress, 'x-forwarded-prefix') !== undefined && rewrite ? [`set X-Forwarded-Prefix: ${textOf(ingress, 'x-forwarded-prefix')}`] : [];
  return {
    kind: 'backends',
    backends: sharesOf(location.backend, request, configuration),
    forwarded: { path: forwardedPath, host: textOf(ingress, 'upstream-vhost') ?? request.host, headers },
    protections,
  };
}

/** A redirect strips one slash from the end of the whole URI, unless it is told to keep it. */
function httpsRedirect(location: Location, request: HttpRequest, server: Server, { settings }: NginxConfiguration): RequestAnswer | undefined {
  const { path, ingress } = location;
  if (request.scheme === 'https' || settings.noTlsRedirectLocations.some(exempt => path.startsWith(exempt))) return undefined;
  const isForced = isOn(ingress, 'force-ssl-redirect', settings.forceSslRedirect);
  if (!isForced && !(isOn(ingress, 'ssl-redirect', settings.sslRedirect) && server.hasCertificate)) return undefined;
  const uri = isOn(ingress, 'preserve-trailing-slash') ? uriOf(request) : uriOf(request).replace(/\/$/, '');
  return { kind: 'redirect', status: settings.httpRedirectCode, location: `https://${request.host}${uri}`, protections: [] };
}

function isPreflight({ method, headers }: HttpRequest): boolean {
  return method === 'OPTIONS' && headers.has('origin');
}

/** Origins are separated by commas; `*.` in one stands for one label. Source: internal/ingress/controller/template/template.go, buildCorsOriginRegex. */
function allowsOrigin(allowed: string, origin: string): boolean {
  return allowed.split(',').map(each => each.trim()).some(each => {
    if (each === '*') return true;
    const expression = each.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace('*', '[A-Za-z0-9\\-]+');
    return new RegExp(`^${expression}$`).test(origin);
  });
}

/** A redirect of an annotation: the URL is a text of nginx, in which variables are expanded; path and query are not appended. */
function redirectOf(ingress: NginxIngress | undefined, request: HttpRequest): { readonly status: number; readonly location: string } | undefined {
  const temporal = textOf(ingress, 'temporal-redirect');
  const url = temporal ?? textOf(ingress, 'permanent-redirect');
  if (url === undefined) return undefined;
  const [annotation, otherwise, last] = temporal === undefined ? ['permanent-redirect-code', 301, 308] as const : ['temporal-redirect-code', 302, 307] as const;
  const code = Number(textOf(ingress, annotation) ?? otherwise);
  const location = url.replace(/\$\{?(request_uri|host|scheme|args|uri)\}?/g, (_, name: string) => variableOf(name, request));
  return { status: code >= 300 && code <= last ? code : otherwise, location };
}

function variableOf(name: string, request: HttpRequest): string {
  switch (name) {
    case 'request_uri': return uriOf(request);
    case 'host': return request.host;
    case 'scheme': return request.scheme;
    case 'args': return request.query;
    default: return normalizedPath(request.path) ?? request.path;
  }
}
