import { ConvertedVirtualService, toHttpRoute } from '../../../src/migrate/ambient/http-route';

function converted(http: readonly object[], spec: object = {}): ConvertedVirtualService {
  const object = { apiVersion: 'networking.istio.io/v1', kind: 'VirtualService', metadata: { name: 'web', namespace: 'app' }, spec: { hosts: ['web'], http, ...spec } };
  const services = { ofSubset: (_: unknown, subset: string) => subset === 'v2' ? 'web-v2' : undefined, onlyPort: ({ name }: { name: string }) => name === 'web' ? 80 : undefined };
  return toHttpRoute({ object, kind: 'VirtualService', group: 'networking.istio.io', name: 'web', namespace: 'app' } as any, services);
}

const to = (host = 'web'): object[] => [{ destination: { host } }];
const rulesOf = (result: ConvertedVirtualService): any => [result.lacking, (result.route?.spec as any)?.rules];

test('a destination without a port has that of a Service with one', () => {
  expect(rulesOf(converted([{ route: [{ destination: { host: 'web', subset: 'v2' } }] }]))).toEqual([[], [{ backendRefs: [{ name: 'web-v2', port: 80 }] }]]);
  expect(converted([{ route: to('other') }]).lacking).toEqual(['http[0].route[0].destination.port: a backend names its port, and the input has no Service other with one port']);
});

test.each([
  ['a header before a longer path', [{ match: [{ headers: { x: { exact: 'y' } } }], route: to() }, { match: [{ uri: { prefix: '/api/' } }], route: to() }], ['http[1].match[0]: an HTTPRoute would consider it before http[0].match[0]']],
  ['everything before something', [{ route: to() }, { match: [{ uri: { exact: '/a' } }], route: to() }], ['http[1].match[0]: an HTTPRoute would consider it before http[0]']],
  ['the longer path first', [{ match: [{ uri: { prefix: '/api/' } }], route: to() }, { match: [{ headers: { x: { exact: 'y' } } }], route: to() }], []],
  ['paths that exclude each other', [{ match: [{ uri: { prefix: '/a/' } }], route: to() }, { match: [{ uri: { exact: '/longer' } }], route: to() }], []],
  ['other values of a header', [{ match: [{ headers: { x: { exact: 'y' } } }], route: to() }, { match: [{ uri: { prefix: '/api/' }, headers: { x: { exact: 'z' } } }], route: to() }], []],
])('order: %s', (_, http, lacking) => {
  expect(converted(http).lacking).toEqual(lacking);
});

test('a header that only has to be there has no counterpart', () => {
  expect(converted([{ match: [{ headers: { x: {} } }], route: to() }]).lacking).toEqual(['http[0].match[0].headers.x: is about whether it is there']);
});

test('a rewrite replaces what was matched', () => {
  const rewrite = (uri?: object): any => rulesOf(converted([{ ...uri && { match: [{ uri }] }, rewrite: { uri: '/b' }, route: to() }]));
  expect(rewrite({ exact: '/a' })[1][0].filters).toEqual([{ type: 'URLRewrite', urlRewrite: { path: { type: 'ReplaceFullPath', replaceFullPath: '/b' } } }]);
  expect(rewrite({ prefix: '/a' })[1][0].filters).toEqual([{ type: 'URLRewrite', urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/b' } } }]);
  expect(rewrite({ regex: '/a.*' })[0]).toEqual(['http[0].rewrite.uri: for paths that are not all prefixes']);
  expect(rewrite()[0]).toEqual(['http[0].rewrite.uri: without a match']);
});

test('durations, and who has the route', () => {
  expect(converted([{ timeout: '1.5s', route: to() }]).lacking).toEqual(['http[0].timeout: 1.5s is not a duration of Gateway API']);
  expect(converted([{ timeout: '2s', route: to() }]).route).toMatchObject({ spec: { rules: [{ timeouts: { request: '2s' } }] } });
  expect(converted([{ route: to() }], { exportTo: ['.'] }).lacking).toEqual(['exportTo: a route of a Service is for the clients of all namespaces']);
});
