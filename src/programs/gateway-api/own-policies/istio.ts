import { OwnPolicies } from './model';

const API = 'istio/api v1.30.1';

/**
 * Istio, as the implementation of a Gateway. Its policies about requests are for a Gateway as a whole, never for a route: those here say
 * which hosts and paths they are for. Of several that deny, each counts. Settings of connections are in the DestinationRule of a
 * Service, and are for all its clients in the mesh; of two for one host the older one counts (istio/istio, pilot/pkg/model/push_context.go).
 * EnvoyFilters are not written: no version promises that they still mean the same in the next one.
 */
export const ISTIO: OwnPolicies = {
  implementation: 'istio',
  title: 'Istio',
  newest: '1.31',
  rows: [
    {
      id: 'addresses',
      annotations: ['allowlist-source-range', 'whitelist-source-range', 'denylist-source-range'],
      field: 'AuthorizationPolicy spec.rules[].from[].source.remoteIpBlocks and notRemoteIpBlocks, with the action DENY',
      since: '1.22',
      note: 'the policy comes before redirects: over HTTP, clients that are kept out get 403 in place of a redirect to HTTPS',
      source: `${API}, security/v1beta1/authorization_policy.proto; meshConfig gatewayTopology.numTrustedProxies says which proxies in front are trusted`,
    },
    {
      id: 'client-certificates',
      annotations: ['auth-tls-secret', 'auth-tls-verify-client', 'auth-tls-match-cn'],
      note: 'the option gateway.istio.io/tls-terminate-mode: MUTUAL of a listener takes the CA from the Secret of the listener\'s certificate, which needs another one',
      source: 'istio/istio, pilot/pkg/config/kube/gatewaycommon/gateway_utils.go',
    },
    {
      id: 'passwords',
      annotations: ['auth-type', 'auth-secret', 'auth-secret-type', 'auth-realm'],
      note: 'no policy checks passwords',
      source: `${API}, security/v1beta1`,
    },
    {
      id: 'external-auth',
      annotations: ['auth-url', 'auth-response-headers', 'auth-method'],
      note: 'an AuthorizationPolicy with the action CUSTOM needs a provider in meshConfig.extensionProviders, which asks the service at its path followed by that of the request',
      source: `${API}, mesh/v1alpha1/config.proto, EnvoyExternalAuthorizationHttpProvider`,
    },
    {
      id: 'rates',
      annotations: ['limit-rps', 'limit-rpm', 'limit-burst-multiplier', 'limit-allowlist', 'limit-whitelist'],
      note: 'only an EnvoyFilter can limit rates',
      source: `${API}, networking/v1alpha3`,
    },
    {
      id: 'connections',
      annotations: ['limit-connections'],
      note: 'DestinationRule spec.trafficPolicy.connectionPool limits the connections to a Service, not those of a client',
      source: `${API}, networking/v1alpha3/destination_rule.proto`,
    },
    {
      id: 'bandwidth',
      annotations: ['limit-rate', 'limit-rate-after'],
      note: 'nothing limits the bandwidth of connections',
      source: `${API}, networking/v1alpha3`,
    },
    {
      id: 'firewall',
      annotations: ['enable-modsecurity', 'enable-owasp-core-rules', 'modsecurity-snippet'],
      note: 'no policy runs the rules of ModSecurity: set up Coraza by hand, as a WasmPlugin',
      source: `${API}, extensions/v1alpha1/wasm.proto`,
    },
    {
      id: 'connect-timeout',
      annotations: ['proxy-connect-timeout'],
      field: 'DestinationRule spec.trafficPolicy.portLevelSettings[].connectionPool.tcp.connectTimeout',
      since: '1.22',
      note: 'for all clients of the Service in the mesh; where Ingresses differ, the longest time of theirs',
      source: `${API}, networking/v1alpha3/destination_rule.proto`,
    },
    {
      id: 'idle-timeouts',
      annotations: ['proxy-read-timeout', 'proxy-send-timeout'],
      note: 'no field has the time between two reads or writes; nothing limits the time of a request as a whole',
      source: 'istio/istio, pilot/pkg/networking/core/route/route.go, Notimeout',
    },
    {
      id: 'session',
      annotations: ['affinity', 'session-cookie-name', 'session-cookie-max-age', 'session-cookie-expires', 'session-cookie-path'],
      field: 'DestinationRule spec.trafficPolicy.portLevelSettings[].loadBalancer.consistentHash.httpCookie',
      since: '1.22',
      note: 'Envoy sets a cookie of its own: sessions begin anew with the switch, and some move when endpoints change; shares of a canary are drawn anew for each request; '
        + 'for all clients of the Service in the mesh',
      source: `${API}, networking/v1alpha3/destination_rule.proto`,
    },
    {
      id: 'hash',
      annotations: ['upstream-hash-by'],
      field: 'DestinationRule spec.trafficPolicy.portLevelSettings[].loadBalancer.consistentHash',
      since: '1.22',
      note: 'another endpoint than before gets each key; for all clients of the Service in the mesh',
      source: `${API}, networking/v1alpha3/destination_rule.proto`,
    },
    {
      id: 'balancing',
      annotations: ['load-balance'],
      field: 'DestinationRule spec.trafficPolicy.portLevelSettings[].loadBalancer.simple',
      since: '1.22',
      note: 'fewest open requests (LEAST_REQUEST) in place of the shortest response times (ewma); for all clients of the Service in the mesh',
      source: `${API}, networking/v1alpha3/destination_rule.proto`,
    },
    {
      id: 'unverified-backends',
      annotations: ['backend-protocol'],
      values: ['HTTPS', 'GRPCS'],
      field: 'DestinationRule spec.trafficPolicy.portLevelSettings[].tls.insecureSkipVerify',
      since: '1.22',
      note: 'the name of the host is sent (SNI); for all clients of the Service in the mesh',
      source: `${API}, networking/v1alpha3/destination_rule.proto`,
    },
    {
      id: 'body-size',
      annotations: ['proxy-body-size'],
      note: 'only an EnvoyFilter can limit bodies; by default no body is too large',
      source: `${API}, networking/v1alpha3`,
    },
    {
      id: 'errors',
      annotations: ['custom-http-errors'],
      note: 'a backend cannot make the error pages of another one',
      source: `${API}, networking/v1alpha3`,
    },
  ],
};
