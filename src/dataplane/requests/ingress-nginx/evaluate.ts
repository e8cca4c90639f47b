import { wildcardOf } from './build';
import { sharesOf } from './canary';
import { backendOf, Certificate, isOn, Location, NginxConfiguration, NginxIngress, Server, textOf } from './model';
import { escapedUri, normalizedPath } from './normalize';
import { protectionsOf } from './protections';
import { rewriteOf, selectLocation, serverOf } from './select';
import { ForwardedRequest, HttpRequest, RequestAnswer, uriOf } from '../request';

/** The way of a request through the controller's nginx. */
export interface NginxTrace {
  readonly answer: RequestAnswer;
  readonly server: Server;
  readonly location?: Location;
  /** The path by which the location was chosen. */
  readonly normalizedPath?: string;
  /** Whether the host has no certificate but the one that the controller has signed itself. */
  readonly isSelfSigned?: boolean;
}

/** What the controller's nginx does with a request, as far as a client and the backends notice. */
export function evaluateNginx(request: HttpRequest, configuration: NginxConfiguration): NginxTrace {
  const { www, server, certificate } = hostOf(configuration, request.host);
  if (request.scheme === 'https' && server.passthrough) {
    const backends = [{ backend: backendOf(server.passthrough), share: 1 }];
    return { server, answer: { kind: 'backends', backends, forwarded: { ...asSent(request), protocol: 'TLS' }, protections: [] } };
  }
  const isSelfSigned = request.scheme === 'https' && certificate?.secret === undefined && configuration.settings.defaultCertificate === undefined;
  const path = normalizedPath(request.path);
  if (path === undefined) return { answer: { kind: 'response', status: 400, why: 'nginx takes the path for invalid' }, server };
  const trace = (answer: RequestAnswer, location?: Location): NginxTrace => ({ answer, server, normalizedPath: path, isSelfSigned, location });
  if (!www && server.closed !== undefined) return trace({ kind: 'response', status: 403, why: server.closed });
  if (www) return trace(redirectTo(configuration.settings.httpRedirectCode, `${request.scheme}://${www.host}${withoutSlash(uriOf(request))}`));
  if (server.appRoot !== undefined && path === '/') return trace(redirectTo(302, `${request.scheme}://${request.host}${server.appRoot.path}`));

  const selected = selectLocation(server, path, configuration.settings);
  if ('none' in selected) return trace({ kind: 'response', status: 404, why: 'no location of the host matches' });
  if ('unknown' in selected) {
    return trace({ kind: 'undetermined', why: `the expression ${selected.unknown} of PCRE can't be evaluated`, possible: [] });
  }
  if ('addSlash' in selected) {
    return trace(redirectTo(301, `${request.scheme}://${request.host}${escapedUri(path)}/${request.query === '' ? '' : `?${request.query}`}`));
  }
  const { location } = selected;
  return trace(answerOf(location, request, { server, path, hasCertificate: certificate !== undefined }, configuration), location);
}

interface NginxHost {
  /** The server to which the host is redirected. */
  readonly www?: Server;
  readonly server: Server;
  readonly certificate?: Certificate;
}

let lastHost: { readonly host: string; readonly configuration?: NginxConfiguration; readonly found?: NginxHost } = { host: '' };

/** What is found by a host. Mostly the next request is for the same one. */
function hostOf(configuration: NginxConfiguration, host: string): NginxHost {
  if (lastHost.found && lastHost.host === host && lastHost.configuration === configuration) return lastHost.found;
  const www = configuration.redirectsToWww.get(host);
  const found = { www, server: www ?? serverOf(configuration, host), certificate: certificateOf(configuration, host) };
  lastHost = { host, configuration, found };
  return found;
}

/** The certificate of a host: its own, or that of the wildcard host above it. Source: rootfs/etc/nginx/lua/certificate.lua. */
export function certificateOf(configuration: NginxConfiguration, host: string): Certificate | undefined {
  const server = configuration.servers.get(host) ?? configuration.aliases.get(host) ?? configuration.redirectsToWww.get(host);
  return server?.certificates.get(host) ?? configuration.servers.get(wildcardOf(host))?.certificates.get(wildcardOf(host));
}

function redirectTo(status: number, location: string): RequestAnswer {
  return { kind: 'redirect', status, location, protections: [] };
}

const NO_HEADERS: readonly string[] = [];

function asSent({ path, host }: HttpRequest): ForwardedRequest {
  return { path, host, headers: [] };
}

