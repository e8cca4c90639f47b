import { Chart } from 'cdk8s';
import { gateway } from '../../../src';
import { GatewayApiMinor, isBefore } from '../../../src/programs/gateway-api/target';

/** Objects of each construct that set all properties which a release has, in its experimental channel. */

const NAMESPACES = gateway.AllowedNamespaces.fromSelector({
  matchLabels: { team: 'shop' },
  matchExpressions: [{ key: 'stage', comparison: gateway.NamespaceComparison.IN_VALUES, values: ['live'] }],
});
const LISTENER = { allowedNamespaces: NAMESPACES, allowedKinds: [{ kind: 'HTTPRoute', group: 'gateway.networking.k8s.io' }], hostname: '*.example.com' };
const CERTIFICATE = { name: 'tls', namespaceName: 'certificates', kind: 'Secret', group: '' };
const AUTHORITY = { name: 'ca', namespaceName: 'certificates', kind: 'ConfigMap', group: '' };
const VALIDATION = { authorities: [AUTHORITY], mode: gateway.ClientValidationMode.ALLOW_VALID_ONLY };

function listeners(minor: GatewayApiMinor, hasFrontend: boolean): gateway.Listener[] {
  const frontendValidation = { authorities: [AUTHORITY] };
  return [
    gateway.Listener.https({
      ...LISTENER, certificates: [CERTIFICATE], tlsOptions: { 'example.com/a': 'b' }, ...hasFrontend && isBefore(minor, '1.4') && { frontendValidation },
    }),
    gateway.Listener.custom('example.com/proxy', { port: 9000 }),
  ];
}

export function everyOperatorObject(chart: Chart, minor: GatewayApiMinor): void {
  const parametersRef = { group: 'example.com', kind: 'Parameters', name: 'p' };
  new gateway.GatewayClass(chart, 'class', { controllerName: 'example.com/c', description: 'd', parametersRef: { ...parametersRef, namespaceName: 'x' } });
  const since = (first: GatewayApiMinor, props: object): object => isBefore(minor, first) ? {} : props;
  new gateway.Gateway(chart, 'gateway', {
    gatewayClassName: 'c',
    addresses: [{ addressType: gateway.GatewayAddressType.IP_ADDRESS, value: '192.0.2.1' }, { customType: 'example.com/pool', value: 'p' }],
    listeners: listeners(minor, !isBefore(minor, '1.1')),
    ...since('1.0', { infrastructure: { labels: { a: 'b' }, annotations: { a: 'b' }, ...since('1.1', { parametersRef }) } }),
    ...since('1.2', { clientCertificate: CERTIFICATE }),
    ...since('1.3', { allowedListenerSets: NAMESPACES }),
    ...since('1.4', { clientValidation: VALIDATION, portClientValidations: [{ port: 443, ...VALIDATION }], defaultScope: gateway.DefaultScope.ALL }),
  });
  if (!isBefore(minor, '1.5')) {
    const parent = gateway.Parent.fromReference({ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'g' }, { namespaceName: 'gateways' });
    new gateway.ListenerSet(chart, 'set', { parent, listeners: listeners(minor, false) });
  }
  new gateway.ReferenceGrant(chart, 'grant', { sources: [{ kind: 'HTTPRoute', namespaceName: 'shop' }], targets: [{ kind: 'Service', name: 'web' }] });
}

