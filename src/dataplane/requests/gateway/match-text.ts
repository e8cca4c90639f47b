import { Listener } from './model';
import { Candidate } from './precedence';
import { describeReference } from '../../../cluster/inventory/object-reference';

/** Listeners and matches of routes in words. */

interface ValueMatch {
  readonly type?: string;
  readonly name: string;
  readonly value: string;
}

/** `PathPrefix /cart, method GET, header x-canary: always` */
export function matchText({ path, method, headers = [], queryParams = [] }: any): string {
  const isGrpc = typeof method === 'object';
  return [
    ...isGrpc ? [grpcText(method)] : path === undefined ? [] : [`${path.type ?? 'PathPrefix'} ${path.value ?? '/'}`],
    ...isGrpc || method === undefined ? [] : [`method ${method}`],
    ...headers.map((each: ValueMatch) => `header ${each.name}${comparison(each, ': ')}`),
    ...queryParams.map((each: ValueMatch) => `query ${each.name}${comparison(each, '=')}`),
  ].join(', ') || 'every request';
}

function comparison({ type, value }: ValueMatch, separator: string): string {
  return type === 'RegularExpression' ? ` ~ ${value}` : `${separator}${value}`;
}

function grpcText({ type, service, method }: { readonly type?: string; readonly service?: string; readonly method?: string }): string {
  return `${type === 'RegularExpression' ? 'expression ' : ''}${[...service === undefined ? [] : [`service ${service}`], ...method === undefined ? [] : [`method ${method}`]].join(', ')}`;
}

/** `*.example.com`, `every host` */
export function hostnameText(hostname: string): string {
  return hostname === '' ? 'every host' : hostname;
}

/** `https: HTTPS on port 443, hostname *.example.com` */
export function listenerText({ name, port, protocol, hostname, owner, gateway }: Listener): string {
  const text = `${name}: ${protocol} on port ${port}, ${hostname === '' ? 'every host' : `hostname ${hostname}`}`;
  return owner.kind === gateway.kind ? text : `${text}, of ${describeReference(owner)}`;
}

/** `rules[1].matches[0]`; a rule of a kind that has no matches is named alone. */
export function fieldOf({ attachment: { route }, ruleIndex, matchIndex }: Candidate): string {
  const hasMatches = route.rules[ruleIndex]?.matches !== undefined;
  return `rules[${ruleIndex}]${hasMatches ? `.matches[${matchIndex}]` : ''}`;
}
