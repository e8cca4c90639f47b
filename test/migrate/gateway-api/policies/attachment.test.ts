import { targetOf } from './cases';
import { Cluster } from '../../../../src/cluster/cluster';
import { convertCluster } from '../../../../src/migrate/gateway-api';
import { Conversion } from '../../../../src/migrate/gateway-api/convert';
import { preparations } from '../../../../src/migrate/gateway-api/pages/preparations';
import { OWN_POLICIES } from '../../../../src/programs/gateway-api/own-policies';
import { Plain } from '../../../support/builders';
import { conversionOf, differences, ingress } from '../conversions';

/** What policies are for: the paths of their Ingress, and no other ones. */

const [ENVOY, ISTIO, NGINX] = OWN_POLICIES.map(own => targetOf(own));

const ADDRESSES = { 'allowlist-source-range': '10.0.0.0/8' };
const OPEN = ingress('web', 'shop.example.com', { '/': 'web', '/admin/public': 'web' });
const ADMIN = ingress('admin', 'shop.example.com', { '/admin': 'admin' }, ADDRESSES);

const policiesOf = ({ objects: { ownPolicies } }: Conversion, kind: string): any[] => ownPolicies.filter(object => object.kind === kind && object.metadata.name !== 'ingress');
const rulesOf = ({ objects: { routes } }: Conversion): any[] => routes.flatMap(({ object }) => object.spec.rules);
const pathsOf = (rule: any): string[] => rule.matches.map(({ path }: any) => path.value);

test('Envoy Gateway: rules with a policy have a route of their own', () => {
  const conversion = conversionOf([OPEN, ADMIN], ENVOY);
  const [policy, ...others] = policiesOf(conversion, 'SecurityPolicy');
  expect(others).toEqual([]);
  const targets = conversion.objects.routes.filter(({ name }) => name === policy.spec.targetRefs[0].name);
  expect(targets.flatMap(({ object }) => object.spec.rules.flatMap(pathsOf))).toEqual(['/admin']);
  expect(policy.metadata.namespace).toBe(targets[0].namespace);
  expect(differences(conversion)).toEqual([]);
});

test('NGINX Gateway Fabric: only its own rules have the filter', () => {
  const conversion = conversionOf([OPEN, ADMIN], NGINX);
  const filtered = rulesOf(conversion).filter(({ filters = [] }) => filters.some(({ type }: any) => type === 'ExtensionRef'));
  expect(filtered.flatMap(pathsOf)).toEqual(['/admin']);
  expect(differences(conversion)).toEqual([]);
});

test('Istio: what a more specific path takes is no part of the rule', () => {
  const conversion = conversionOf([OPEN, ADMIN], ISTIO);
  const [{ spec }] = conversion.objects.ownPolicies.filter(({ kind }) => kind === 'AuthorizationPolicy');
  expect(spec.rules).toEqual([{
    from: [{ source: { notRemoteIpBlocks: ['10.0.0.0/8'] } }],
    to: [{ operation: { hosts: ['shop.example.com', 'shop.example.com:*'], paths: ['/admin', '/admin/*'], notPaths: ['/admin/public', '/admin/public/*'] } }],
  }]);
  expect(differences(conversion)).toEqual([]);
});

test('Istio: what is protected in the same way inside a path is not taken out of its rule', () => {
  const conversion = conversionOf([ingress('admin', 'shop.example.com', { '/admin': 'admin', '/admin/users': 'users', 'Exact /admin/login': 'login' }, ADDRESSES)], ISTIO);
  const [{ spec }] = conversion.objects.ownPolicies.filter(({ kind }) => kind === 'AuthorizationPolicy');
  expect(spec.rules.flatMap(({ to }: any) => to[0].operation.notPaths ?? [])).toEqual([]);
  expect(spec.rules.flatMap(({ to }: any) => to[0].operation.paths)).toEqual(['/admin/users', '/admin/users/*', '/admin/login', '/admin', '/admin/*']);
});