export function everyRoute(chart: Chart, minor: GatewayApiMinor): void {
  const has = (first: GatewayApiMinor): boolean => !isBefore(minor, first);
  const parents = [gateway.Parent.fromReference({ group: 'example.com', kind: 'Parent', name: 'p' }, { namespaceName: 'x', sectionName: 's', port: 80 })];
  const defaults = has('1.4') ? { useDefaultGateways: gateway.DefaultScope.ALL } : {};
  const backend = gateway.Backend.fromReference({ group: 'example.com', kind: 'Backend', name: 'b', port: 80 }, { namespaceName: 'next', weight: 1 });
  const headers = [{ name: 'a', value: 'b', matchType: gateway.ValueMatchType.EXACT }];
  const changes = { set: [{ name: 'a', value: 'b' }], add: [{ name: 'a', value: 'b' }], remove: ['c'] };
  const common = [
    gateway.HttpFilter.requestHeaders(changes),
    gateway.HttpFilter.responseHeaders(changes),
    gateway.HttpFilter.mirror(backend, has('1.2') ? { percent: 1 } : {}),
    ...has('1.2') ? [gateway.HttpFilter.mirror(backend, { fraction: { numerator: 1, denominator: 2 } })] : [],
    gateway.HttpFilter.extension({ group: 'example.com', kind: 'Filter', name: 'f' }),
  ];
  const filtered = gateway.Backend.fromServiceName('web', 80, { filters: [gateway.HttpFilter.requestHeaders(changes)] });
  const session = {
    sessionName: 's',
    persistenceType: gateway.SessionPersistenceType.COOKIE,
    absoluteTimeout: '1h',
    ...!has('1.6') && { idleTimeout: '1m' },
    cookieConfig: { lifetimeType: gateway.CookieLifetime.PERMANENT },
  };
  const sessionPersistence = has('1.1') ? { sessionPersistence: session } : {};
  const name = has('1.2') ? { name: 'rule' } : {};
  const path = { prefix: gateway.PathChange.toPrefix('/'), full: gateway.PathChange.toFullPath('/') };
  new gateway.HttpRoute(chart, 'http', {
    parents,
    ...defaults,
    hostnames: ['app.example.com'],
    rules: [
      {
        ...name,
        matches: [{ path: gateway.PathMatch.prefix('/'), headers, queryParams: headers, method: 'GET' }],
        filters: [
          ...common,
          gateway.HttpFilter.rewrite({ hostname: 'h', path: path.prefix }),
          ...has('1.3') ? [gateway.HttpFilter.cors({ allowOrigins: ['https://example.com'], allowMethods: ['*'], allowHeaders: ['a'], exposeHeaders: ['b'], allowCredentials: true, maxAge: 1 })] : [],
          ...has('1.4') ? [
            gateway.HttpFilter.httpExternalAuth(backend, { path: '/', allowedHeaders: ['a'], allowedResponseHeaders: ['b'], maxBodySize: 1 }),
            gateway.HttpFilter.grpcExternalAuth(backend, { allowedHeaders: ['a'] }),
          ] : [],
        ],
        backends: [backend, filtered],
        timeouts: { request: '2s', backendRequest: '1s' },
        ...sessionPersistence,
        ...has('1.2') && { retry: { codes: [500], attempts: 1, backoff: '1s' } },
      },
      { filters: [gateway.HttpFilter.redirect({ scheme: 'https', hostname: 'h', port: 443, path: path.prefix, statusCode: 301 })], matches: [{ path: gateway.PathMatch.prefix('/a') }] },
      { filters: [gateway.HttpFilter.redirect({ path: path.full })] },
      { filters: [gateway.HttpFilter.rewrite({ path: path.full })], backends: [backend] },
    ],
  });
  new gateway.GrpcRoute(chart, 'grpc', {
    parents,
    ...defaults,
    hostnames: ['app.example.com'],
    rules: [{
      ...name,
      matches: [{ serviceName: 's', methodName: 'm', matchType: gateway.ValueMatchType.EXACT, headers }],
      filters: common,
      backends: [backend, filtered],
      ...sessionPersistence,
    }],
  });
  const connection = { parents, ...defaults, backends: [backend], ...has('1.2') && { ruleName: 'rule' } };
  new gateway.TlsRoute(chart, 'tls', { ...connection, hostnames: ['app.example.com'] });
  new gateway.TcpRoute(chart, 'tcp', connection);
  new gateway.UdpRoute(chart, 'udp', connection);
  const targets = [{ serviceName: 'web', portName: 'https' }];
  const policy = { targets, hostname: 'web' };
  new gateway.BackendTlsPolicy(chart, 'known', { ...policy, wellKnownAuthorities: 'System' });
  new gateway.BackendTlsPolicy(chart, 'own', {
    ...policy,
    authorities: [{ name: 'ca' }],
    ...has('1.2') && { dnsNames: ['web'], uris: ['spiffe://web'], tlsOptions: { 'example.com/a': 'b' } },
  });
}
