import { contextOf, conversionOf, differences, ingress } from './conversions';
import { Cluster } from '../../../src/cluster/cluster';
import { serverOf } from '../../../src/dataplane/requests/ingress-nginx/select';
import { usedAnnotations } from '../../../src/migrate/gateway-api/annotations';
import { convert } from '../../../src/migrate/gateway-api/convert';
import { conversionFindings } from '../../../src/migrate/gateway-api/issues';

/** What becomes open, ends elsewhere or is lost is found, and what is equal is not. */

test('a plain host is the same', () => {
  expect(differences(conversionOf([ingress('web', 'shop.example.com', { '/': 'web', '/api': 'api', 'Exact /exact': 'exact' })]))).toEqual([]);
});

test('a slash that is only missing is redirected, as by nginx', () => {
  const conversion = conversionOf([ingress('web', 'shop.example.com', { '/docs/': 'docs', '/': 'web' })]);
  expect(differences(conversion)).toEqual([]);
  expect(conversion.hosts[0].http.map(({ match, action }) => [match.type, match.value, action.kind])).toContainEqual(['Exact', '/docs', 'redirect']);
});

test('a wildcard takes more than one label, but no host that has rules of its own', () => {
  const conversion = conversionOf([ingress('wild', '*.example.com', { '/': 'wild' }), ingress('own', 'shop.example.com', { '/api': 'api' })]);
  expect(differences(conversion)).toEqual(['gained GET http://two.labels.example.com/']);
});

test('without certificate there is no redirect; a host that is not in tls.hosts has the one of the controller', () => {
  const conversion = conversionOf([ingress('web', 'b.example.com', { '/': 'web' }, {}, { tls: [{ hosts: ['a.example.com'], secretName: 'a' }] })]);
  expect(differences(conversion)).toEqual([]);
  expect(conversion.listeners.defaultCertificate).toEqual({ namespace: 'gateway', name: 'default-certificate' });
});

test('a protection closes its path, and nothing below another one takes it', () => {
  const protectedIngress = ingress('admin', 'shop.example.com', { '/admin': 'admin' }, { 'auth-url': 'https://auth.example.com' });
  const conversion = conversionOf([ingress('web', 'shop.example.com', { '/': 'web' }), protectedIngress]);
  expect(differences(conversion)).toEqual(['lost GET http://shop.example.com/admin']);
  expect(conversion.hosts[0].http.map(({ match, action }) => [match.value, action.kind])).toEqual([['/admin', 'closed'], ['/', 'forward']]);
});

test('where that is accepted, the path is converted, and the requests are less protected', () => {
  const conversion = conversionOf([ingress('admin', 'shop.example.com', { '/admin': 'admin' }, { 'auth-url': 'https://auth.example.com' })], { isOpened: () => true });
  expect(differences(conversion)).toEqual(['unprotected GET http://shop.example.com/admin']);
});

test('source addresses are kept by a policy of Envoy Gateway', () => {
  const conversion = conversionOf([ingress('admin', 'shop.example.com', { '/admin': 'admin' }, { 'allowlist-source-range': '10.0.0.0/8,192.0.2.7', 'denylist-source-range': '10.1.0.0/16' })]);
  expect(differences(conversion)).toEqual([]);
  expect(conversion.objects.ownPolicies.filter(({ kind }) => kind !== 'BackendTrafficPolicy')).toEqual([{
    apiVersion: 'gateway.envoyproxy.io/v1alpha1',
    kind: 'SecurityPolicy',
    metadata: { name: 'shop-example-com', namespace: 'shop' },
    spec: {
      targetRefs: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', name: 'shop-example-com' }],
      authorization: {
        defaultAction: 'Deny',
        rules: [
          { name: 'deny', action: 'Deny', principal: { clientCIDRs: ['10.1.0.0/16'] } },
          { name: 'allow', action: 'Allow', principal: { clientCIDRs: ['10.0.0.0/8', '192.0.2.7/32'] } },
        ],
      },
    },
  }]);
});

