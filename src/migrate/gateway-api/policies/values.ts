import { Use } from './parts';
import { parseCidr } from '../../../base/ip/cidr';
import { EXTERNAL_AUTHORIZATION, PASSWORDS, protectionsOf, SOURCE_ADDRESSES } from '../../../dataplane/requests/ingress-nginx/protections';

/** Addresses of clients: who is let in, and who is not. */
export interface SourceAddresses {
  readonly allow: readonly string[];
  readonly deny: readonly string[];
}

/** The addresses of an Ingress; a text says why they can't be kept. Source: internal/ingress/annotations/ipallowlist/main.go. */
export function addressesOf({ text, configuration }: Use): SourceAddresses | string | undefined {
  // An annotation takes the place of the setting for all.
  const listOf = (annotations: readonly string[], setting: string | undefined): string[] => {
    const value = annotations.map(annotation => text(annotation)).find(each => each !== undefined) ?? setting ?? '';
    return [...new Set(value.split(',').map(item => item.trim()).filter(item => item !== ''))]
      .map(withLength).sort();
  };
  const allow = listOf(['allowlist-source-range', 'whitelist-source-range'], configuration['whitelist-source-range']);
  const deny = listOf(['denylist-source-range'], configuration['denylist-source-range']);
  if (allow.length === 0 && deny.length === 0) return undefined;
  // The controller refuses everybody where an address is none, and the API server the policy.
  return wrongAddress([...allow, ...deny]) ?? { allow, deny };
}

/** Why a list of addresses can't be kept; `undefined` where all are some. */
export function wrongAddress(addresses: readonly string[]): string | undefined {
  const wrong = addresses.find(address => parseCidr(withLength(address)) === undefined);
  return wrong === undefined ? undefined : `${wrong} is not a range of addresses`;
}

const withLength = (address: string): string => address.includes('/') ? address : `${address}/${address.includes(':') ? 128 : 32}`;

/** Why protections can't be kept of which one is enough; `undefined` where all are needed, or there is only one. */
export function eitherProblem({ ingress, server, text, context: { controller } }: Use): string | undefined {
  if (text('satisfy') !== 'any') return undefined;
  const found = protectionsOf(ingress, server, controller.settings).filter(protection => SATISFIED.includes(protection));
  return found.length > 1 ? 'satisfy: any makes one protection enough, and the policies need each' : undefined;
}

/** What `satisfy` is about. Source: ngx_http_core_module, the modules of the access phase. */
const SATISFIED: readonly string[] = [SOURCE_ADDRESSES, PASSWORDS, EXTERNAL_AUTHORIZATION];

/** A whole number of an annotation; `undefined` where it is none above 0. */
export function countOf(use: Use, annotation: string): number | undefined {
  const value = use.text(annotation);
  return value !== undefined && /^\d{1,9}$/.test(value) && Number(value) > 0 ? Number(value) : undefined;
}

/** Seconds of an annotation as a duration of Gateway API: at most five digits for each unit. */
export function durationOf(seconds: number): string {
  if (seconds <= 99999) return `${seconds}s`;
  const [hours, rest] = [Math.floor(seconds / 3600), seconds % 3600];
  return `${hours}h${rest === 0 ? '' : `${rest}s`}`;
}

/** Limits of rates. Source: internal/ingress/annotations/ratelimit/main.go. */
export interface Rates {
  readonly perSecond?: number;
  readonly perMinute?: number;
  readonly burstMultiplier: number;
  /** Addresses without a limit. */
  readonly exempt: readonly string[];
}

export function ratesOf(use: Use): Rates | undefined {
  const [perSecond, perMinute] = ['limit-rps', 'limit-rpm'].map(annotation => countOf(use, annotation));
  if (perSecond === undefined && perMinute === undefined) return undefined;
  return {
    ...perSecond !== undefined && { perSecond },
    ...perMinute !== undefined && { perMinute },
    burstMultiplier: Number(use.text('limit-burst-multiplier') ?? '5') || 5,
    exempt: exemptOf(use),
  };
}

/** The addresses without a limit of rates or connections. */
export function exemptOf({ text }: Use): string[] {
  return (text('limit-allowlist') ?? text('limit-whitelist') ?? '').split(',').map(item => item.trim()).filter(item => item !== '');
}

/** What endpoints are chosen by. */
export interface HashKey {
  readonly kind: 'address' | 'header' | 'cookie' | 'parameter' | 'variable';
  readonly name: string;
}

/** The variable of nginx that `upstream-hash-by` names; `undefined` where it is more than one, or has a text around it. */
export function hashKeyOf(text: string): HashKey | undefined {
  const [, name] = /^\$\{?([a-z0-9_]+)\}?$/i.exec(text) ?? [];
  if (name === undefined) return undefined;
  if (['remote_addr', 'binary_remote_addr'].includes(name)) return { kind: 'address', name };
  const [, source, rest] = /^(http|cookie|arg)_(.+)$/.exec(name) ?? [];
  if (source === 'http') return { kind: 'header', name: rest.replaceAll('_', '-') };
  if (source === 'cookie') return { kind: 'cookie', name: rest };
  if (source === 'arg') return { kind: 'parameter', name: rest };
  return { kind: 'variable', name };
}

/** Why `upstream-hash-by-subset` can't be kept. */
export const SUBSETS = 'endpoints are chosen one by one, not in subsets';

/** The session of an Ingress: the name of its cookie, and how long it lives. */
export function sessionOf({ text }: Use): { readonly name: string; readonly seconds: number } | undefined {
  if (text('affinity') !== 'cookie') return undefined;
  const seconds = Number(text('session-cookie-max-age') ?? text('session-cookie-expires') ?? '');
  return { name: text('session-cookie-name') ?? 'INGRESSCOOKIE', seconds: Number.isInteger(seconds) && seconds > 0 ? seconds : 0 };
}

/** The Secret with passwords; a text says why they can't be kept. Source: internal/ingress/annotations/auth/main.go. */
export function passwordsOf({ text }: Use): { readonly secret: string; readonly realm: string } | string | undefined {
  const type = text('auth-type');
  if (type === undefined) return undefined;
  if (type !== 'basic') return `passwords of the type ${type} have no counterpart`;
  const secret = text('auth-secret')?.split('/').at(-1);
  if (secret === undefined || !/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(secret)) return 'auth-secret does not name a Secret';
  return { secret, realm: text('auth-realm') ?? '' };
}

/** A name of an object for a text: no two of them are alike by chance. */
export function checksum(text: string): string {
  let sum = 7;
  for (const character of text) sum = (sum * 31 + character.codePointAt(0)!) % LARGEST_PRIME;
  return sum.toString(36);
}

/** Of 31 bits: products with it stay exact. */
const LARGEST_PRIME = 2147483647;
