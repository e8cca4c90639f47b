import { OwnPolicies } from './model';

const API = 'nginx/nginx-gateway-fabric v2.6.0, apis/v1alpha1';

/**
 * NGINX Gateway Fabric. Policies for a route are written into each of its locations. Of two policies of one kind for a route that set
 * one field, the older one counts. Snippets are off by default: then, as with every filter that can't be found, a rule with one answers
 * with 500 (internal/controller/state/graph/common_filter.go, internal/controller/nginx/config/servers.go).
 */
export const NGINX_GATEWAY_FABRIC: OwnPolicies = {
  implementation: 'nginx-gateway-fabric',
  title: 'NGINX Gateway Fabric',
  newest: '2.7',
  rows: [
    {
      id: 'addresses',
      annotations: ['allowlist-source-range', 'whitelist-source-range', 'denylist-source-range'],
      field: 'SnippetsFilter allow and deny',
      since: '1.5',
      source: `${API}/snippetsfilter_types.go`,
    },
    {
      id: 'passwords',
      annotations: ['auth-type', 'auth-secret', 'auth-secret-type', 'auth-realm'],
      field: 'AuthenticationFilter spec.basic',
      since: '2.4',
      note: 'its Secret is of the type nginx.org/htpasswd, with the same content under the key auth: create it; until then the rules answer with 500',
      source: `${API}/authenticationfilter_types.go; internal/controller/state/graph/shared/secrets/secrets.go`,
    },
    {
      id: 'satisfy',
      annotations: ['satisfy'],
      field: 'SnippetsFilter satisfy',
      since: '2.4',
      source: `${API}/snippetsfilter_types.go`,
    },
    {
      id: 'client-certificates',
      annotations: ['auth-tls-secret', 'auth-tls-verify-client', 'auth-tls-match-cn'],
      note: 'certificates of clients are asked for on a port, for all its hosts (Gateway spec.tls.frontend, from Gateway API 1.5)',
      source: 'nginx/nginx-gateway-fabric v2.6.0, internal/controller/state/graph/gateway_listener.go',
    },
    {
      id: 'external-auth',
      annotations: ['auth-url', 'auth-response-headers', 'auth-method', 'auth-signin'],
      note: 'auth_request needs a location of its own in the server, which is shared by all routes of the host: write it by hand, as a SnippetsFilter with the context http.server',
      source: `${API}/snippetsfilter_types.go`,
    },
    {
      id: 'rates',
      annotations: ['limit-rps', 'limit-rpm', 'limit-burst-multiplier', 'limit-allowlist', 'limit-whitelist'],
      field: 'RateLimitPolicy spec.rateLimit.local.rules (before 2.4, or with exempt addresses: SnippetsFilter limit_req)',
      since: '1.5',
      source: `${API}/ratelimitpolicy_types.go; internal/controller/nginx/config/policies/ratelimit/generator.go`,
    },
    {
      id: 'connections',
      annotations: ['limit-connections'],
      field: 'SnippetsFilter limit_conn',
      since: '1.5',
      source: `${API}/snippetsfilter_types.go`,
    },
    {
      id: 'bandwidth',
      annotations: ['limit-rate', 'limit-rate-after'],
      field: 'SnippetsFilter limit_rate and limit_rate_after',
      since: '1.5',
      source: `${API}/snippetsfilter_types.go`,
    },
    {
      id: 'firewall',
      annotations: ['enable-modsecurity', 'enable-owasp-core-rules', 'modsecurity-snippet'],
      note: 'WAFPolicy, from 2.6, needs F5 WAF for NGINX with NGINX Plus, and has other rules than ModSecurity',
      source: `${API}/wafpolicy_types.go`,
    },
    {
      id: 'body-size',
      annotations: ['proxy-body-size'],
      field: 'ClientSettingsPolicy spec.body.maxSize',
      since: '1.3',
      source: `${API}/clientsettingspolicy_types.go`,
    },
    {
      id: 'body-buffer',
      annotations: ['client-body-buffer-size'],
      field: 'ClientSettingsPolicy spec.body.bufferSize',
      since: '2.7',
      source: 'nginx/nginx-gateway-fabric main of 2026-08-20, apis/v1alpha1/clientsettingspolicy_types.go',
    },
    {
      id: 'timeouts',
      annotations: ['proxy-connect-timeout', 'proxy-read-timeout', 'proxy-send-timeout'],
      field: 'ProxySettingsPolicy spec.timeout (before 2.6: SnippetsFilter)',
      since: '1.5',
      source: `${API}/proxysettingspolicy_types.go`,
    },
    {
      id: 'buffering',
      annotations: ['proxy-buffering', 'proxy-buffer-size', 'proxy-buffers-number', 'proxy-busy-buffers-size'],
      field: 'ProxySettingsPolicy spec.buffering',
      since: '2.4',
      source: `${API}/proxysettingspolicy_types.go`,
    },
    {
      id: 'directives',
      annotations: [
        'proxy-request-buffering', 'proxy-max-temp-file-size', 'proxy-cookie-domain', 'proxy-cookie-path', 'proxy-redirect-from', 'proxy-redirect-to', 'proxy-next-upstream',
        'proxy-next-upstream-timeout', 'proxy-next-upstream-tries', 'enable-access-log',
      ],
      field: 'SnippetsFilter with the same directive of nginx',
      since: '1.5',
      source: `${API}/snippetsfilter_types.go; internal/controller/nginx/config/servers_template.go has none of these directives itself`,
    },
    {
      id: 'session',
      annotations: ['affinity', 'session-cookie-name', 'session-cookie-max-age', 'session-cookie-expires'],
      note: 'cookies of sessions need NGINX Plus',
      source: 'nginx/nginx-gateway-fabric v2.6.0, internal/controller/nginx/config/upstreams.go',
    },
    {
      id: 'hash',
      annotations: ['upstream-hash-by'],
      field: 'UpstreamSettingsPolicy spec.loadBalancingMethod and hashMethodKey',
      since: '2.4',
      note: 'for the Service, on all its routes',
      source: `${API}/upstreamsettingspolicy_types.go`,
    },
    {
      id: 'balancing',
      annotations: ['load-balance'],
      field: 'UpstreamSettingsPolicy spec.loadBalancingMethod',
      since: '2.4',
      note: 'fewest open connections (least_conn) in place of the shortest response times (ewma); for the Service, on all its routes',
      source: `${API}/upstreamsettingspolicy_types.go`,
    },
    {
      id: 'service-address',
      annotations: ['service-upstream'],
      field: 'UpstreamSettingsPolicy spec.useClusterIP',
      since: '2.7',
      note: 'for the Service, on all its routes',
      source: 'nginx/nginx-gateway-fabric main of 2026-08-20, apis/v1alpha1/upstreamsettingspolicy_types.go',
    },
    {
      id: 'errors',
      annotations: ['custom-http-errors'],
      note: 'error pages need a location of their own in the server',
      source: `${API}/snippetsfilter_types.go`,
    },
    {
      id: 'unverified-backends',
      annotations: ['backend-protocol'],
      values: ['HTTPS', 'GRPCS'],
      note: 'TLS to a backend needs a BackendTLSPolicy, which always verifies its certificate',
      source: 'nginx/nginx-gateway-fabric v2.6.0, internal/controller/nginx/config/servers_template.go',
    },
  ],
};