test.each<[string, Plain[], Parameters<typeof conversionOf>[1]]>([
  ['a host with a wildcard', [ingress('admin', '*.example.com', { '/admin': 'admin' }, ADDRESSES)], ISTIO],
  ['all hosts', [ingress('admin', '', { '/admin': 'admin' }, ADDRESSES)], ISTIO],
  ['expressions', [ingress('admin', 'shop.example.com', { 'ImplementationSpecific /ad[a-z]+': 'admin' }, { ...ADDRESSES, 'use-regex': 'true' })], ISTIO],
  ['a Gateway that is there already', [ADMIN], { ...ISTIO, hasGateway: true }],
])('Istio: addresses can\'t be kept for %s, and nothing answers there', (_, objects, target) => {
  const conversion = conversionOf(objects, target);
  expect(conversion.objects.ownPolicies).toEqual([]);
  expect(rulesOf(conversion).flatMap(({ backendRefs = [] }) => backendRefs)).toEqual([]);
  expect(differences(conversion).filter(difference => difference.startsWith('unprotected'))).toEqual([]);
});

test('NGINX Gateway Fabric: an Ingress counts on all its hosts together, and never with another one', () => {
  const limited = (name: string, hosts: string[]): Plain => {
    const [first, ...others] = hosts.map(host => ingress(name, host, { '/': 'web' }, { 'limit-rps': '5' }));
    return { ...first, spec: { ...first.spec, rules: [first, ...others].flatMap(({ spec }) => spec.rules) } };
  };
  const policies = policiesOf(conversionOf([limited('one', ['a.example.com', 'b.example.com']), limited('two', ['c.example.com'])], NGINX), 'RateLimitPolicy');
  expect(policies.map(({ spec }) => spec.targetRefs.map(({ name }: any) => name)).sort()).toEqual([['a-example-com', 'b-example-com'], ['c-example-com']]);
});

test('NGINX Gateway Fabric: a zone is said once, whatever many rules use it', () => {
  const conversion = conversionOf([ingress('web', 'shop.example.com', { '/': 'web', '/api': 'api' }, { 'limit-connections': '5', 'allowlist-source-range': '10.0.0.0/8' })], NGINX);
  const filters = policiesOf(conversion, 'SnippetsFilter');
  expect(filters.length).toBe(1);
  expect(filters[0].spec.snippets.map(({ context }: any) => context)).toEqual(['http', 'http.server.location']);
  const { name } = filters[0].metadata;
  expect(rulesOf(conversion).flatMap(({ filters: own }) => own.map(({ extensionRef }: any) => extensionRef.name))).toEqual([name, name]);
});

test('one limit that can\'t be kept closes the paths of the others, too', () => {
  const conversion = conversionOf([ingress('web', 'shop.example.com', { '/': 'web' }, { 'limit-rps': '5', 'limit-connections': '5' })], ENVOY);
  expect(conversion.objects.routes).toEqual([]);
});

test('policies of one kind for a route are one', () => {
  const annotations = { ...ADDRESSES, 'auth-type': 'basic', 'auth-secret': 'users', 'proxy-connect-timeout': '7', 'load-balance': 'ewma' };
  const conversion = conversionOf([ingress('web', 'shop.example.com', { '/': 'web' }, annotations)], ENVOY);
  expect(policiesOf(conversion, 'SecurityPolicy').map(({ spec }) => Object.keys(spec))).toEqual([['targetRefs', 'authorization', 'basicAuth']]);
  expect(policiesOf(conversion, 'BackendTrafficPolicy').map(({ spec }) => spec)).toEqual([expect.objectContaining({
    timeout: { http: { requestTimeout: '0s' }, tcp: { connectTimeout: '7s' } }, loadBalancer: { type: 'LeastRequest' },
  })]);
});

