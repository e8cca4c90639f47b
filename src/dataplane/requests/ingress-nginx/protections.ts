import { ControllerSettings, isOn, NginxIngress, Server, textOf } from './model';

export const EXTERNAL_AUTHORIZATION = 'external authorization';
export const SOURCE_ADDRESSES = 'source addresses';
export const CLIENT_CERTIFICATES = 'client certificates';

/**
 * Annotations that keep requests out of a location, with what each is. Losing one of them opens something. Source:
 * internal/ingress/annotations; which ones are about security is marked in the table of all annotations. Client certificates are the
 * server's.
 */
const PROTECTIONS: Readonly<Record<string, string>> = {
  'allowlist-source-range': SOURCE_ADDRESSES,
  'whitelist-source-range': SOURCE_ADDRESSES,
  'denylist-source-range': SOURCE_ADDRESSES,
  'auth-type': 'passwords',
  'auth-secret': 'passwords',
  'auth-url': EXTERNAL_AUTHORIZATION,
  'enable-modsecurity': 'web application firewall',
  'enable-owasp-core-rules': 'web application firewall',
  'modsecurity-snippet': 'web application firewall',
  'limit-connections': 'rate limits',
  'limit-rpm': 'rate limits',
  'limit-rps': 'rate limits',
};

/** Values with which an annotation keeps nothing out. */
const OFF: readonly string[] = ['0', 'false', 'off'];

/** What keeps requests out of the locations of an Ingress on a server, sorted. */
export function protectionsOf(
  ingress: NginxIngress | undefined, { clientCertificates }: Pick<Server, 'clientCertificates'>, { isPlain, globalProtections }: ControllerSettings,
): string[] {
  if (isPlain) return [];
  const found = Object.keys(PROTECTIONS).filter(annotation => isProtection(ingress, annotation)).map(annotation => PROTECTIONS[annotation]);
  const global = globalProtections.filter(what => what !== EXTERNAL_AUTHORIZATION || isOn(ingress, 'enable-global-auth', true));
  return [...new Set([...found, ...global, ...clientCertificates ? [CLIENT_CERTIFICATES] : []])].sort();
}

/** Whether an annotation of an Ingress keeps requests out. */
export function isProtection(ingress: NginxIngress | undefined, annotation: string): boolean {
  const value = Object.hasOwn(PROTECTIONS, annotation) ? textOf(ingress, annotation) : undefined;
  return value !== undefined && !OFF.includes(value.toLowerCase());
}
