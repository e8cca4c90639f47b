import { HOSTNAME, isVerified } from './backend-tls';
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
import { GatewayApiTarget, isAvailable } from '../../../programs/gateway-api/target';
import { RULE_IDS } from '../findings';
import { ConversionContext } from '../options';
import { ownMeans } from '../policies';
import { speaksTls } from '../policies/destination-rules';
import { ownFilters } from '../policies/filters';
import { hasPathFilters, pathFilter } from '../policies/path-filters';
import { partsFor } from '../policies/upstreams';

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
  const protections = protectionsOf(ingress, server, configuration.settings);
  // The filter lets everything but preflight requests pass to the backend: where something may keep requests out, it is not written.
  const isOpen = protections.length === 0 && server.snippets.length === 0 && textOf(ingress, 'configuration-snippet') === undefined;
  const preflight = hasCors && isOpen && location.backend?.number !== undefined
    ? { filter: corsFilter(ingress), upstream: location.backend } : undefined;
  const ofRedirect = { kind: 'redirect' as const, ...preflight && { preflight } };
  if (redirect) return { action: { ...ofRedirect, redirect } };
  if (isSentToHttps(location, { scheme }, hasCertificate, configuration)) {
    return { action: { ...ofRedirect, redirect: httpsRedirect(configuration.settings.httpRedirectCode, api) } };
  }
  if (!location.backend) return {};
  if (location.backend.number === undefined) return CLOSED;

  const means = isPlain ? undefined : ownMeans(ingress, server, context);
  const lost = protections.filter(protection => !means?.kept.has(protection));
  if (lost.length > 0 && !context.isOpened(ingress, RULE_IDS.protectionNotKept)) return CLOSED;

  const policies = isPlain ? [] : partsFor(location.backend, ingress, place, context);
  const changes = isPlain ? [] : headerChanges(ingress, place, context);
  if (changes === undefined) return CLOSED;
  const rewrite = isPlain ? { kind: 'none' } as const : rewriteFor(location, match, known, hasPathFilters(context.target));
  const host = isPlain ? undefined : textOf(ingress, 'upstream-vhost');
  if (rewrite.kind === 'impossible' || (rewrite.kind === 'expression' && host !== undefined) || (host !== undefined && !HOSTNAME.test(host))) return CLOSED;
  if (!isPlain && !isProtocolKept(ingress, scheme, api) && !policies.some(speaksTls)) return CLOSED;

  const prefix = rewrite.kind === 'none' && !hasRewrite(location) ? undefined : textOf(ingress, 'x-forwarded-prefix');
  const removed = new Set(policies.flatMap(({ removedHeaders = [] }) => removedHeaders));
  const requests: HeaderChange[] = [
    ...prefix === undefined ? [] : [{ where: 'request', how: 'set', name: 'X-Forwarded-Prefix', value: prefix } as const],
    ...[...removed].map(name => ({ where: 'request', how: 'remove', name, value: '' }) as const),
  ];
  const urlRewrite = { ...host !== undefined && { hostname: host }, ...rewrite.kind === 'path' && { path: rewrite.path } };
  const own = [
    ...rewrite.kind === 'expression' ? [pathFilter(ingress, rewrite.pattern, rewrite.substitution)] : [],
    ...ownFilters(ingress, policies),
  ];
  const filters = [
    ...own.map(({ filter }) => filter),
    ...hasCors ? [corsFilter(ingress)] : [],
    ...headerFilters([...requests, ...changes]),
    ...Object.keys(urlRewrite).length > 0 ? [{ type: 'URLRewrite', urlRewrite }] : [],
    ...isPlain ? [] : mirrorFilter(ingress),
  ];
  const more = isPlain ? {} : sessionAndRetry(ingress, api);
  return { action: { kind: 'forward', filters, variants: variantsOf(location.backend, configuration), more }, policies, ...own.length > 0 && { extensions: own.map(({ object }) => object) } };
}

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
