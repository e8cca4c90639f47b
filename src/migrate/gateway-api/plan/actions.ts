import { variantsOf } from './canaries';
import { CORS, corsFilter } from './cors';
import { KnownExpression } from './expressions';
import { HeaderChange, headerFilters, headersOfSnippet, isHeader } from './headers';
import { mirrorFilter } from './mirrors';
import { PathMatch, PlannedPolicy, PlannedRule, RuleAction } from './model';
import { annotatedRedirect, httpsRedirect } from './redirects';
import { rewriteFor } from './rewrites';
import { sessionAndRetry } from './sessions';
import { isSentToHttps, protocolOf } from '../../../dataplane/requests/ingress-nginx/evaluate';
import { isOn, Location, NginxConfiguration, NginxIngress, Server, textOf } from '../../../dataplane/requests/ingress-nginx/model';
import { protectionsOf } from '../../../dataplane/requests/ingress-nginx/protections';
import { Availability, GatewayApiTarget, isAvailable } from '../../../programs/gateway-api/target';
import { RULE_IDS } from '../findings';
import { ConversionContext } from '../options';
import { policiesFor } from '../policies';
import { hasPathFilters, pathFilter } from '../policies/path-filters';

/** Where a location is looked at. */
export interface Place {
  readonly server: Server;
  readonly configuration: NginxConfiguration;
  readonly scheme: 'http' | 'https';
  /** Whether the host has a certificate. */
  readonly hasCertificate: boolean;
}

/** A location with one of the matches that take its requests. */
export interface MatchedLocation {
  readonly location: Location;
  readonly match: PathMatch;
  /** What the location's expression is known to mean. */
  readonly known?: KnownExpression;
}

/** The rule of a location; `undefined` where nothing but an error answers there, as without a rule. */
export function ruleOf({ location, match, known }: MatchedLocation, place: Place, context: ConversionContext): PlannedRule | undefined {
  const { ingress } = location;
  if (!ingress) return undefined;
  const { action, policies = [], extensions } = actionOf({ location, match, known }, ingress, place, context);
  return action && { match, action, ingress, policies, ...extensions && { extensions } };
}

interface Decision {
  readonly action?: RuleAction;
  readonly policies?: readonly PlannedPolicy[];
  readonly extensions?: readonly unknown[];
}

const CLOSED: Decision = { action: { kind: 'closed' } };

function actionOf({ location, match, known }: MatchedLocation, ingress: NginxIngress, place: Place, context: ConversionContext): Decision {
  const { server, configuration, scheme, hasCertificate } = place;
  const { api } = context.target;
  const isPlain = configuration.settings.isPlain;
  if (!isPlain && (server.closed !== undefined || ingress.denied !== undefined)) return CLOSED;
  const redirect = isPlain ? undefined : annotatedRedirect(ingress, match, api);
  if (redirect === 'impossible') return CLOSED;
  const hasCors = !isPlain && isOn(ingress, 'enable-cors') && isAvailable(CORS, api);
  const preflight = hasCors && location.backend?.number !== undefined ? { filter: corsFilter(ingress), upstream: location.backend } : undefined;
  const ofRedirect = { kind: 'redirect' as const, ...preflight && { preflight } };
  if (redirect) return { action: { ...ofRedirect, redirect } };
  if (isSentToHttps(location, { scheme }, hasCertificate, configuration)) {
    return { action: { ...ofRedirect, redirect: httpsRedirect(configuration.settings.httpRedirectCode, api) } };
  }
  if (!location.backend) return {};
  if (location.backend.number === undefined) return CLOSED;

  const protections = protectionsOf(ingress, server, configuration.settings);
  const policies = protections.length === 0 ? [] : policiesFor(ingress, server, context);
  const lost = protections.filter(protection => !policies.some(policy => policy.protection === protection));
  if (lost.length > 0 && !context.isOpened(ingress, RULE_IDS.protectionNotKept)) return CLOSED;

  const changes = isPlain ? [] : headerChanges(ingress, place, context);
  if (changes === undefined) return CLOSED;
  const rewrite = isPlain ? { kind: 'none' } as const : rewriteFor(location, match, known, hasPathFilters(context.target));
  const host = isPlain ? undefined : textOf(ingress, 'upstream-vhost');
  if (rewrite.kind === 'impossible' || (rewrite.kind === 'expression' && host !== undefined) || (host !== undefined && !HOSTNAME.test(host))) return CLOSED;
  if (!isPlain && !isProtocolKept(ingress, scheme, api)) return CLOSED;

  const prefix = rewrite.kind === 'none' && !hasRewrite(location) ? undefined : textOf(ingress, 'x-forwarded-prefix');
  const requests: HeaderChange[] = prefix === undefined ? [] : [{ where: 'request', how: 'set', name: 'X-Forwarded-Prefix', value: prefix }];
  const urlRewrite = { ...host !== undefined && { hostname: host }, ...rewrite.kind === 'path' && { path: rewrite.path } };
  const own = rewrite.kind === 'expression' ? pathFilter(ingress, rewrite.pattern, rewrite.substitution) : undefined;
  const filters = [
    ...own ? [own.filter] : [],
    ...hasCors ? [corsFilter(ingress)] : [],
    ...headerFilters([...requests, ...changes]),
    ...Object.keys(urlRewrite).length > 0 ? [{ type: 'URLRewrite', urlRewrite }] : [],
    ...isPlain ? [] : mirrorFilter(ingress),
  ];
  const more = isPlain ? {} : sessionAndRetry(ingress, api);
  return { action: { kind: 'forward', filters, variants: variantsOf(location.backend, configuration), more }, policies, ...own && { extensions: [own.object] } };
}

