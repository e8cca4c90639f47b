import { Ingresses } from './ingresses';
import { ConversionContext } from './options';
import { isVerified } from './plan/backend-tls';
import { CORS, corsFilter } from './plan/cors';
import { headersOfSnippet } from './plan/headers';
import { mirrorBackend } from './plan/mirrors';
import { annotatedRedirect } from './plan/redirects';
import { ALIAS } from './plan/server';
import { OwnMeans, ownMeans, ownOutcome } from './policies';
import { outrankedBy } from './policies/upstreams';
import { isCanary } from '../../dataplane/requests/ingress-nginx/build';
import { NginxIngress, Server, textOf } from '../../dataplane/requests/ingress-nginx/model';
import { CLIENT_CERTIFICATES, isProtection, protectionBy } from '../../dataplane/requests/ingress-nginx/protections';
import { GATEWAY_API_MINORS, GatewayApiMinor, isAvailable, isBefore } from '../../programs/gateway-api/target';
import { NginxAnnotation, nginxAnnotation } from '../../programs/ingress-nginx/annotations';

/** What became of an annotation. */
export type UsedOutcome = 'converted' | 'by policy' | 'without effect' | 'of the implementation' | 'not kept' | 'protection not kept' | 'protection would differ' | 'unknown';

/** An annotation of an Ingress, and what became of it. */
export interface UsedAnnotation {
  readonly ingress: NginxIngress;
  /** Without the prefix. */
  readonly name: string;
  readonly outcome: UsedOutcome;
  /** What takes its place, what to use instead, or why. */
  readonly note?: string;
  /** What differs, where a policy of the implementation takes its place. */
  readonly differs?: string;
}

/** What becomes of each annotation of Ingresses of ingress-nginx. */
export function usedAnnotations(ingresses: Ingresses, context: ConversionContext): UsedAnnotation[] {
  return [...ingresses.controllers].flatMap(([configuration, controller]) => {
    const own = { ...context, controller };
    return configuration.ingresses.flatMap(ingress => {
      const server = ingress.rules.map(({ host }) => configuration.servers.get(host)).find(each => each !== undefined);
      return [...ingress.annotations.keys(), ...ingress.ineffective?.keys() ?? []].map(name => {
        const why = ingress.ineffective?.get(name) ?? outrankedBy(ingress, name, configuration);
        return { ingress, name, ...why === undefined ? outcomeOf(ingress, name, server, own) : { outcome: 'without effect' as const, note: why } };
      });
    });
  });
}

type Outcome = Pick<UsedAnnotation, 'outcome' | 'note' | 'differs'>;

/** What a canary Ingress says beside these has no effect. Source: controller.go, mergeAlternativeBackends. */
const OF_CANARIES = /^(canary|affinity|session-cookie-|load-balance$|upstream-hash-by)/;

function outcomeOf(ingress: NginxIngress, name: string, server: Server | undefined, context: ConversionContext): Outcome {
  const annotation = nginxAnnotation(name);
  if (!annotation) return { outcome: 'unknown', note: 'ingress-nginx has no such annotation' };
  if (isCanary(ingress) && !OF_CANARIES.test(name)) return { outcome: 'without effect', note: 'has no effect on a canary' };
  if (textOf(ingress, name) === undefined || ingress.annotations.get(name) === annotation.default) return { outcome: 'without effect', note: 'is the default' };
  const means = server && ownMeans(ingress, server, context);
  const own = means && ownOutcome(name, means);
  if (own?.awaitsConsent) return { outcome: 'protection would differ', note: `${own.row.field!}: ${own.reason!}` };
  const note = own?.reason ?? annotation.equivalent;
  if (isKeptAway(ingress, name, server, means)) return { outcome: 'protection not kept', ...note !== undefined && { note } };
  if (own && own.parts.length > 0) {
    // What differs of a policy is told once, with the first of the annotations that it is for.
    const isFirst = own.row.annotations.find(each => textOf(ingress, each) !== undefined) === name;
    const differs = isFirst ? own.row.note : undefined;
    return { outcome: 'by policy', note: differs === undefined ? own.row.field! : `${own.row.field!}: ${differs}`, ...differs !== undefined && { differs } };
  }
  if (annotation.outcome === 'dropped') return { outcome: 'without effect', note: annotation.equivalent ?? 'has no meaning for a Gateway' };
  if (annotation.outcome === 'settings') return { outcome: 'of the implementation', ...note !== undefined && { note } };
  if (isConverted(ingress, annotation, context)) return { outcome: 'converted', ...noteOf(ingress, name, server) };
  return { outcome: 'not kept', ...own?.reason === undefined ? reasonOf(annotation, context) : { note: own.reason } };
}

/** Whether an annotation keeps requests out, and nothing does that after the conversion. */
function isKeptAway(ingress: NginxIngress, name: string, server: Server | undefined, means: OwnMeans | undefined): boolean {
  const ofClients = CLIENT_ANNOTATIONS.includes(name) && server?.clientCertificates === ingress;
  if (!isProtection(ingress, name) && !ofClients) return false;
  return !means?.kept.has(ofClients ? CLIENT_CERTIFICATES : protectionBy(name)!);
}

/** They say which certificates of clients are enough. */
const CLIENT_ANNOTATIONS: readonly string[] = ['auth-tls-secret', 'auth-tls-match-cn'];

