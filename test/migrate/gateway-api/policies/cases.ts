import { conformanceReportOf } from '../../../../src/programs/gateway-api/implementations';
import { OwnPolicies } from '../../../../src/programs/gateway-api/own-policies';
import { Plain } from '../../../support/builders';
import { contextOf, ingress, LATEST } from '../conversions';

/** What an Ingress says for a row of the tables, and what of that row can't be kept. */
export interface PolicyCase {
  readonly asked: Readonly<Record<string, string>>;
  /** Values for which there is nothing, each with a part of the reason. */
  readonly refused?: readonly (readonly [annotations: Readonly<Record<string, string>>, reason: string])[];
}

/** By the ids of rows; those of one implementation alone have its name in front. */
export const CASES: Readonly<Record<string, PolicyCase>> = {
  'addresses': {
    asked: { 'allowlist-source-range': '10.0.0.0/8,192.0.2.7', 'denylist-source-range': '10.1.0.0/16' },
    refused: [[{ 'allowlist-source-range': 'office' }, 'office']],
  },
  'client-certificates': {
    asked: { 'auth-tls-secret': 'shop/clients' },
    refused: [[{ 'auth-tls-secret': 'shop/clients', 'auth-tls-verify-client': 'optional' }, 'optional'], [{ 'auth-tls-secret': 'shop/clients', 'auth-tls-match-cn': 'CN=a' }, 'name']],
  },
  'passwords': {
    asked: { 'auth-type': 'basic', 'auth-secret': 'users', 'auth-realm': 'Staff only' },
    refused: [[{ 'auth-type': 'digest', 'auth-secret': 'users' }, 'digest'], [{ 'auth-type': 'basic' }, 'auth-secret']],
  },
  'external-auth': {
    asked: { 'auth-url': 'http://auth.tools.svc.cluster.local:8080/verify', 'auth-response-headers': 'X-User, X-Groups' },
    refused: [[{ 'auth-url': 'https://auth.example.com/verify' }, 'a Service of the cluster'], [{ 'auth-url': 'http://$host/verify' }, 'a Service of the cluster']],
  },
  'satisfy': { asked: { 'satisfy': 'any', 'auth-type': 'basic', 'auth-secret': 'users', 'allowlist-source-range': '10.0.0.0/8' } },
  'rates': { asked: { 'limit-rps': '5', 'limit-burst-multiplier': '3' } },
  'envoy-gateway rates': {
    asked: { 'limit-rps': '5', 'limit-rpm': '100' },
    refused: [[{ 'limit-rps': '5', 'limit-allowlist': '10.0.0.0/8' }, 'cannot exempt']],
  },
  'connections': { asked: { 'limit-connections': '10', 'limit-allowlist': '10.0.0.0/8' } },
  'bandwidth': { asked: { 'limit-rate': '100', 'limit-rate-after': '500' } },
  'firewall': { asked: { 'enable-modsecurity': 'true', 'enable-owasp-core-rules': 'true' } },
  'cors': { asked: { 'enable-cors': 'true', 'cors-allow-origin': 'https://app.example.com' } },
  'connect-timeout': { asked: { 'proxy-connect-timeout': '10' } },
  'idle-timeouts': { asked: { 'proxy-read-timeout': '3600', 'proxy-send-timeout': '120' } },
  'timeouts': { asked: { 'proxy-connect-timeout': '10', 'proxy-read-timeout': '86400', 'proxy-send-timeout': '120' } },
  'retries': {
    asked: { 'proxy-next-upstream': 'error', 'proxy-next-upstream-tries': '2' },
    refused: [[{ 'proxy-next-upstream': 'error http_503' }, 'whatever their method'], [{ 'proxy-next-upstream-tries': '0' }, 'always has a limit']],
  },
  'session': { asked: { 'affinity': 'cookie', 'session-cookie-name': 'route', 'session-cookie-max-age': '172800' } },
  'hash': {
    asked: { 'upstream-hash-by': '$http_x_user' },
    refused: [[{ 'upstream-hash-by': '$request_uri$host' }, '$request_uri$host'], [{ 'upstream-hash-by': '$http_x_user', 'upstream-hash-by-subset': 'true' }, 'subsets']],
  },
  'balancing': { asked: { 'load-balance': 'ewma' } },
  'service-address': { asked: { 'service-upstream': 'true' } },
  'body-size': { asked: { 'proxy-body-size': '8M' } },
  'body-buffer': { asked: { 'client-body-buffer-size': '16k' } },
  'buffering': { asked: { 'proxy-buffering': 'on', 'proxy-buffer-size': '8k', 'proxy-buffers-number': '8' } },
  'directives': {
    asked: {
      'proxy-request-buffering': 'off',
      'proxy-cookie-path': '/ /shop/',
      'proxy-cookie-domain': 'internal shop.example.com',
      'proxy-redirect-from': 'http://internal/',
      'proxy-redirect-to': '/',
      'proxy-next-upstream': 'error http_503',
      'proxy-next-upstream-tries': '2',
      'enable-access-log': 'false',
    },
    refused: [[{ 'proxy-cookie-path': '/ "/; return 200"' }, 'is not valid']],
  },
  'errors': { asked: { 'custom-http-errors': '404,503' } },
  'unverified-backends': { asked: { 'backend-protocol': 'HTTPS' } },
  'istio unverified-backends': { asked: { 'backend-protocol': 'HTTPS' }, refused: [[{ 'backend-protocol': 'HTTPS', 'proxy-ssl-secret': 'shop/ca' }, 'CA']] },
};

export function caseOf(implementation: string, row: string): PolicyCase | undefined {
  return CASES[`${implementation} ${row}`] ?? CASES[row];
}

/** For what an Ingress is converted. */
export function targetOf({ implementation, newest }: OwnPolicies, version = newest): Parameters<typeof contextOf>[1] {
  const api = implementation === 'envoy-gateway' ? { minor: '1.4', channel: 'standard' } as const : LATEST;
  return { api, report: conformanceReportOf(implementation, api.minor), implementationVersion: version };
}

/** An Ingress with a certificate, since some annotations are about it, and which answers over both ports alike. */
export function askingIngress(annotations: Readonly<Record<string, string>>, paths: Readonly<Record<string, string>> = { '/': 'web', '/admin': 'admin' }): Plain {
  return ingress('web', 'shop.example.com', paths, { 'ssl-redirect': 'false', ...annotations }, { tls: [{ hosts: ['shop.example.com'], secretName: 'shop' }] });
}
