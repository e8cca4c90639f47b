import { conversionOf, differences, exampleCluster, EXAMPLES, ingress, LATEST, objectsOf } from './conversions';
import { violations } from './invariants';
import { convertCluster } from '../../../src/migrate/gateway-api';
import { Conversion } from '../../../src/migrate/gateway-api/convert';
import { conformanceReportOf } from '../../../src/programs/gateway-api/implementations';

/*
 * What ingress2gateway 1.1 was measured to get wrong with these examples, defect by defect: none of it is in what is written here. The
 * number in front of each is only there to count them.
 */

const example = (number: string, more: Parameters<typeof conversionOf>[1] = {}): Conversion => conversionOf(EXAMPLES.find(name => name.startsWith(`${number}-`))!, more);
const routes = (conversion: Conversion): any[] => conversion.objects.routes.map(({ object }) => object);
const rules = (conversion: Conversion): any[] => routes(conversion).flatMap(({ spec }) => spec.rules);
const filters = (conversion: Conversion, type: string): any[] => rules(conversion)
  .flatMap(rule => (rule.filters ?? []).filter((filter: any) => filter.type === type));
const listenersOf = (conversion: Conversion): any[] => conversion.objects.gateways.flatMap(({ spec }) => spec.listeners);
const grave = (conversion: Conversion): string[] => differences(conversion).filter(text => /^(?:lost|elsewhere|unprotected)/.test(text));

/** What the command says of an example. */
function said(number: string) {
  const { result, migration } = convertCluster(exampleCluster(EXAMPLES.find(name => name.startsWith(`${number}-`))!), { goal: 'gateway-api', implementation: 'envoy-gateway', gatewayApi: '1.6' });
  return { ...result, exitCode: migration.exitCode, report: [...migration.files].find(({ path }) => path === 'report.md')!.content as string };
}

test('1: the groups of a rewrite are never written as a path', () => {
  expect(JSON.stringify(objectsOf(example('11')))).not.toMatch(/"replace(?:FullPath|PrefixMatch)":"[^"]*\$/);
  expect(filters(example('11', { report: conformanceReportOf('istio', '1.6') }), 'URLRewrite').map(({ urlRewrite: { path } }) => path)).toContainEqual(
    { type: 'ReplacePrefixMatch', replacePrefixMatch: '/' });
});

test('2: a host in several namespaces has one Gateway, and no route dangles', () => {
  const conversion = example('27');
  expect(conversion.objects.gateways.map(({ kind }) => kind)).toEqual(['Gateway']);
  expect(new Set(routes(conversion).map(({ metadata }) => metadata.namespace)).size).toBeGreaterThan(1);
  expect(violations(conversion, LATEST)).toEqual([]);
});

test('3: each host has the certificate of its own entry, and none has an empty name', () => {
  const certificates = listenersOf(example('29')).filter(({ tls }) => tls).map(({ hostname, tls }) => [hostname, tls.certificateRefs.map(({ name }: any) => name)]);
  expect(certificates.every(([, names]) => names.length === 1 && names[0] !== '')).toBe(true);
  expect(new Set(certificates.map(([hostname]) => hostname)).size).toBe(certificates.length);
});

test('4: releases before 1.5 get a redirect code that they have', () => {
  const codes = (minor: '1.4' | '1.6') => new Set(filters(example('02', { api: { minor, channel: 'standard' } }), 'RequestRedirect').map(({ requestRedirect }) => requestRedirect.statusCode));
  expect([codes('1.4'), codes('1.6')]).toEqual([new Set([301]), new Set([308])]);
});

test('5: variables of nginx are no part of a hostname, and a query that is dropped is reported', () => {
  const conversion = example('14');
  expect(filters(conversion, 'RequestRedirect').map(({ requestRedirect: { hostname } }) => hostname)).toEqual(['new.example.com', 'new.example.com']);
  expect(violations(conversion, LATEST)).toEqual([]);
  expect(differences(conversion).find(text => text.includes('old.example.com'))).toBeDefined();
});