/** What the CRDs take for a hostname without a wildcard. */
const HOSTNAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

function hasRewrite({ path, ingress }: Location): boolean {
  const target = textOf(ingress, 'rewrite-target');
  return target !== undefined && target !== path;
}

/** Web servers speak HTTP or, with a policy about their certificate, HTTPS; nothing else has a counterpart. */
function isProtocolKept(ingress: NginxIngress, scheme: 'http' | 'https', target: GatewayApiTarget): boolean {
  switch (protocolOf(ingress, { scheme })) {
    case 'HTTP':
    case 'GRPC':
      return true;
    case 'HTTPS':
    case 'GRPCS':
      return isVerified(ingress, target);
    default:
      return false;
  }
}

/** Where BackendTLSPolicies have targets and a validation as they have now. */
const BACKEND_TLS_POLICY: Availability = { standard: ['1.4'], experimental: ['1.1'] };

/** Gateway API always verifies the certificate of a backend: it has to be known by whom it is signed, and for which name. */
export function isVerified(ingress: NginxIngress, target: GatewayApiTarget): boolean {
  return isAvailable(BACKEND_TLS_POLICY, target) && isSwitchedOn(ingress, 'proxy-ssl-verify') && textOf(ingress, 'proxy-ssl-secret') !== undefined && HOSTNAME.test(textOf(ingress, 'proxy-ssl-name') ?? '');
}

function isSwitchedOn(ingress: NginxIngress, annotation: string): boolean {
  return textOf(ingress, annotation) === 'on' || isOn(ingress, annotation);
}

/** The changes of headers by annotations and snippets; `undefined` where a snippet does more than that. */
function headerChanges(
  ingress: NginxIngress, { server, scheme, hasCertificate }: Place, { configMap, controller, isOpened }: ConversionContext,
): HeaderChange[] | undefined {
  const own = textOf(ingress, 'configuration-snippet');
  const changes: HeaderChange[] = [];
  for (const snippet of [...own === undefined ? [] : [own], ...server.snippets]) {
    const ofSnippet = headersOfSnippet(snippet);
    if (!ofSnippet && !isOpened(ingress, RULE_IDS.snippet)) return undefined;
    changes.push(...ofSnippet ?? []);
  }
  const custom = textOf(ingress, 'custom-headers');
  const data = custom === undefined ? {} : configMap(custom.includes('/') ? custom : `${ingress.namespace}/${custom}`) ?? {};
  for (const [name, value] of Object.entries(data)) if (isHeader(name, value)) changes.push({ where: 'response', how: 'set', name, value });
  if (scheme === 'https' && hasCertificate && controller.configuration.hsts !== 'false') changes.push(hsts(controller.configuration));
  return changes;
}

/** On by default on hosts with a certificate. Source: internal/ingress/controller/config/config.go. */
function hsts(configuration: Readonly<Record<string, string>>): HeaderChange {
  const { 'hsts-max-age': age = '31536000', 'hsts-include-subdomains': subdomains, 'hsts-preload': preload } = configuration;
  const value = `max-age=${age}${subdomains === 'false' ? '' : '; includeSubDomains'}${preload === 'true' ? '; preload' : ''}`;
  return { where: 'response', how: 'set', name: 'Strict-Transport-Security', value };
}
