import { AnnotationRules, checkAnnotations } from '../../../../src/dataplane/requests/ingress-nginx/annotation-rules';
import { NGINX_ANNOTATIONS } from '../../../../src/programs/ingress-nginx/annotations';
import { expectedValue } from '../../../../src/programs/ingress-nginx/values';

/** What the controller makes of values that are wrong: internal/ingress/annotations of kubernetes/ingress-nginx, v1.15.1. */

const RULES: AnnotationRules = { validates: true, riskLevel: 'critical', allowsSnippets: true, allowsOtherNamespaces: false };

function check(annotations: Readonly<Record<string, string>>, rules: Partial<AnnotationRules> = {}) {
  return checkAnnotations(new Map(Object.entries(annotations)), 'shop', { ...RULES, ...rules });
}

describe('a wrong value is taken for a missing one', () => {
  test.each([
    ['ssl-redirect', 'maybe'], ['force-ssl-redirect', 'yes'], ['use-regex', 'on'], ['enable-cors', 'yes'], ['canary', 'yes'], ['canary-weight', 'abc'], ['canary-weight', '10%'],
    ['canary-weight-total', '1e3'], ['canary-by-header', 'X Canary!'], ['cors-max-age', '1d'], ['cors-allow-origin', 'https://a.example.com?'], ['proxy-body-size', 'lots'],
    ['proxy-body-size', '8 megabytes'], ['proxy-read-timeout', '60s'], ['proxy-connect-timeout', '0.5'], ['rewrite-target', '/a b'], ['rewrite-target', '/(.*)'], ['app-root', '/a?b'],
    ['backend-protocol', 'HTTP2'], ['affinity', 'ip'], ['session-cookie-expires', 'never'], ['satisfy', 'both'], ['enable-modsecurity', 'maybe'], ['limit-burst-multiplier', 'x'],
    ['proxy-next-upstream', 'http_404 http_999'], ['mirror-target', 'https://a.example.com/$request_uri;'], ['proxy-ssl-verify', 'true'],
  ])('%s: %s', (name, value) => {
    const { annotations, ineffective, refused, denied, problems } = check({ [name]: value });
    expect([...annotations.keys()]).toEqual([]);
    expect(ineffective.get(name)).toContain('is not valid; expected');
    expect([refused, denied]).toEqual([undefined, undefined]);
    expect(problems).toHaveLength(1);
  });
});

describe('the controller does not take an Ingress with', () => {
  test.each([
    ['limit-rps', 'ten'], ['limit-rpm', '10/m'], ['limit-connections', ''.padEnd(30, '9')], ['limit-allowlist', 'office'], ['from-to-www-redirect', 'yes'], ['permanent-redirect', 'https://a.example.com$request_uri'],
    ['temporal-redirect', 'https://a.example.com/#top'], ['permanent-redirect-code', 'gone'], ['server-alias', 'a.example.com;b'], ['upstream-vhost', 'a b'], ['upstream-hash-by', '$request_uri; x'],
    ['custom-http-errors', '200'], ['client-body-buffer-size', '1x'], ['load-balance', 'random'], ['ssl-passthrough', 'yes'], ['auth-url', 'https://auth.example.com/"'], ['auth-type', 'bearer'],
    ['x-forwarded-prefix', '/a;b'], ['ssl-ciphers', 'AES!;'], ['default-backend', 'Web'], ['connection-proxy-header', 'upgrade'], ['proxy-ssl-secret', 'shop/ca;'],
  ])('%s: %s', (name, value) => {
    expect(check({ [name]: value }).refused).toContain(`${name}: `);
  });

  test('a snippet, where it is too much of a risk', () => {
    expect(check({ 'configuration-snippet': 'deny all;' }, { riskLevel: 'high' }).refused).toBe('configuration-snippet: is of the risk critical, and annotations-risk-level allows high');
    expect(check({ 'ssl-redirect': 'true', 'rewrite-target': '/' }, { riskLevel: 'low' }).refused).toBe('rewrite-target: is of the risk medium, and annotations-risk-level allows low');
  });
});

