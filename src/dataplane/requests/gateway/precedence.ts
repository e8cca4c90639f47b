import { Attachment } from './attachment';
import { compareHostnames, coversHost } from './hostnames';
import { hasPrefix } from './paths';
import { HttpRequest } from '../request';

/** A rule of an attached HTTPRoute, by one of its matches. */
export interface Candidate {
  readonly attachment: Attachment;
  /** The route's hostname by which the request comes; empty for every host. */
  readonly hostname: string;
  readonly ruleIndex: number;
  readonly matchIndex: number;
  readonly match: any;
}

/** What a regular expression of a route means is left to the implementation. */
export type RegexDialect = (pattern: string, text: string) => boolean | undefined;

/** Whether a match takes a request; `undefined` where a regular expression decides that can't be evaluated. */
export function matches({ path, method, headers = [], queryParams = [] }: any, request: HttpRequest, regex: RegexDialect): boolean | undefined {
  const query = new URLSearchParams(request.query);
  const verdicts = [
    path === undefined || pathMatches(path, request.path, regex),
    method === undefined || method === request.method,
    ...headers.map(({ type, name, value }: any) => valueMatches(type, value, request.headers.get(name.toLowerCase()), regex)),
    ...queryParams.map(({ type, name, value }: any) => valueMatches(type, value, query.get(name) ?? undefined, regex)),
  ];
  if (verdicts.includes(false)) return false;
  return verdicts.includes(undefined) ? undefined : true;
}

function pathMatches({ type, value }: { readonly type: string; readonly value: string }, path: string, regex: RegexDialect): boolean | undefined {
  if (type === 'Exact') return path === value;
  return type === 'PathPrefix' ? hasPrefix(path, value) : regex(value, path);
}

function valueMatches(type: string, wanted: string, actual: string | undefined, regex: RegexDialect): boolean | undefined {
  if (actual === undefined) return false;
  return type === 'RegularExpression' ? regex(wanted, actual) : wanted === actual;
}

/** The rules and matches of attached routes whose hostnames take the request's host, in the order in which the specification has them. */
export function inOrder(attachments: readonly Attachment[], host: string): Candidate[] {
  return attachments.flatMap(attachment => {
    // The most specific of the hostnames that cover the host counts.
    const [hostname] = attachment.hostnames.filter(name => coversHost(name, host)).sort(compareHostnames);
    if (hostname === undefined) return [];
    return attachment.route.rules.flatMap((rule, ruleIndex) => (rule.matches ?? []).map((match: any, matchIndex: number): Candidate =>
      ({ attachment, hostname, ruleIndex, matchIndex, match })));
  }).sort(compareCandidates);
}

/**
 * The order of precedence of apis/v1/httproute_types.go, `HTTPRouteRule.Matches`: hostname, Exact path, longest prefix, method, most
 * headers, most query parameters; then the oldest route, the first by name, the first rule. A RegularExpression has no place in it:
 * it is put behind the other types, and `regexDecides` says where that matters.
 */
function compareCandidates(a: Candidate, b: Candidate): number {
  return compareHostnames(a.hostname, b.hostname) || compareRanks(rankOf(a.match), rankOf(b.match)) || compareRoutes(a, b)
    || a.ruleIndex - b.ruleIndex || a.matchIndex - b.matchIndex;
}

function rankOf({ path, method, headers = [], queryParams = [] }: any): readonly number[] {
  const { type = 'PathPrefix', value = '/' } = path ?? {};
  return [
    type === 'Exact' ? 1 : 0,
    type === 'PathPrefix' ? [...value].length : type === 'Exact' ? Infinity : -1,
    method === undefined ? 0 : 1,
    headers.length,
    queryParams.length,
  ];
}

/** The order of two matches of one hostname by what they match alone; 0 where only their routes and places decide. */
export function compareMatches(a: any, b: any): number {
  return compareRanks(rankOf(a), rankOf(b));
}

/** The larger rank comes first. */
function compareRanks(a: readonly number[], b: readonly number[]): number {
  const i = a.findIndex((rank, at) => rank !== b[at]);
  return i < 0 ? 0 : b[i] - a[i];
}

function compareRoutes(a: Candidate, b: Candidate): number {
  const key = ({ attachment: { route } }: Candidate): string => `${route.created} ${route.namespace}/${route.name}`;
  return key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0;
}

/** Whether the order among candidates that match is undefined: a regular expression for the path competes with something else on the same hostname. */
export function regexDecides(candidates: readonly Candidate[]): boolean {
  const rivals = candidates.filter(({ hostname }) => hostname === candidates[0]?.hostname);
  const isRegex = ({ match }: Candidate): boolean => match.path?.type === 'RegularExpression';
  return rivals.some(isRegex) && new Set(rivals.map(({ attachment: { route }, ruleIndex }) => `${route.namespace}/${route.name} ${ruleIndex}`)).size > 1;
}
