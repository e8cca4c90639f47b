import { OwnPolicies } from './model';

const API = 'envoyproxy/gateway v1.9.0, api/v1alpha1';

/**
 * Envoy Gateway. The first version of each field is the first tag that has it. A policy for a route replaces the one for its Gateway as
 * a whole. Of two policies of one kind for a route, the older one counts, then the first by name; a policy that can't be applied makes
 * its routes answer with 500 (internal/gatewayapi/securitypolicy.go).
 */
export const ENVOY_GATEWAY: OwnPolicies = {
  implementation: 'envoy-gateway',
  title: 'Envoy Gateway',
  newest: '1.9',
  rows: [
    {
      id: 'addresses',
      annotations: ['allowlist-source-range', 'whitelist-source-range', 'denylist-source-range'],
      field: 'SecurityPolicy spec.authorization.rules[].principal.clientCIDRs',
      since: '1.1',
      source: `${API}/authorization_types.go`,
    },
    {
      id: 'client-certificates',
      annotations: ['auth-tls-secret', 'auth-tls-verify-client'],
      field: 'ClientTrafficPolicy spec.tls.clientValidation.caCertificateRefs',
      since: '1.0',
      source: `${API}/clienttrafficpolicy_types.go`,
    },
    {
      id: 'passwords',
      annotations: ['auth-type', 'auth-secret', 'auth-secret-type', 'auth-realm'],
      field: 'SecurityPolicy spec.basicAuth.users',
      since: '1.0',
      note: 'its Secret has the key .htpasswd, and only hashes of the form {SHA}: create it; until then the routes answer with 500. The realm is not kept',
      source: `${API}/basic_auth_types.go; internal/gatewayapi/securitypolicy.go has the format of hashes`,
    },
    {
      id: 'external-auth',
      annotations: ['auth-url', 'auth-response-headers', 'auth-method'],
      field: 'SecurityPolicy spec.extAuth.http.pathOverride',
      since: '1.8',
      needsConsent: true,
      note: 'the service is asked with the method of the request and without X-Original-URL, X-Original-Method and the headers of clients but Authorization and Cookie; '
        + 'only its answer 200 lets a request in (oauth2-proxy answers with 202 at /oauth2/auth), and any other one goes to the client',
      source: `${API}/ext_auth_types.go`,
    },
    {
      id: 'rates',
      annotations: ['limit-rps', 'limit-rpm', 'limit-burst-multiplier', 'limit-allowlist', 'limit-whitelist'],
      field: 'BackendTrafficPolicy spec.rateLimit.local.rules[].clientSelectors[].sourceCIDR',
      since: '1.4',
      note: 'for each client and pod of Envoy as before, but counted for each route; no burst above the limit is let through; the answer is 429; '
        + 'the 10,000 clients that were seen last are counted',
      source: `${API}/ratelimit_types.go; internal/xds/translator/local_ratelimit.go`,
    },
    {
      id: 'connections',
      annotations: ['limit-connections'],
      note: 'BackendTrafficPolicy spec.circuitBreaker limits the connections to a backend, not those of a client',
      source: `${API}/circuitbreaker_types.go`,
    },
    {
      id: 'bandwidth',
      annotations: ['limit-rate', 'limit-rate-after'],
      note: 'BackendTrafficPolicy spec.bandwidthLimit limits all responses of a route together, not each connection',
      source: `${API}/bandwidthlimit_types.go`,
    },
    {
      id: 'firewall',
      annotations: ['enable-modsecurity', 'enable-owasp-core-rules', 'modsecurity-snippet'],
      note: 'no policy runs the rules of ModSecurity: set up Coraza by hand, as an EnvoyExtensionPolicy',
      source: `${API}/envoyextensionypolicy_types.go`,
    },
    {
      id: 'cors',
      annotations: ['enable-cors', 'cors-allow-origin', 'cors-allow-methods', 'cors-allow-headers', 'cors-expose-headers', 'cors-allow-credentials', 'cors-max-age'],
      field: 'SecurityPolicy spec.cors',
      since: '1.0',
      source: `${API}/cors_types.go`,
    },
    {
      id: 'connect-timeout',
      annotations: ['proxy-connect-timeout'],
      field: 'BackendTrafficPolicy spec.timeout.tcp.connectTimeout',
      since: '1.0',
      source: `${API}/timeout_types.go`,
    },
    {
      id: 'idle-timeouts',
      annotations: ['proxy-read-timeout', 'proxy-send-timeout'],
      field: 'BackendTrafficPolicy spec.timeout.http.streamIdleTimeout',
      since: '1.8',
      note: 'one time for both directions, the longer one: whatever comes from either side starts it again',
      source: `${API}/timeout_types.go`,
    },
    {
      id: 'retries',
      annotations: ['proxy-next-upstream', 'proxy-next-upstream-tries'],
      field: 'BackendTrafficPolicy spec.retry',
      since: '1.0',
      note: 'only requests that have not been sent yet are repeated, since Envoy would repeat all others whatever their method',
      source: `${API}/retry_types.go`,
    },
    {
      id: 'session',
      annotations: ['affinity', 'session-cookie-name', 'session-cookie-max-age', 'session-cookie-expires'],
      field: 'BackendTrafficPolicy spec.loadBalancer.consistentHash.cookie',
      since: '1.1',
      note: 'Envoy sets a cookie of its own: sessions begin anew with the switch, and some move when endpoints change; shares of a canary are drawn anew for each request',
      source: `${API}/loadbalancer_types.go`,
    },
    {
      id: 'hash',
      annotations: ['upstream-hash-by'],
      field: 'BackendTrafficPolicy spec.loadBalancer.consistentHash',
      since: '1.1',
      note: 'another endpoint than before gets each key',
      source: `${API}/loadbalancer_types.go`,
    },
    {
      id: 'balancing',
      annotations: ['load-balance'],
      field: 'BackendTrafficPolicy spec.loadBalancer.type',
      since: '1.0',
      note: 'fewest open requests (LeastRequest) in place of the shortest response times (ewma)',
      source: `${API}/loadbalancer_types.go`,
    },
    {
      id: 'service-address',
      annotations: ['service-upstream'],
      field: 'BackendTrafficPolicy spec.routingType',
      since: '1.7',
      source: `${API}/backendtrafficpolicy_types.go`,
    },
    {
      id: 'body-size',
      annotations: ['proxy-body-size'],
      note: 'Envoy limits bodies only where it holds them back as a whole (BackendTrafficPolicy spec.requestBuffer, from 1.4), which breaks WebSockets and streams',
      source: `${API}/backendtrafficpolicy_types.go`,
    },
    {
      id: 'errors',
      annotations: ['custom-http-errors'],
      note: 'BackendTrafficPolicy spec.responseOverride has fixed texts for errors, and cannot ask a backend for them',
      source: `${API}/shared_types.go`,
    },
    {
      id: 'unverified-backends',
      annotations: ['backend-protocol'],
      values: ['HTTPS', 'GRPCS'],
      note: 'a certificate that is not verified needs the kind Backend (spec.tls.insecureSkipVerify, from 1.5), which is off by default, in place of the Service',
      source: `${API}/backend_types.go`,
    },
  ],
};
