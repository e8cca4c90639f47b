import { EXTERNAL_AUTHORIZATION, CLIENT_CERTIFICATES, PASSWORDS, RATE_LIMITS, SOURCE_ADDRESSES } from '../../../../dataplane/requests/ingress-nginx/protections';
import { isAvailable } from '../../../../programs/gateway-api/target';
import { CORS, corsFilter } from '../../plan/cors';
import { Part, Use, Writer, Writers } from '../parts';
import { addressesOf, countOf, durationOf, eitherProblem, hashKeyOf, passwordsOf, ratesOf, sessionOf, SUBSETS } from '../values';

/** The parts of Envoy Gateway's policies, by the rows of its table. */
export const ENVOY_GATEWAY_WRITERS: Writers = {
  'addresses': use => {
    const addresses = addressesOf(use);
    if (addresses === undefined || typeof addresses === 'string') return addresses;
    const { allow, deny } = addresses;
    const rules = [
      ...deny.length > 0 ? [{ name: 'deny', action: 'Deny', principal: { clientCIDRs: deny } }] : [],
      ...allow.length > 0 ? [{ name: 'allow', action: 'Allow', principal: { clientCIDRs: allow } }] : [],
    ];
    return eitherProblem(use) ?? [security({ authorization: { defaultAction: allow.length > 0 ? 'Deny' : 'Allow', rules } }, SOURCE_ADDRESSES)];
  },

  // The policy about them is one of the listener, which has to be ours.
  'client-certificates': ({ server: { clientCertificates }, context: { target } }) => {
    if (!clientCertificates) return undefined;
    if (target.hasGateway) return 'the policy is for the listener, which is not written with an existing Gateway';
    const mode = clientCertificates.annotations.get('auth-tls-verify-client') ?? '';
    if (mode !== '' && mode !== 'on') return `the mode ${mode} lets clients in without a certificate that is verified`;
    if ((clientCertificates.annotations.get('auth-tls-match-cn') ?? '') !== '') return 'the name in the certificate is not looked at';
    return [{ target: 'listener', kind: 'ClientTrafficPolicy', spec: {}, protection: CLIENT_CERTIFICATES }];
  },

  'passwords': use => {
    const passwords = passwordsOf(use);
    if (passwords === undefined || typeof passwords === 'string') return passwords;
    const users = { group: '', kind: 'Secret', name: `${passwords.secret}-htpasswd` };
    return eitherProblem(use) ?? [{ ...security({ basicAuth: { users } }, PASSWORDS), removedHeaders: ['Authorization'] }];
  },

  'external-auth': use => {
    const url = use.text('auth-url');
    if (url === undefined) return undefined;
    const [, service, namespace, port = '80', path = '/'] = /^http:\/\/([a-z0-9-]+)\.([a-z0-9-]+)\.svc(?:\.cluster\.local)?(?::(\d+))?(\/[^$\s]*)?$/.exec(url) ?? [];
    if (service === undefined) return 'the policy asks a Service of the cluster over HTTP, as in http://auth.tools.svc.cluster.local:8080/verify';
    const headers = (use.text('auth-response-headers') ?? '').split(',').map(name => name.trim()).filter(name => name !== '');
    const backend = { name: service, ...namespace !== use.ingress.namespace && { namespace }, port: Number(port) };
    const http = { backendRefs: [backend], pathOverride: path, ...headers.length > 0 && { headersToBackend: headers } };
    return eitherProblem(use) ?? [security({ extAuth: { headersToExtAuth: ['cookie'], http } }, EXTERNAL_AUTHORIZATION)];
  },

  'rates': use => {
    const rates = ratesOf(use);
    if (!rates) return undefined;
    if (rates.exempt.length > 0) return 'a rule cannot exempt addresses';
    const limits = [...rates.perSecond === undefined ? [] : [{ requests: rates.perSecond, unit: 'Second' }], ...rates.perMinute === undefined ? [] : [{ requests: rates.perMinute, unit: 'Minute' }]];
    if (limits.length > 1 && !use.isAtLeast('1.8')) return 'two limits for one client need Envoy Gateway 1.8';
    const rules = limits.flatMap(limit => ['0.0.0.0/0', '::/0'].map(value => ({ clientSelectors: [{ sourceCIDR: { type: 'Distinct', value } }], limit })));
    return [traffic({ rateLimit: { type: 'Local', local: { rules } } }, RATE_LIMITS)];
  },

  'cors': ({ ingress, text, context: { target: { api } } }) => {
    // Where Gateway API has the filter, routes have it.
    if (text('enable-cors') !== 'true' || isAvailable(CORS, api)) return undefined;
    const { cors } = corsFilter(ingress) as { readonly cors: { readonly maxAge: number; readonly allowOrigins: readonly string[] } };
    return cors.allowOrigins.length === 0 ? 'the policy does not take any of the origins' : [security({ cors: { ...cors, maxAge: durationOf(cors.maxAge) } })];
  },

  'connect-timeout': use => {
    const seconds = countOf(use, 'proxy-connect-timeout');
    return seconds === undefined ? undefined : [traffic({ timeout: { tcp: { connectTimeout: durationOf(seconds) } } })];
  },

  'idle-timeouts': use => {
    const times = ['proxy-read-timeout', 'proxy-send-timeout'].flatMap(annotation => countOf(use, annotation) ?? []);
    return times.length === 0 ? undefined : [traffic({ timeout: { http: { streamIdleTimeout: durationOf(Math.max(...times)) } } })];
  },

  'retries': retriesOf,

  'session': use => {
    const session = sessionOf(use);
    if (!session || isAvailable({ experimental: ['1.1'] }, use.context.target.api)) return undefined;
    return [traffic({ loadBalancer: { type: 'ConsistentHash', consistentHash: { type: 'Cookie', cookie: { name: session.name, ttl: durationOf(session.seconds) } } } })];
  },

  'hash': use => {
    const text = use.text('upstream-hash-by');
    if (text === undefined || sessionOf(use)) return undefined;
    if (use.text('upstream-hash-by-subset') === 'true') return SUBSETS;
    const consistentHash = hashOf(text, use);
    return typeof consistentHash === 'string' ? consistentHash : [traffic({ loadBalancer: { type: 'ConsistentHash', consistentHash } })];
  },

  'balancing': use => {
    if (use.text('load-balance') !== 'ewma' || sessionOf(use) || use.text('upstream-hash-by') !== undefined) return undefined;
    return [traffic({ loadBalancer: { type: 'LeastRequest' } })];
  },

  'service-address': ({ text }) => text('service-upstream') === 'true' ? [traffic({ routingType: 'Service' })] : undefined,
};