test('a service that Envoy Gateway asks in another namespace needs a grant', () => {
  const asking = ingress('web', 'shop.example.com', { '/': 'web' }, { 'auth-url': 'http://auth.tools.svc.cluster.local/verify' });
  const grants = conversionOf([asking], { ...ENVOY, isOpened: (_, rule) => rule === 'ingress-protection-differs' }).objects.grants.filter(({ metadata }) => metadata.namespace === 'tools');
  expect(grants.map(({ spec }) => spec)).toEqual([{
    from: [{ group: 'gateway.envoyproxy.io', kind: 'SecurityPolicy', namespace: 'shop' }], to: [{ group: '', kind: 'Service', name: 'auth' }],
  }]);
  expect(conversionOf([asking], ENVOY).objects.grants.filter(({ metadata }) => metadata.namespace === 'tools')).toEqual([]);
});

test('by default, Envoy Gateway ends no request, and NGINX Gateway Fabric holds no answer back, as the controller does', () => {
  const defaults = (target: typeof ENVOY): any[] => conversionOf([OPEN], target).objects.ownPolicies
    .map(({ kind, spec: { targetRefs, ...spec } }) => [kind, targetRefs[0].kind, spec]);
  expect(defaults(ENVOY)).toEqual([['BackendTrafficPolicy', 'Gateway', { timeout: { http: { requestTimeout: '0s' } } }]]);
  expect(defaults(NGINX)).toEqual([['ProxySettingsPolicy', 'Gateway', { buffering: { disable: true }, timeout: { connect: '5s' } }]]);
  expect(defaults({ ...NGINX, implementationVersion: '2.3' })).toEqual([]);
  expect(defaults(ISTIO)).toEqual([]);
  expect(defaults({ ...ENVOY, hasGateway: true })).toEqual([]);
});

test('what the objects need beside them is said', () => {
  const passwords = ingress('web', 'shop.example.com', { '/': 'web' }, { 'auth-type': 'basic', 'auth-secret': 'users', ...ADDRESSES });
  const stepsOf = (target: typeof ENVOY): string[] => {
    const conversion = conversionOf([passwords], target);
    return preparations(conversion.objects.ownPolicies, { gateway: { namespace: 'gateway', name: 'ingress' }, hasGateway: false, gatewayClass: '', api: target!.api!, ...target });
  };
  expect(stepsOf(ENVOY).map(text => text.slice(0, 45))).toEqual(['Create the Secret `shop/users-htpasswd`: unde', 'Let the implementation see the addresses of c']);
  expect(stepsOf(NGINX).map(text => text.slice(0, 60))).toEqual([
    'Create the Secret `shop/users-htpasswd` of the type `nginx.or', 'Switch on snippets: `nginxGateway.snippets.enable: true` amo', 'Let the implementation see the addresses of clients: `extern',
  ].map(text => text.slice(0, 60)));
  expect(stepsOf(ENVOY).join()).not.toContain('snippets');
  expect(stepsOf({ ...ENVOY, hasGateway: true }).join()).toContain('Envoy ends requests after 15 s');
  expect(stepsOf({ ...NGINX, hasGateway: true }).join()).toContain('NGINX Gateway Fabric buffers answers');
});

const findingsOf = (annotations: Readonly<Record<string, string>>, implementation: string): string[] => {
  const cluster = Cluster.of([{ object: ingress('web', 'shop.example.com', { '/': 'web' }, annotations) }]);
  const { result } = convertCluster(cluster, { goal: 'gateway-api', gatewayApi: '1.6', implementation });
  return result.findings.map(({ ruleId, severity }) => `${ruleId} ${severity}`);
};