describe('all paths of the Ingress are denied with', () => {
  test.each<[Record<string, string>]>([
    [{ 'allowlist-source-range': '10.0.0.0/8, office' }], [{ 'allowlist-source-range': '10.0.0.0/8,' }], [{ 'allowlist-source-range': '' }], [{ 'whitelist-source-range': '300.0.0.1' }],
    [{ 'denylist-source-range': '10.0.0.0/33' }], [{ 'denylist-source-range': '010.0.0.1' }], [{ 'auth-url': 'auth.example.com/check' }], [{ 'auth-url': 'https://a', 'auth-method': 'FETCH' }],
    [{ 'auth-type': 'basic' }], [{ 'auth-type': 'basic', 'auth-secret': 'other/users' }], [{ 'proxy-ssl-secret': 'ca' }], [{ 'proxy-ssl-secret': 'other/ca' }], [{ 'auth-tls-secret': 'ca' }],
  ])('%j', annotations => {
    const { denied, refused } = check(annotations);
    expect(denied).toBeDefined();
    expect(refused).toBeUndefined();
  });
});

test('a CA of clients that cannot be read closes the whole host', () => {
  expect(check({ 'auth-tls-secret': 'other/ca' }).closesHosts).toContain('in another namespace');
  expect(check({ 'auth-tls-secret': 'other/ca' }, { allowsOtherNamespaces: true }).denied).toBeUndefined();
});

test('what is not read does no harm', () => {
  expect(check({ 'auth-method': 'FETCH', 'auth-realm': '"', 'auth-tls-match-cn': 'x', 'temporal-redirect-code': 'x' }).refused).toBeUndefined();
  expect(check({ 'temporal-redirect': 'https://a.example.com', 'permanent-redirect': 'https://$host' }).refused).toBeUndefined();
  expect(check({ 'allowlist-source-range': '10.0.0.0/8', 'whitelist-source-range': 'office' }).denied).toBeUndefined();
});

test('an app root is a path', () => {
  expect(check({ 'app-root': 'https://shop.example.com/' }).annotations.size).toBe(0);
  expect(check({ 'app-root': '/shop' }).annotations.size).toBe(1);
});

test('passwords need a type, and a temporal redirect a scheme', () => {
  expect([...check({ 'auth-secret': 'users' }).annotations.keys()]).toEqual([]);
  expect([...check({ 'temporal-redirect': '/new', 'from-to-www-redirect': 'true' }).annotations.keys()]).toEqual([]);
});

test('without validation texts are taken as they are, and numbers still have to be some', () => {
  const { annotations, refused } = check({ 'permanent-redirect': 'https://a.example.com$request_uri', 'limit-rps': 'ten' }, { validates: false });
  expect([...annotations.keys()]).toEqual(['permanent-redirect']);
  expect(refused).toBeUndefined();
  expect([...check({ 'permanent-redirect': 'https://a.example.com', 'permanent-redirect-code': 'x' }, { validates: false }).annotations.keys()]).toEqual([]);
  expect(check({ 'allowlist-source-range': 'office' }, { validates: false }).denied).toBeDefined();
});

test('snippets that are not allowed are dropped', () => {
  expect([...check({ 'configuration-snippet': 'deny all;', 'auth-url': 'https://a.example.com', 'auth-snippet': 'x' }, { allowsSnippets: false }).annotations.keys()]).toEqual(['auth-url']);
});

test('each annotation has a risk and a value that a parser of the controller has; defaults are valid', () => {
  const wrong = NGINX_ANNOTATIONS.filter(annotation => annotation.default !== undefined && annotation.default !== 'off' && annotation.value !== undefined && expectedValue(annotation.value, annotation.default) !== undefined);
  expect(wrong.map(({ name, default: text }) => `${name}: ${text!}`)).toEqual([]);
  expect(NGINX_ANNOTATIONS.filter(({ value }) => value === undefined).every(({ name }) => name.endsWith('-snippet'))).toBe(true);
});