test('6: a header pattern of a canary does not become always and never', () => {
  const matches = rules(example('09')).flatMap(rule => rule.matches.flatMap((match: any) => match.headers ?? []));
  expect(matches.filter(({ name }) => name === 'User-Agent').map(({ type }) => type)).toEqual(['RegularExpression']);
});

test('7: a total below 100 is 100', () => {
  const weights = rules(example('07')).map(({ backendRefs }) => backendRefs.map(({ weight }: any) => weight));
  expect(weights).toContainEqual([95, 5]);
  expect(grave(example('07'))).toEqual([]);
});

test('8: a canary counts on all paths of its Service', () => {
  expect(rules(example('10')).filter(({ backendRefs }) => backendRefs.length === 2).flatMap(({ matches }) => matches).length).toBeGreaterThan(1);
  expect(grave(example('10'))).toEqual([]);
});

test('9: of two Ingresses with one path the one that comes first has it, and everything is converted', () => {
  const conversion = example('35');
  expect(rules(conversion).every(({ backendRefs = [] }) => backendRefs.length < 2)).toBe(true);
  expect(routes(conversion).length).toBeGreaterThan(0);
  expect(grave(conversion)).toEqual([]);
});

test('10: more than 16 paths are several rules and routes, none of them too large', () => {
  const conversion = example('32');
  expect(rules(conversion).length).toBeGreaterThan(16);
  expect(violations(conversion, LATEST)).toEqual([]);
  expect(grave(conversion)).toEqual([]);
});

test('11: named ports are those of the Services in the input', () => {
  const conversion = example('28');
  expect(rules(conversion).flatMap(({ backendRefs = [] }) => backendRefs).every(({ port }) => typeof port === 'number')).toBe(true);
  expect(rules(conversion).length).toBeGreaterThan(0);
});

test('12 and 13: a default backend alone is a route for all hosts at a listener for all hosts', () => {
  const conversion = example('26');
  const all = routes(conversion).find(({ spec }) => spec.hostnames === undefined);
  const names = all.spec.parentRefs.map(({ sectionName }: any) => sectionName);
  expect(listenersOf(conversion).filter(({ name }) => names.includes(name)).map(({ hostname }) => hostname)).toEqual([undefined]);
  expect(violations(conversion, LATEST)).toEqual([]);
  expect(grave(conversion)).toEqual([]);
});

test('14: a host that is not in tls.hosts is redirected, and has no certificate of another one', () => {
  const conversion = conversionOf([ingress('web', 'b.example.com', { '/': 'web' }, {}, { tls: [{ hosts: ['a.example.com'], secretName: 'a' }] })]);
  expect(filters(conversion, 'RequestRedirect').map(({ requestRedirect }) => requestRedirect)).toEqual([{ scheme: 'https', statusCode: 308 }]);
  expect(listenersOf(conversion).flatMap(({ tls }) => tls?.certificateRefs ?? []).map(({ name }) => name)).toEqual(['default-certificate']);
  expect(grave(example('36'))).toEqual([]);
});

test('15: forced redirects, aliases and sessions are converted, and an allow list is never opened', () => {
  expect(filters(example('04'), 'RequestRedirect').map(({ requestRedirect }) => requestRedirect.scheme)).toContain('https');
  const aliases = [...example('15').ingresses.configurations[0].aliases.keys()];
  expect(aliases.length).toBeGreaterThan(0);
  expect(routes(example('15')).flatMap(({ spec }) => spec.hostnames)).toEqual(expect.arrayContaining(aliases));
  expect(differences(example('22', { report: conformanceReportOf('cilium', '1.6') })).filter(text => text.startsWith('unprotected'))).toEqual([]);
  expect(said('22').annotations.filter(({ name }) => /source-range/.test(name)).map(({ outcome }) => outcome).every(outcome => outcome !== 'converted' && outcome !== 'not kept')).toBe(true);
});