test('findings: what differs of a protection is a warning, of anything else an info, and what somebody has to accept a blocker', () => {
  expect(findingsOf({ 'limit-rps': '5' }, 'envoy-gateway')).toContain('ingress-policy-differs warning');
  expect(findingsOf({ 'load-balance': 'ewma' }, 'envoy-gateway')).toContain('ingress-policy-differs info');
  expect(findingsOf({ 'auth-url': 'http://auth.tools.svc.cluster.local/verify' }, 'envoy-gateway')).toContain('ingress-protection-differs blocker');
  expect(findingsOf({ 'limit-rps': '5' }, 'nginx-gateway-fabric').filter(text => text.startsWith('ingress-p'))).toEqual([]);
});

test.each([
  [{ implementationVersion: '1.9' }, 'is given without the implementation'],
  [{ implementation: 'istio', implementationVersion: 'newest' }, '"newest" is not a version'],
])('a version of the implementation that says nothing is an error: %j', (answers, message) => {
  const cluster = Cluster.of([{ object: OPEN }]);
  expect(() => convertCluster(cluster, { goal: 'gateway-api', ...answers })).toThrow(message);
});

test('where something keeps requests out, no rule lets OPTIONS pass by a redirect to HTTPS', () => {
  const annotations = { 'enable-cors': 'true', 'cors-allow-origin': 'https://app.example.com' };
  const tls = { tls: [{ hosts: ['shop.example.com'], secretName: 'shop' }] };
  const overHttp = (more: Readonly<Record<string, string>>): unknown[] => {
    const { objects: { routes } } = conversionOf([ingress('web', 'shop.example.com', { '/': 'web' }, { ...annotations, ...more }, tls)], { ...ENVOY, api: { minor: '1.6', channel: 'standard' } });
    return routes.filter(({ object }) => object.spec.parentRefs[0].sectionName === 'http').flatMap(({ object }) => object.spec.rules.flatMap((rule: any) => rule.backendRefs ?? []));
  };
  expect(overHttp({})).not.toEqual([]);
  expect(overHttp(ADDRESSES)).toEqual([]);
  expect(overHttp({ 'auth-url': 'https://auth.example.com' })).toEqual([]);
  expect(overHttp({ 'configuration-snippet': 'deny all;' })).toEqual([]);
});

test('how endpoints are chosen is decided by the first Ingress that uses the Service, and by sessions before all else', () => {
  const hosts: Plain[] = [
    ingress('c', 'c.example.com', { '/': 'web' }, { 'upstream-hash-by': '$http_x_user' }),
    ingress('b', 'b.example.com', { '/': 'web' }, { 'load-balance': 'ewma' }),
    ingress('a', 'a.example.com', { '/': 'web' }),
  ];
  const balancing = (conversion: Conversion): unknown[] => policiesOf(conversion, 'BackendTrafficPolicy').map(({ metadata, spec }) => [metadata.name, spec.loadBalancer.consistentHash?.type]);
  expect(balancing(conversionOf(hosts, ENVOY))).toEqual(['c', 'b', 'a'].map(host => [`${host}-example-com`, 'Header']));
  const sticky = ingress('a', 'a.example.com', { '/': 'web' }, { affinity: 'cookie' });
  expect(balancing(conversionOf([hosts[0], hosts[1], sticky], ENVOY))).toEqual(['c', 'b', 'a'].map(host => [`${host}-example-com`, 'Cookie']));
});

test('Istio: a Service has one DestinationRule, with all that its rules ask for', () => {
  const conversion = conversionOf([
    ingress('a', 'a.example.com', { '/': 'web' }, { 'proxy-connect-timeout': '30' }),
    ingress('b', 'b.example.com', { '/': 'web' }, { 'proxy-connect-timeout': '7' }),
    ingress('c', 'c.example.com', { '/': 'web' }, { 'load-balance': 'ewma' }),
  ], ISTIO);
  expect(policiesOf(conversion, 'DestinationRule').map(({ spec }) => spec.trafficPolicy.portLevelSettings)).toEqual([[
    { port: { number: 80 }, connectionPool: { tcp: { connectTimeout: '30s' } }, loadBalancer: { simple: 'LEAST_REQUEST' } },
  ]]);
});
