import { NginxIngress, textOf } from './model';

/**
 * Annotations that keep requests out, with what each is. Losing one of them opens something. Source: internal/ingress/annotations;
 * which ones are about security is marked in the table of all annotations.
 */
const PROTECTIONS: Readonly<Record<string, string>> = {
  'allowlist-source-range': 'source addresses',
  'whitelist-source-range': 'source addresses',
  'denylist-source-range': 'source addresses',
  'auth-tls-secret': 'client certificates',
  'auth-tls-match-cn': 'client certificates',
  'auth-type': 'passwords',
  'auth-secret': 'passwords',
  'auth-url': 'external authorization',
  'enable-modsecurity': 'web application firewall',
  'enable-owasp-core-rules': 'web application firewall',
  'modsecurity-snippet': 'web application firewall',
  'limit-connections': 'rate limits',
  'limit-rpm': 'rate limits',
  'limit-rps': 'rate limits',
  'satisfy': 'a choice of protections',
};

/** What keeps requests out of the locations of an Ingress, sorted. */
export function protectionsOf(ingress: NginxIngress | undefined): string[] {
  const found = Object.entries(PROTECTIONS).filter(([annotation]) => textOf(ingress, annotation) !== undefined).map(([, what]) => what);
  return [...new Set(found)].sort();
}
