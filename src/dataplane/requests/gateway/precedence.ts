import { Attachment } from './attachment';
import { RegexDialect } from './dialects';
import { grpcRank, methodMatches } from './grpc';
import { compareHostnames, coversHost } from './hostnames';
import { Route } from './model';
import { hasPrefix } from './paths';
import { HttpRequest } from '../request';

/** A rule of an attached route, by one of its matches. */
export interface Candidate {
  readonly attachment: Attachment;
  /** The route's hostname by which the request comes; empty for every host. */
  readonly hostname: string;
  readonly ruleIndex: number;
  readonly matchIndex: number;
  readonly match: any;
}

/** Whether a match takes a request; `undefined` where a regular expression decides that can't be evaluated. */
export function matches({ path, method, headers = [], queryParams = [] }: any, request: HttpRequest, regex: RegexDialect): boolean | undefined {
  const query = new URLSearchParams(queryParams.length === 0 ? '' : request.query);
  const verdicts = [
    path === undefined || pathMatches(path, request.path, regex),
    methodVerdict(method, request, regex),
    ...headers.map(({ type, name, value }: any) => valueMatches(type, value, request.headers.get(name.toLowerCase()), regex)),
    ...queryParams.map(({ type, name, value }: any) => valueMatches(type, value, query.get(name) ?? undefined, regex)),
  ];
  if (verdicts.includes(false)) return false;
  return verdicts.includes(undefined) ? undefined : true;
}

/** The method of a GRPCRoute is one of a service, and in the path. */
function methodVerdict(method: any, request: HttpRequest, regex: RegexDialect): boolean | undefined {
  if (method === undefined) return true;
  return typeof method === 'object' ? methodMatches(method, request.path, regex) : method === request.method;
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
    return hostname === undefined ? [] : candidatesOf(attachment, hostname);
  }).sort(compareCandidates);
}

/** The rules and matches of attached routes of one kind under each of their hostnames, in their order. */
export function allInOrder(attachments: readonly Attachment[]): Candidate[] {
  return attachments.flatMap(attachment => attachment.hostnames.flatMap(hostname => candidatesOf(attachment, hostname))).sort(compareCandidates);
}

/** A rule without matches takes every request of its kind. */
export function candidatesOf(attachment: Attachment, hostname: string): Candidate[] {
  return attachment.route.rules.flatMap((rule, ruleIndex) => (rule.matches?.length > 0 ? rule.matches : [{}])
    .map((match: any, matchIndex: number): Candidate => ({ attachment, hostname, ruleIndex, matchIndex, match })));
}

/**
 * The order of precedence of apis/v1/httproute_types.go, `HTTPRouteRule.Matches`: hostname, Exact path, longest prefix, method, most
 * headers, most query parameters; then the oldest route, the first by name, the first rule. A RegularExpression has no place in it:
 * it is put behind the other types, and whoever asks has to look at whether that matters.
 */
export function compareCandidates(a: Candidate, b: Candidate): number {
  return compareHostnames(a.hostname, b.hostname) || compareRanks(ranksOf(a), ranksOf(b)) || compareRoutes(a, b)
    || a.ruleIndex - b.ruleIndex || a.matchIndex - b.matchIndex;
}

function ranksOf(candidate: Candidate): readonly number[] {
  return candidate.attachment.route.kind === 'GRPCRoute' ? grpcRank(candidate.match) : rankOf(candidate.match);
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

const LEVELS = ['an Exact path', 'a longer path', 'a method', 'more headers', 'more query parameters'] as const;
const GRPC_LEVELS = ['a longer service', 'a longer method', 'more headers'] as const;

/** Why a candidate comes before another one that matches the same request, in words. */
export function precedenceReason(first: Candidate, second: Candidate): string {
  if (first.hostname !== second.hostname) return `its hostname ${first.hostname} is more specific`;
  const [ranks, others] = [ranksOf(first), ranksOf(second)];
  const at = ranks.findIndex((rank, i) => rank !== others[i]);
  const [route, other] = [first.attachment.route, second.attachment.route];
  if (at >= 0) return `it has ${(route.kind === 'GRPCRoute' ? GRPC_LEVELS : LEVELS)[at]}`;
  if (route === other) return 'it is the first of its route';
  return route.created === other.created ? 'its route comes first by namespace and name' : 'its route is older';
}

/** The order of two matches of one hostname by what they match alone; 0 where only their routes and places decide. */
export function compareMatches(a: Candidate, b: Candidate): number {
  return compareRanks(ranksOf(a), ranksOf(b));
}

/** The larger rank comes first. */
function compareRanks(a: readonly number[], b: readonly number[]): number {
  const i = a.findIndex((rank, at) => rank !== b[at]);
  return i < 0 ? 0 : b[i] - a[i];
}

function compareRoutes(a: Candidate, b: Candidate): number {
  const [one, other] = [a.attachment.route, b.attachment.route];
  if (one === other) return 0;
  const key = (route: Route): string => `${route.created} ${route.namespace}/${route.name}`;
  return key(one) < key(other) ? -1 : key(one) > key(other) ? 1 : 0;
}
