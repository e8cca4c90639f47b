import { PASSWORDS, RATE_LIMITS, SOURCE_ADDRESSES } from '../../../../dataplane/requests/ingress-nginx/protections';
import { Part, Use, Writer, Writers } from '../parts';
import { addressesOf, checksum, countOf, exemptOf, hashKeyOf, passwordsOf, ratesOf, sessionOf, SUBSETS, wrongAddress } from '../values';

/** The parts of the policies and filters of NGINX Gateway Fabric, by the rows of its table. */
export const NGINX_GATEWAY_FABRIC_WRITERS: Writers = {
  'addresses': use => {
    const addresses = addressesOf(use);
    if (addresses === undefined || typeof addresses === 'string') return addresses;
    const { allow, deny } = addresses;
    return [snippet({ location: [...deny.map(address => `deny ${address};`), ...allow.map(address => `allow ${address};`), ...allow.length > 0 ? ['deny all;'] : []] }, SOURCE_ADDRESSES)];
  },

  'passwords': use => {
    const passwords = passwordsOf(use);
    if (passwords === undefined || typeof passwords === 'string') return passwords;
    if (/["\\$\r\n]/.test(passwords.realm)) return 'the realm has characters that mean something to nginx';
    const basic = { secretRef: { name: `${passwords.secret}-htpasswd` }, realm: passwords.realm };
    return [{ target: 'filter', kind: 'AuthenticationFilter', spec: { type: 'Basic', basic }, protection: PASSWORDS, removedHeaders: ['Authorization'] }];
  },

  'satisfy': ({ text }) => text('satisfy') === 'any' ? [snippet({ location: ['satisfy any;'] })] : undefined,

  'rates': use => {
    const rates = ratesOf(use);
    if (!rates) return undefined;
    const limits = [...rates.perSecond === undefined ? [] : [{ limit: rates.perSecond, unit: 's' }], ...rates.perMinute === undefined ? [] : [{ limit: rates.perMinute, unit: 'm' }]]
      .map(({ limit, unit }) => ({ rate: `${limit}r/${unit}`, burst: limit * rates.burstMultiplier, unit }));
    const status = statusOf(use, 'limit-req-status-code');
    const wrong = wrongAddress(rates.exempt);
    if (wrong !== undefined) return wrong;
    if (use.isAtLeast('2.4') && rates.exempt.length === 0) {
      const rules = limits.map(({ rate, burst }) => ({ key: '$binary_remote_addr', zoneSize: '5m', rate, burst, noDelay: true }));
      return [{ target: 'route', kind: 'RateLimitPolicy', spec: { rateLimit: { rejectCode: Number(status), local: { rules } } }, protection: RATE_LIMITS, countedFor: nameOf(use) }];
    }
    const { key, http } = limitKey(use);
    const zone = (unit: string): string => `ingress_${idOf(use)}_rp${unit}`;
    return [snippet({
      http: [...http, ...limits.map(({ rate, unit }) => `limit_req_zone ${key} zone=${zone(unit)}:5m rate=${rate};`)],
      location: [...limits.map(({ burst, unit }) => `limit_req zone=${zone(unit)} burst=${burst} nodelay;`), `limit_req_status ${status};`],
    }, RATE_LIMITS)];
  },

  'connections': use => {
    const limit = countOf(use, 'limit-connections');
    if (limit === undefined) return undefined;
    const wrong = wrongAddress(exemptOf(use));
    if (wrong !== undefined) return wrong;
    const { key, http } = limitKey(use);
    const zone = `ingress_${idOf(use)}_conn`;
    return [snippet({
      http: [...http, `limit_conn_zone ${key} zone=${zone}:5m;`],
      location: [`limit_conn ${zone} ${limit};`, `limit_conn_status ${statusOf(use, 'limit-conn-status-code')};`],
    }, RATE_LIMITS)];
  },

  'bandwidth': use => {
    const [rate, after] = [countOf(use, 'limit-rate'), countOf(use, 'limit-rate-after')];
    if (rate === undefined && after === undefined) return undefined;
    return [snippet({ location: [...after === undefined ? [] : [`limit_rate_after ${after}k;`], ...rate === undefined ? [] : [`limit_rate ${rate}k;`]] })];
  },

  'body-size': use => bodyOf('maxSize', sizeOf(use, 'proxy-body-size')),
  'body-buffer': use => bodyOf('bufferSize', sizeOf(use, 'client-body-buffer-size')),

  'timeouts': use => {
    const times = (['connect', 'send', 'read'] as const).flatMap(name => {
      const seconds = countOf(use, `proxy-${name}-timeout`);
      return seconds === undefined ? [] : [{ name, seconds }];
    });
    if (times.length === 0) return undefined;
    if (isGrpc(use)) return GRPC;
    if (!use.isAtLeast('2.6')) return [snippet({ location: times.map(({ name, seconds }) => `proxy_${name}_timeout ${seconds}s;`) })];
    if (times.some(({ seconds }) => seconds > 9999 * 60)) return 'a duration has at most four digits';
    return [{ target: 'route', kind: 'ProxySettingsPolicy', spec: { timeout: Object.fromEntries(times.map(({ name, seconds }) => [name, shortDuration(seconds)])) } }];
  },

  'buffering': bufferingOf,
  'directives': directivesOf,

  'hash': use => {
    const text = use.text('upstream-hash-by');
    if (text === undefined || sessionOf(use)) return undefined;
    if (use.text('upstream-hash-by-subset') === 'true') return SUBSETS;
    const key = hashKeyOf(text);
    const variable = key && `$${text.replace(/[${}]/g, '')}`;
    if (variable === undefined || !/^\$[a-z_]+$/.test(variable)) return `endpoints are chosen by one variable of letters and _, not by ${text}`;
    return [{ target: 'service', kind: 'UpstreamSettingsPolicy', spec: { loadBalancingMethod: 'hash consistent', hashMethodKey: variable } }];
  },

  'balancing': use => {
    if (use.text('load-balance') !== 'ewma' || sessionOf(use) || use.text('upstream-hash-by') !== undefined) return undefined;
    return [{ target: 'service', kind: 'UpstreamSettingsPolicy', spec: { loadBalancingMethod: 'least_conn' } }];
  },

  'service-address': ({ text }) => text('service-upstream') === 'true' ? [{ target: 'service', kind: 'UpstreamSettingsPolicy', spec: { useClusterIP: true } }] : undefined,
};

/** Lines of nginx configuration, by the contexts they are for. */
export interface Snippets {
  readonly http?: readonly string[];
  readonly location?: readonly string[];
}

function snippet(lines: Snippets, protection?: string): Part {
  return { target: 'filter', kind: 'SnippetsFilter', spec: { ...lines }, ...protection !== undefined && { protection } };
}

const nameOf = ({ ingress: { namespace, name } }: Use): string => `${namespace}/${name}`;

/** A part of names of variables and zones, which are those of the whole nginx. */
const idOf = (use: Use): string => `${use.ingress.name.replace(/[^a-z0-9]/g, '_')}_${checksum(nameOf(use))}`;

/** The status of what a limit refuses, from the controller's ConfigMap. Source: internal/ingress/controller/config/config.go. */
function statusOf({ configuration }: Use, setting: string): string {
  const status = configuration[setting] ?? '';
  return /^[45]\d\d$/.test(status) ? status : '503';
}

/** What clients are counted by, as the template of ingress-nginx has it: nothing for those that are exempt. */
function limitKey(use: Use): { readonly key: string; readonly http: readonly string[] } {
  const exempt = exemptOf(use);
  if (exempt.length === 0) return { key: '$binary_remote_addr', http: [] };
  const id = idOf(use);
  return {
    key: `$limit_${id}`,
    http: [
      `geo $exempt_${id} { default 0; ${exempt.map(address => `${address} 1;`).join(' ')} }`,
      `map $exempt_${id} $limit_${id} { 0 $binary_remote_addr; 1 ""; }`,
    ],
  };
}

/** A size as the policies take it, with a suffix in lower case. */
function sizeOf(use: Use, annotation: string): string | undefined {
  const [, digits, unit] = /^(\d+)([kKmMgG]?)$/.exec(use.text(annotation) ?? '') ?? [];
  if (digits === undefined) return use.text(annotation) === undefined ? undefined : 'wrong';
  const bytes = Number(digits) * { '': 1, 'k': 2 ** 10, 'm': 2 ** 20, 'g': 2 ** 30 }[unit.toLowerCase()]!;
  const fitting = (['', 'k', 'm', 'g'] as const).map((suffix, i) => ({ suffix, count: bytes / 2 ** (10 * i) })).find(({ count }) => Number.isInteger(count) && count <= 9999);
  if (unit !== '' && digits.length <= 4) return `${digits}${unit.toLowerCase()}`;
  return fitting === undefined ? 'wrong' : `${fitting.count}${fitting.suffix}`;
}

function bodyOf(field: string, size: string | undefined): ReturnType<Writer> {
  if (size === undefined) return undefined;
  return size === 'wrong' ? TOO_LONG : [{ target: 'route', kind: 'ClientSettingsPolicy', spec: { body: { [field]: size } } }];
}

const TOO_LONG = 'a size has at most four digits before k, m or g';

/** At most four digits: 12000 s are 200 m, and what is not a whole number of minutes is rounded up. */
function shortDuration(seconds: number): string {
  return seconds <= 9999 ? `${seconds}s` : `${Math.ceil(seconds / 60)}m`;
}

function bufferingOf(use: Use): ReturnType<Writer> {
  const state = use.text('proxy-buffering');
  const [size, busy] = [sizeOf(use, 'proxy-buffer-size'), sizeOf(use, 'proxy-busy-buffers-size')];
  const number = countOf(use, 'proxy-buffers-number');
  if (state === undefined && size === undefined && busy === undefined && number === undefined) return undefined;
  if (isGrpc(use)) return GRPC;
  if (size === 'wrong' || busy === 'wrong') return TOO_LONG;
  if (number !== undefined && (number < 2 || number > 256)) return 'the number of buffers is from 2 to 256';
  // The controller gives all buffers one size, and has 4 of 4k. Source: internal/ingress/controller/config/config.go.
  const buffers = size === undefined && number === undefined ? undefined : { size: size ?? '4k', number: number ?? 4 };
  const buffering = { disable: state !== 'on', ...size !== undefined && { bufferSize: size }, ...buffers && { buffers }, ...busy !== undefined && { busyBuffersSize: busy } };
  return [{ target: 'route', kind: 'ProxySettingsPolicy', spec: { buffering } }];
}

/** What is said of requests in general is not said of those of gRPC. */
const GRPC = 'nginx has other directives for gRPC';

const isGrpc = ({ text }: Use): boolean => (text('backend-protocol') ?? '').toUpperCase().startsWith('GRPC');

/** What may stand in a directive as it is: nothing that ends it, quotes, or names a variable, which another nginx may not have. */
const ARGUMENT = /^[^;{}"'\\$#\r\n]+$/;

/** Directives of nginx, by the annotations that the controller's template writes into them. */
const DIRECTIVES: Readonly<Record<string, string>> = {
  'proxy-request-buffering': 'proxy_request_buffering',
  'proxy-max-temp-file-size': 'proxy_max_temp_file_size',
  'proxy-cookie-domain': 'proxy_cookie_domain',
  'proxy-cookie-path': 'proxy_cookie_path',
  'proxy-next-upstream': 'proxy_next_upstream',
  'proxy-next-upstream-timeout': 'proxy_next_upstream_timeout',
  'proxy-next-upstream-tries': 'proxy_next_upstream_tries',
};

function directivesOf(use: Use): ReturnType<Writer> {
  const lines: string[] = [];
  for (const [annotation, directive] of Object.entries(DIRECTIVES)) {
    const value = use.text(annotation);
    if (value === undefined) continue;
    if (!ARGUMENT.test(value)) return `${annotation} has characters that mean something to nginx`;
    lines.push(`${directive} ${value};`);
  }
  const [from, to] = [use.text('proxy-redirect-from'), use.text('proxy-redirect-to')];
  if (from !== undefined && !(from === 'off' && to === undefined)) {
    if (!ARGUMENT.test(`${from}${to ?? ''}`)) return 'proxy-redirect-from or -to has characters that mean something to nginx';
    // Source: rootfs/etc/nginx/template/nginx.tmpl: `off` and `default` stand alone.
    if (['off', 'default'].includes(from)) lines.push(`proxy_redirect ${from};`);
    else if (to !== undefined && to !== 'off') lines.push(`proxy_redirect ${from} ${to};`);
  }
  if (use.text('enable-access-log') === 'false') lines.push('access_log off;');
  if (lines.length === 0) return undefined;
  return isGrpc(use) ? GRPC : [snippet({ location: lines })];
}