test('a protection by the controller\'s ConfigMap is one of every Ingress', () => {
  const configMap = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'ingress-nginx-controller', namespace: 'ingress-nginx' }, data: { 'global-auth-url': 'https://auth.example.com' } };
  const open = ingress('open', 'open.example.com', { '/': 'web' }, { 'enable-global-auth': 'false' });
  expect(differences(conversionOf([configMap, ingress('web', 'shop.example.com', { '/': 'web' }), open]))).toEqual(['lost GET http://shop.example.com/']);
});

test('a path of another Ingress that comes first is not taken', () => {
  const older = { ...ingress('older', 'shop.example.com', { '/': 'old' }), metadata: { name: 'older', namespace: 'shop', creationTimestamp: '2024-01-01T00:00:00Z' } };
  const younger = { ...ingress('younger', 'shop.example.com', { '/': 'new' }), metadata: { name: 'younger', namespace: 'shop', creationTimestamp: '2025-01-01T00:00:00Z' } };
  const conversion = conversionOf([younger, older]);
  expect(differences(conversion)).toEqual([]);
  expect(conversion.objects.routes.map(({ object }) => object.spec.rules)).toEqual([[expect.objectContaining({ backendRefs: [{ name: 'old', port: 80 }] })]]);
});

test('one that cannot be right does not keep the others from being converted', () => {
  const wrong = [{ ...ingress('no-spec', 'x.example.com', {}), spec: 'nothing' }, { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: {} }];
  const conversion = conversionOf([...wrong, ingress('paths', 'p.example.com', { 'x': 'x', '/ok': 'ok' }), ingress('web', 'shop.example.com', { '/': 'web' })]);
  expect(conversion.hosts.map(({ name }) => name).sort()).toEqual(['p.example.com', 'shop.example.com']);
  expect(conversion.ingresses.problems.map(({ problem }) => problem)).toEqual(
    ['spec.rules[0].http.paths[0].path: "x" does not begin with /']);
  expect(conversion.ingresses.notTaken).toHaveLength(2);
});

test('more hosts than a Gateway has listeners for go to ListenerSets, with their own grants', () => {
  const hosts = Array.from({ length: 130 }, (_, i) => `h${i}.example.com`);
  const conversion = conversionOf(hosts.map((host, i) => ingress(`i${i}`, host, { '/': 'web' }, {}, { tls: [{ hosts: [host], secretName: `s${i}` }] })));
  expect(conversion.objects.gateways.map(({ kind, metadata, spec }) => [kind, metadata.name, spec.listeners.length])).toEqual(
    [['Gateway', 'ingress', 64], ['ListenerSet', 'ingress-2', 64], ['ListenerSet', 'ingress-3', 3]]);
  expect(differences(conversion)).toEqual([]);
});

test('an existing Gateway gets routes only', () => {
  const conversion = conversionOf([ingress('web', 'shop.example.com', { '/': 'web' })], { hasGateway: true, gateway: { namespace: 'infra', name: 'public' } });
  expect(conversion.objects.gateways).toEqual([]);
  expect(conversion.objects.routes[0].object.spec.parentRefs).toEqual([{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'public', namespace: 'infra', port: 80 }]);
});

test('without ListenerSets, hosts share a listener that has all their certificates', () => {
  const hosts = Array.from({ length: 130 }, (_, i) => `h${i}.example.com`);
  const secured = hosts.map((host, i) => ingress(`i${i}`, host, { '/': 'web' }, {}, { tls: [{ hosts: [host], secretName: `s${i % 60}` }] }));
  const conversion = conversionOf(secured, { api: { minor: '1.4', channel: 'standard' } });
  expect(conversion.objects.gateways.map(({ kind, spec }) => [kind, spec.listeners.length, spec.listeners[0].tls.certificateRefs.length])).toEqual([['Gateway', 2, 60]]);
  expect(differences(conversion).filter(text => !text.startsWith('cosmetic'))).toEqual([]);
});