function reasonOf({ name, since, equivalent, outcome }: NginxAnnotation, { target: { api } }: ConversionContext): { readonly note?: string } {
  if (name === 'server-alias') return { note: 'Gateway API has no expressions for hosts, and wildcards only for whole labels in front' };
  if (name === 'custom-headers') return { note: 'the ConfigMap is not in the input: with it, its headers are converted' };
  const [minor, isExperimental] = [since?.replace(/e?( .*)?$/, ''), outcome === 'experimental' || since?.endsWith('e') === true];
  const isLater = GATEWAY_API_MINORS.includes(minor as GatewayApiMinor) && isBefore(api.minor, minor as GatewayApiMinor);
  const needs = isExperimental && api.channel === 'standard' ? `needs the experimental channel of Gateway API ${minor ?? ''}`.trim() : isLater ? `needs Gateway API ${minor!}` : undefined;
  const note = [...needs === undefined ? [] : [needs], ...equivalent === undefined ? [] : [equivalent]].join(': ');
  return note === '' ? { note: 'nothing says the same' } : { note };
}

/** What to know of an annotation that is converted. */
function noteOf(ingress: NginxIngress, name: string, server: Server | undefined): { readonly note?: string } {
  if (name === 'backend-protocol') return textOf(ingress, name)!.toUpperCase() === 'GRPC' ? { note: 'the Service port needs appProtocol: kubernetes.io/h2c' } : {};
  if (name === 'force-ssl-redirect' && server?.certificates.size === 0) return { note: 'behind a load balancer that ends TLS the redirect does not end: remove it there' };
  if (name.endsWith('-redirect') && (textOf(ingress, name) ?? '').includes('?')) {
    return { note: 'a redirect of Gateway API has no query of its own: it is left out, and that of the request is kept' };
  }
  return {};
}

type Check = (ingress: NginxIngress, context: ConversionContext) => boolean;

const always: Check = () => true;
const withCors: Check = (ingress, { target: { api } }) => isAvailable(CORS, api)
  && (corsFilter(ingress) as any).cors.allowOrigins.length > 0;
const verified: Check = (ingress, { target: { api } }) => isVerified(ingress, api);
const experimental: Check = (_, { target: { api } }) => isAvailable({ experimental: ['1.2'] }, api);

/** Of nginx's variables only some have a counterpart. */
const isRedirect: Check = (ingress, { target: { api } }) => annotatedRedirect(ingress, { type: 'PathPrefix', value: '/' }, api) !== 'impossible';

/** The annotations that are converted, and when. */
const CONVERTED: Readonly<Record<string, Check>> = {
  'affinity': experimental,
  'app-root': always,
  'backend-protocol': (ingress, { target: { api } }) => ['HTTP', 'GRPC'].includes(textOf(ingress, 'backend-protocol')!.toUpperCase()) || isVerified(ingress, api),
  'canary': always,
  'canary-by-cookie': always,
  'canary-by-header': always,
  'canary-by-header-pattern': always,
  'canary-by-header-value': always,
  'canary-weight': always,
  'canary-weight-total': always,
  'configuration-snippet': ingress => headersOfSnippet(textOf(ingress, 'configuration-snippet')!) !== undefined,
  'cors-allow-credentials': withCors,
  'cors-allow-headers': withCors,
  'cors-allow-methods': withCors,
  'cors-allow-origin': withCors,
  'cors-expose-headers': withCors,
  'cors-max-age': withCors,
  'custom-headers': (ingress, { configMap }) => {
    const name = textOf(ingress, 'custom-headers')!;
    return configMap(name.includes('/') ? name : `${ingress.namespace}/${name}`) !== undefined;
  },
  'enable-cors': withCors,
  // Only `false` comes here: nothing asks for authorization, before and after.
  'enable-global-auth': always,
  'force-ssl-redirect': always,
  'from-to-www-redirect': always,
  'mirror-target': ingress => mirrorBackend(ingress) !== undefined,
  'permanent-redirect': isRedirect,
  'permanent-redirect-code': always,
  'preserve-trailing-slash': always,
  'proxy-next-upstream': experimental,
  'proxy-next-upstream-tries': experimental,
  'proxy-ssl-name': verified,
  'proxy-ssl-secret': verified,
  'proxy-ssl-server-name': verified,
  'proxy-ssl-verify': verified,
  'rewrite-target': always,
  'server-alias': ingress => textOf(ingress, 'server-alias')!.split(',').every(alias => ALIAS.test(alias.trim())),
  'server-snippet': ingress => headersOfSnippet(textOf(ingress, 'server-snippet')!) !== undefined,
  'session-cookie-expires': experimental,
  'session-cookie-max-age': experimental,
  'session-cookie-name': experimental,
  'ssl-passthrough': (_, { target: { api } }) => isAvailable({ standard: ['1.5'], experimental: ['1.0'] }, api),
  'ssl-redirect': always,
  'temporal-redirect': isRedirect,
  'temporal-redirect-code': always,
  'upstream-vhost': always,
  'use-regex': always,
  'x-forwarded-prefix': always,
};

function isConverted(ingress: NginxIngress, { name }: NginxAnnotation, context: ConversionContext): boolean {
  return Object.hasOwn(CONVERTED, name) && CONVERTED[name](ingress, context);
}
