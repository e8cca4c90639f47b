import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FEATURE_OF_APP_PROTOCOL, GATEWAY_API_FEATURES, neededFeatures } from '../../../src/programs/gateway-api/features';
import { conformanceReportOf, IMPLEMENTATIONS, reportedSupport } from '../../../src/programs/gateway-api/implementations';
import { GATEWAY_API_MINORS } from '../../../src/programs/gateway-api/target';
import { gateway, HTTP, HTTPS, httpRoute, rule } from '../../check/findings/gateway-api';
import { Plain } from '../../support/builders';

const UPSTREAM = JSON.parse(readFileSync(join(__dirname, '..', '..', 'fixtures', 'gateway-api', 'features.json'), 'utf8')) as { readonly feature: string }[];

/** What no object shows, and why. */
const NOT_SHOWN: Readonly<Record<string, string>> = {
  GRPCRouteRequestHeaderModifier: 'the filter is part of the core in all releases that have reports',
  Gateway: 'every implementation of Gateways has it',
  GatewayHTTPSListenerDetectMisdirectedRequests: 'it is about connections of HTTP/2 that clients use for another host',
  HTTPRouteDestinationPortMatching: 'the former name of HTTPRouteParentRefPort',
  HTTPRouteRetryBackendTimeout: 'it is about what is retried where a route does not say so',
  HTTPRouteRetryConnectionError: 'it is about what is retried where a route does not say so',
  MeshClusterIPMatching: 'clients decide by which address they reach a Service',
  ReferenceGrant: 'every implementation has it',
};

test('each feature of the tests is one that objects show, or has a reason not to be', () => {
  const known = new Set([...GATEWAY_API_FEATURES.map(({ name }) => name), ...Object.values(FEATURE_OF_APP_PROTOCOL)]);
  expect(UPSTREAM.map(({ feature }) => feature).filter(feature => !known.has(feature) && !(feature in NOT_SHOWN))).toEqual([]);
  expect([...known, ...Object.keys(NOT_SHOWN)].filter(name => !UPSTREAM.some(({ feature }) => feature === name))).toEqual([]);
  expect([...known].filter(name => name in NOT_SHOWN)).toEqual([]);
});

const needed = (object: Plain) => neededFeatures(object).map(({ name, field }) => `${name} ${field}`);
const TLS = { name: 'tls', port: 443, protocol: 'TLS', hostname: 'db.example.com' };

test.each([
  ['a plain Gateway', gateway('a/b', [HTTP, HTTPS]), []],
  ['port 8080', gateway('a/b', [{ ...HTTP, port: 8080 }]), ['GatewayPort8080 spec.listeners[0]']],
  ['overlapping hostnames', gateway('a/b', [HTTPS, { ...HTTPS, name: 'app', hostname: 'app.example.com' }]), ['GatewayHTTPListenerIsolation spec.listeners']],
  ['other ports, or hostnames apart', gateway('a/b', [HTTPS, { ...HTTPS, port: 8443, hostname: 'app.example.com' }, { ...HTTPS, hostname: 'example.com' }]), []],
  ['TLS that ends at the Gateway', gateway('a/b', [TLS]), ['TLSRouteModeTerminate spec.listeners[0]']],
  ['TLS that is passed on', gateway('a/b', [{ ...TLS, tls: { mode: 'Passthrough' } }]), []],
  ['both', gateway('a/b', [{ ...TLS, tls: { mode: 'Passthrough' } }, { ...TLS, hostname: 'x' }]), ['TLSRouteModeMixed spec.listeners', 'TLSRouteModeTerminate spec.listeners[1]']],
  ['a route of a mesh', httpRoute('a/b', { parentRefs: [{ kind: 'Service', group: '', name: 'web' }], rules: [{ ...rule('/'), name: 'all' }] }),
    ['Mesh spec', 'MeshHTTPRouteNamedRouteRule spec.rules[0].name']],
  ['a route of a consumer', httpRoute('a/b', { parentRefs: [{ kind: 'Service', group: '', name: 'web', namespace: 'c' }] }), ['Mesh spec', 'MeshConsumerRoute spec']],
  ['a route of a Gateway', httpRoute('a/b', { rules: [{ ...rule('/'), name: 'all' }] }), ['HTTPRoute spec', 'HTTPRouteNamedRouteRule spec.rules[0].name']],
])('%s', (_, object, expected) => {
  expect(needed(object)).toEqual(expected);
});

test('supported, unsupported and not reported', () => {
  const report = conformanceReportOf('traefik', '1.6');
  expect(['HTTPRoutePathRewrite', 'HTTPRouteCORS', 'Mesh', 'HTTPRoute'].map(name => reportedSupport(report, name))).toEqual(['supported', 'unsupported', 'not reported', 'supported']);
});

test('no report says both of a feature, and every feature is called as in the table of upstream or an older name', () => {
  const names = new Set([...UPSTREAM.map(({ feature }) => feature), 'HTTPResponseHeaderModification']);
  for (const implementation of IMPLEMENTATIONS) {
    for (const minor of GATEWAY_API_MINORS) {
      const { supported, unsupported } = conformanceReportOf(implementation, minor);
      expect(supported.filter(name => unsupported.includes(name))).toEqual([]);
      expect([...supported, ...unsupported].filter(name => !names.has(name))).toEqual([]);
    }
  }
});