test('a host keeps its paths to itself, also over HTTPS and where nothing of it is left', () => {
  const catchAll = ingress('all', '', { '/health': 'health' }, { 'force-ssl-redirect': 'true' });
  const closed = ingress('closed', 'closed.example.com', { '/': 'closed' }, { 'auth-url': 'https://auth.example.com' });
  const conversion = conversionOf([catchAll, closed, ingress('web', 'shop.example.com', { '/': 'web' }, { 'ssl-redirect': 'false' })]);
  expect(differences(conversion)).toEqual([
    'lost GET http://closed.example.com/', 'lost GET https://closed.example.com/', 'cosmetic GET http://unknown.example/health/',
  ]);
  expect(conversion.listeners.listeners.map(({ name }) => name)).toEqual([
    'http', 'all-hosts-https', 'shop-example-com-http', 'shop-example-com-https', 'closed-example-com-http', 'closed-example-com-https',
  ]);
});

test('TLS is passed on for a host itself, and not for a wildcard', () => {
  const wild = ingress('wild', '*.example.com', { '/': 'wild' }, { 'ssl-passthrough': 'true' });
  const conversion = conversionOf([wild, ingress('pass', 'pass.example.net', { '/': 'pass' }, { 'ssl-passthrough': 'true' })]);
  expect(conversion.objects.tlsRoutes.map(({ spec }) => spec.hostnames)).toEqual([['pass.example.net']]);
});

test('where an address is none, the controller answers with an error, and so does the conversion', () => {
  const conversion = conversionOf([ingress('admin', 'shop.example.com', { '/': 'admin' }, { 'allowlist-source-range': '10.0.0.0/8, office' })]);
  expect(conversion.objects.ownPolicies).toEqual([]);
  expect(conversion.proof.differences.map(({ class: kind, before, after }) => [kind, before.slice(0, 3), after.slice(0, 3)])).toEqual([['cosmetic', '503', '404']]);
});

test('a group that an expression does not have is empty, as with nginx', () => {
  const conversion = conversionOf([ingress('app', 'shop.example.com', { 'ImplementationSpecific /app(/|$)(.*)': 'app', '/static': 'static' }, { 'rewrite-target': '/$2' })]);
  expect(differences(conversion).filter(difference => difference.startsWith('elsewhere'))).toEqual([]);
  expect(conversion.hosts[0].http.filter(({ match }) => match.value.includes('static')).map(({ action }) => action)).toContainEqual(
    expect.objectContaining({ filters: [{ type: 'URLRewrite', urlRewrite: { path: { type: 'ReplaceFullPath', replaceFullPath: '/' } } }] }));
});

test('annotations for controllers of other classes are a warning, and those of other software are not', () => {
  const annotations = { 'traefik.ingress.kubernetes.io/router.middlewares': 'auth@file', 'cert-manager.io/cluster-issuer': 'ca' };
  const other = ingress('web', 'shop.example.com', { '/': 'web' }, {}, { ingressClassName: 'traefik' });
  const objects = [{ ...other, metadata: { ...other.metadata, annotations } }];
  const conversion = conversionOf(objects);
  const found = conversionFindings(conversion, [], [], contextOf(Cluster.of(objects.map(object => ({ object }))))).filter(({ ruleId }) => ruleId === 'ingress-annotation-not-kept');
  expect(found.flatMap(({ objects: named }) => named.map(({ detail }) => detail))).toEqual(['traefik.ingress.kubernetes.io/router.middlewares, of the class traefik']);
});

test('an alias with a wildcard takes hosts with any number of labels, as nginx reads it, and one that is an expression is not kept', () => {
  const wide = conversionOf([ingress('web', 'shop.example.com', { '/': 'web' }, { 'server-alias': '*.example.org' })]);
  expect(differences(wide)).toEqual([]);
  const [configuration] = wide.ingresses.configurations;
  expect(['a.example.org', 'a.b.example.org', 'example.org'].map(host => serverOf(configuration, host).host)).toEqual(['shop.example.com', 'shop.example.com', '_']);
  const outcome = (alias: string): string => {
    const cluster = Cluster.of([{ object: ingress('web', 'shop.example.com', { '/': 'web' }, { 'server-alias': alias }) }]);
    const context = contextOf(cluster);
    return usedAnnotations(convert(cluster, context).ingresses, context)[0].outcome;
  };
  expect(['www.example.org, *.example.org', '~^www\\d+\\.example\\.org$', 'www.example.*'].map(outcome)).toEqual(['converted', 'not kept', 'not kept']);
});
