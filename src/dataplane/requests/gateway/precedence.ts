import { Attachment } from './attachment';
import { compareHostnames, coversHost } from './hostnames';

/** A rule of an attached HTTPRoute, by one of its matches. */
export interface Candidate {
  readonly attachment: Attachment;
  /** The route's hostname by which the request comes; empty for every host. */
  readonly hostname: string;
  readonly ruleIndex: number;
  readonly matchIndex: number;
  readonly match: any;
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
 * it is put behind the other types.
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