interface At {
  readonly server: Server;
  /** Normalized. */
  readonly path: string;
  readonly hasCertificate: boolean;
}

function answerOf(location: Location, request: HttpRequest, { server, path, hasCertificate }: At, configuration: NginxConfiguration): RequestAnswer {
  const { ingress } = location;
  const { settings } = configuration;
  const protections = protectionsOf(ingress, server, settings);
  if (!settings.isPlain) {
    // What the rewrite module returns comes first; that redirects and preflight requests are protected by nothing is its order of phases, too.
    if (ingress?.denied !== undefined) return { kind: 'response', status: 503, why: ingress.denied };
    if (isOn(ingress, 'enable-cors') && isPreflight(request) && allowsOrigin(textOf(ingress, 'cors-allow-origin') ?? '*', request.headers.get('origin')!)) {
      return { kind: 'response', status: 204, why: 'nginx answers the preflight request (enable-cors)' };
    }
    const redirect = redirectOf(ingress, request);
    if (redirect) return { kind: 'redirect', ...redirect, protections: [] };
    if (isSentToHttps(location, request, hasCertificate, configuration)) {
      const uri = isOn(ingress, 'preserve-trailing-slash') ? uriOf(request) : withoutSlash(uriOf(request));
      return redirectTo(settings.httpRedirectCode, `https://${request.host}${uri}`);
    }
  }
  if (!location.backend) return { kind: 'response', status: 404, why: 'the controller\'s default backend answers' };

  const backends = sharesOf(location.backend, request, configuration);
  if (settings.isPlain) return { kind: 'backends', backends, forwarded: asSent(request), protections };
  const rewrite = rewriteOf(location);
  if (rewrite && !rewrite.expression) return { kind: 'undetermined', why: `the expression ${location.path} of PCRE can't be evaluated`, possible: [] };
  const matched = rewrite?.expression?.exec(path);
  const forwardedPath = rewrite && matched ? expand(rewrite.target, matched) : request.path;
  const prefix = textOf(ingress, 'x-forwarded-prefix');
  const protocol = protocolOf(ingress, request);
  return {
    kind: 'backends',
    backends,
    forwarded: {
      path: forwardedPath,
      host: textOf(ingress, 'upstream-vhost') ?? request.host,
      headers: prefix !== undefined && rewrite ? [`set X-Forwarded-Prefix: ${prefix}`] : NO_HEADERS,
      protocol: protocol === 'HTTP' ? undefined : protocol,
    },
    protections,
  };
}

/** What the backend is spoken to with: AUTO_HTTP is the scheme of the request. */
export function protocolOf(ingress: NginxIngress | undefined, { scheme }: Pick<HttpRequest, 'scheme'>): string {
  const protocol = (textOf(ingress, 'backend-protocol') ?? 'HTTP').toUpperCase();
  return protocol === 'AUTO_HTTP' ? scheme.toUpperCase() : protocol;
}

/** The target of a rewrite with `$1` and the like filled in. */
function expand(target: string, matched: RegExpExecArray): string {
  return target.replace(/\$(?:(\d)|\{(\d)\})/g, (_, plain: string | undefined, braced: string | undefined) => matched[Number(plain ?? braced)] ?? '');
}

/** Source: rootfs/etc/nginx/lua/lua_ingress.lua, redirect_to_https. What is exempt is the path of the location, not that of the request. */
export function isSentToHttps(
  { path, ingress }: Location, { scheme }: Pick<HttpRequest, 'scheme'>, hasCertificate: boolean, { settings }: NginxConfiguration,
): boolean {
  if (scheme === 'https' || settings.isPlain || settings.noTlsRedirectLocations.some(exempt => path.startsWith(exempt))) return false;
  return isOn(ingress, 'force-ssl-redirect', settings.forceSslRedirect) || (isOn(ingress, 'ssl-redirect', settings.sslRedirect) && hasCertificate);
}

/** A redirect strips one slash from the end of the whole URI. */
function withoutSlash(uri: string): string {
  return uri.replace(/\/$/, '');
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
export function redirectOf(
  ingress: NginxIngress | undefined, request: HttpRequest,
): { readonly status: number; readonly location: string } | undefined {
  const temporal = textOf(ingress, 'temporal-redirect');
  const given = temporal ?? textOf(ingress, 'permanent-redirect');
  if (given === undefined) return undefined;
  // nginx completes what has no host (absolute_redirect).
  const url = given.startsWith('/') ? `$scheme://$host${given}` : given;
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
