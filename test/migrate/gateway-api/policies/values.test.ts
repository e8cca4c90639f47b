import { Use } from '../../../../src/migrate/gateway-api/policies/parts';
import { durationOf, hashKeyOf, wrongAddress } from '../../../../src/migrate/gateway-api/policies/values';
import { NGINX_GATEWAY_FABRIC_WRITERS } from '../../../../src/migrate/gateway-api/policies/writers/nginx-gateway-fabric';

/** What annotations say as the fields and directives of policies, and that no text gets out of its directive. */

function useOf(annotations: Readonly<Record<string, string>>, configuration: Readonly<Record<string, string>> = {}): Use {
  const ingress = { namespace: 'shop', name: 'web', created: '', annotations: new Map(Object.entries(annotations)), rules: [], tls: [] };
  return { ingress, configuration, text: name => annotations[name], isAtLeast: () => true, hasPlainPaths: true } as Partial<Use> as Use;
}

const EVIL = '10.0.0.0/8 1; } server { return 200; } geo $x {';

test.each([
  ['rates', { 'limit-rps': '5', 'limit-allowlist': EVIL }],
  ['connections', { 'limit-connections': '5', 'limit-allowlist': EVIL }],
  ['passwords', { 'auth-type': 'basic', 'auth-secret': 'users', 'auth-realm': 'x"; deny all; #' }],
  ['directives', { 'proxy-cookie-path': '/ /; return 200' }],
  ['directives', { 'proxy-redirect-from': 'http://a/', 'proxy-redirect-to': '$x' }],
])('%s: %j would end its directive, and is refused', (row, annotations) => {
  expect(typeof NGINX_GATEWAY_FABRIC_WRITERS[row](useOf(annotations))).toBe('string');
});

test('the status of a limit is that of the controller, where it is one', () => {
  const statusOf = (code: string): unknown => JSON.stringify(NGINX_GATEWAY_FABRIC_WRITERS.rates(useOf({ 'limit-rps': '5' }, { 'limit-req-status-code': code })));
  expect(statusOf('429')).toContain('"rejectCode":429');
  expect(statusOf('200; return 200')).toContain('"rejectCode":503');
});

test.each([
  ['10', '10'], ['8m', '8m'], ['8M', '8m'], ['10240k', '10m'], ['10485760', '10m'], ['20000', undefined], ['x', undefined],
])('a size of %s is %s', (text, size) => {
  const parts = NGINX_GATEWAY_FABRIC_WRITERS['body-size'](useOf({ 'proxy-body-size': text }));
  expect(typeof parts === 'string' ? undefined : parts?.[0].spec).toEqual(size && { body: { maxSize: size } });
});

test.each([[0, '0s'], [99999, '99999s'], [172800, '48h'], [172801, '48h1s']])('%d seconds are %s', (seconds, duration) => {
  expect(durationOf(seconds)).toBe(duration);
});

test.each([
  ['$binary_remote_addr', 'address'], ['${remote_addr}', 'address'], ['$http_x_user', 'header'], ['$cookie_id', 'cookie'], ['$arg_q', 'parameter'],
  ['$request_uri', 'variable'], ['$host$request_uri', undefined], ['constant', undefined],
])('%s is chosen by: %s', (text, kind) => {
  expect(hashKeyOf(text)?.kind).toBe(kind);
});

test('addresses with and without a length', () => {
  expect(wrongAddress(['10.0.0.1', '10.0.0.0/8', '2001:db8::1', '::/0'])).toBeUndefined();
  expect(wrongAddress(['10.0.0.1', 'office'])).toContain('office');
});