function security(spec: Readonly<Record<string, unknown>>, protection?: string): Part {
  return { target: 'route', kind: 'SecurityPolicy', spec, ...protection !== undefined && { protection } };
}

/** A policy for a route replaces the one for the Gateway, which lifts the limit of 15 s for a whole response: each has to do so itself. */
function traffic(spec: Readonly<Record<string, unknown>>, protection?: string): Part {
  return { target: 'route', kind: 'BackendTrafficPolicy', spec, ...protection !== undefined && { protection } };
}

/** What every BackendTrafficPolicy has: Envoy ends requests after 15 s otherwise, and nginx never does. Source: RouteAction.timeout of Envoy. */
export const NO_TIMEOUT = { timeout: { http: { requestTimeout: '0s' } } };

function hashOf(text: string, use: Use): object | string {
  const key = hashKeyOf(text);
  switch (key?.kind) {
    case 'address':
      return { type: 'SourceIP' };
    case 'header':
      return { type: 'Header', header: { name: key.name } };
    case 'cookie':
      return { type: 'Cookie', cookie: { name: key.name } };
    case 'parameter':
      return use.isAtLeast('1.7') ? { type: 'QueryParams', queryParams: [{ name: key.name }] } : 'a parameter of the query needs Envoy Gateway 1.7';
    default:
      return `endpoints are chosen by an address, a header, a cookie or a parameter of the query, not by ${text}`;
  }
}

/** Conditions of nginx for requests that are safe to repeat, as Envoy's. What an endpoint has seen may have had an effect: Envoy does not ask for the method. */
const UNSENT: readonly string[] = ['connect-failure', 'refused-stream'];

function retriesOf(use: Use): ReturnType<Writer> {
  const conditions = use.text('proxy-next-upstream')?.split(/\s+/);
  if (!conditions && use.text('proxy-next-upstream-tries') === undefined) return undefined;
  if (conditions?.includes('off')) return [traffic({ retry: { numRetries: 0 } })];
  if (conditions?.some(condition => condition.startsWith('http_'))) {
    return isAvailable({ experimental: ['1.2'] }, use.context.target.api) ? undefined : 'after a status, Envoy repeats requests whatever their method, and nginx only those that are safe to repeat';
  }
  const tries = Number(use.text('proxy-next-upstream-tries') ?? '3');
  if (!(tries > 1)) return tries === 1 ? [traffic({ retry: { numRetries: 0 } })] : 'the number of tries always has a limit';
  return [traffic({ retry: { numRetries: tries - 1, retryOn: { triggers: [...UNSENT, ...use.isAtLeast('1.5') ? ['reset-before-request'] : []] } } })];
}
