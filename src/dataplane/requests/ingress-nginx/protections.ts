import { ControllerSettings, isOn, NginxIngress, Server, textOf } from './model';

export const EXTERNAL_AUTHORIZATION = 'external authorization';
export const SOURCE_ADDRESSES = 'source addresses';
export const CLIENT_CERTIFICATES = 'client certificates';
export const PASSWORDS = 'passwords';
export const RATE_LIMITS = 'rate limits';
const FIREWALL = 'web application firewall';

/**
 * Annotations that keep requests out of a location, with what each is. Losing one of them opens something. Source:
 * internal/ingress/annotations; which ones are about security is marked in the table of all annotations. Client certificates are the
 * server's.
 */
const PROTECTIONS: Readonly<Record<string, string>> = {
  'allowlist-source-range': SOURCE_ADDRESSES,
  'whitelist-source-range': SOURCE_ADDRESSES,
  'denylist-source-range': SOURCE_ADDRESSES,
  'auth-type': PASSWORDS,
  'auth-secret': PASSWORDS,
  'auth-url': EXTERNAL_AUTHORIZATION,
  'enable-modsecurity': FIREWALL,
  'enable-owasp-core-rules': FIREWALL,
  'modsecurity-snippet': FIREWALL,
  'limit-connections': RATE_LIMITS,
  'limit-rpm': RATE_LIMITS,
  'limit-rps': RATE_LIMITS,
};

/** Values with which an annotation keeps nothing out. */
const OFF: readonly string[] = ['0', 'false', 'off'];

const NONE: readonly string[] = [];

/** What keeps requests out of the locations of an Ingress on a server, sorted. */
export function protectionsOf(
  ingress: NginxIngress | undefined, { clientCertificates }: Pick<Server, 'clientCertificates'>, { isPlain, globalProtections }: ControllerSettings,
): readonly string[] {
  if (isPlain) return NONE;
  const names = ingress ? [...ingress.annotations.keys()] : NONE;
  const found = names.filter(annotation => isProtection(ingress, annotation)).map(annotation => PROTECTIONS[annotation]);
  if (found.length === 0 && globalProtections.length === 0 && !clientCertificates) return NONE;
  return [...new Set([...found, ...globalProtectionsOf(ingress, { globalProtections }), ...clientCertificates ? [CLIENT_CERTIFICATES] : []])].sort();
}

/** What keeps requests out of all locations, less what an Ingress does without. */
export function globalProtectionsOf(ingress: NginxIngress | undefined, { globalProtections }: Pick<ControllerSettings, 'globalProtections'>): readonly string[] {
  return globalProtections.filter(what => what !== EXTERNAL_AUTHORIZATION || isOn(ingress, 'enable-global-auth', true));
}

/** What an annotation keeps requests out by, as the words of `protectionsOf`; `undefined` for any other one. */
export function protectionBy(annotation: string): string | undefined {
  return Object.hasOwn(PROTECTIONS, annotation) ? PROTECTIONS[annotation] : undefined;
}

/** Whether an annotation of an Ingress keeps requests out. */
export function isProtection(ingress: NginxIngress | undefined, annotation: string): boolean {
  const value = Object.hasOwn(PROTECTIONS, annotation) ? textOf(ingress, annotation) : undefined;
  return value !== undefined && !OFF.includes(value.toLowerCase());
}