test('16: what is converted is not reported as unsupported, and with www or without is redirected with 308', () => {
  expect(said('15').annotations.filter(({ name }) => name === 'from-to-www-redirect').map(({ outcome }) => outcome)).toEqual(['converted']);
  expect(filters(example('15'), 'RequestRedirect').filter(({ requestRedirect }) => requestRedirect.hostname).map(({ requestRedirect }) => requestRedirect.statusCode)).toEqual([308]);
});

test('17: paths that the CRDs refuse are left out, and said to be', () => {
  expect(violations(example('34'), LATEST)).toEqual([]);
  expect(said('34').findings.filter(({ ruleId }) => ruleId === 'ingress-path-ignored').flatMap(({ objects }) => objects)).toHaveLength(2);
});

test('18: idle timeouts do not become a limit of the whole request', () => {
  expect(rules(example('17')).flatMap(({ timeouts }) => timeouts ?? [])).toEqual([]);
});

test('19: nothing has a status', () => {
  expect(EXAMPLES.flatMap(name => objectsOf(conversionOf(name)).filter(object => 'status' in object))).toEqual([]);
});

test('20: hosts of gRPC are redirected to HTTPS as well', () => {
  const conversion = example('20');
  expect(routes(conversion).map(({ kind }) => kind)).toEqual(['HTTPRoute', 'GRPCRoute']);
  expect(filters(conversion, 'RequestRedirect')).toHaveLength(1);
});

test('21: the Host is rewritten by the filter for it, and hop-by-hop headers are left alone', () => {
  const names = EXAMPLES.flatMap(name => filters(conversionOf(name), 'RequestHeaderModifier')).flatMap(({ requestHeaderModifier: { set = [] } }) => set.map(({ name }: any) => name.toLowerCase()));
  expect(names.filter(name => name === 'host' || name === 'connection')).toEqual([]);
});

test('22: an Ingress without a class is named', () => {
  expect(said('31').ingresses.notTaken.map(({ why }) => why)).toEqual([expect.stringContaining('has no class')]);
  expect(said('31').report).toContain('is not converted: it has no class');
});

test('23: a host with FastCGI does not vanish without a blocker', () => {
  expect(said('33').exitCode).toBe(3);
});

test('24: of a host whose TLS is passed on only the backend of / gets connections', () => {
  const conversion = example('25');
  expect(conversion.objects.tlsRoutes.map(({ spec }) => spec.rules.map(({ backendRefs }: any) => backendRefs.length))).toEqual([[1]]);
  const [hostname] = conversion.objects.tlsRoutes[0].spec.hostnames;
  expect(listenersOf(conversion).filter(listener => listener.port === 443 && listener.hostname === hostname).map(({ protocol }) => protocol)).toEqual(['TLS']);
});

test('25: what nginx does by default is converted or said', () => {
  const { report } = said('02');
  expect(JSON.stringify(objectsOf(example('02')))).toContain('"Strict-Transport-Security"');
  expect(report).toContain('limits of bodies (nginx: 1 MiB by default), timeouts (60 s between two reads or writes)');
});

test('26: a wildcard and the host above it have listeners and routes of their own', () => {
  const conversion = example('36');
  const names = listenersOf(conversion).map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(routes(conversion).flatMap(({ spec }) => spec.hostnames)).toEqual(expect.arrayContaining(['example.com', '*.example.com']));
});

test('27: what protects or cannot be read keeps its paths closed', () => {
  for (const number of ['21', '24', '33']) {
    expect(differences(example(number, { report: undefined })).filter(text => text.startsWith('unprotected'))).toEqual([]);
    expect(said(number).exitCode).toBe(3);
  }
});

test.each(EXAMPLES)('%s: what must hold for every conversion', name => {
  expect(violations(conversionOf(name), LATEST)).toEqual([]);
});
