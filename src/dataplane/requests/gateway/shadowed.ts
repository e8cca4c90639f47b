import { Attachment } from './attachment';
import { Listener, nameOf } from './model';
import { Candidate, compareMatches, inOrder } from './precedence';

/** A match that never gets a request, and the one that gets all of them. */
export interface ShadowedMatch {
  readonly candidate: Candidate;
  readonly by: Candidate;
  /** Whether only the age and name of the two routes, or their place in one route, decide. */
  readonly isTie: boolean;
}

/**
 * The matches of routes of HTTP and gRPC that never get a request: wherever they are attached, another one comes first and matches all that they do.
 * Conditions are compared as they are written; that one regular expression covers another is not seen.
 */
export function shadowedMatches(attachments: readonly Attachment[]): ShadowedMatch[] {
  const places = new Map<string, { readonly candidate: Candidate; readonly by: (Candidate | undefined)[] }>();
  for (const { hostname, attached } of placesOf(attachments)) {
    const earlier = new Map<string, Candidate[]>();
    for (const candidate of inOrder(attached, hostname)) {
      const { attachment: { route }, ruleIndex, matchIndex, match } = candidate;
      const rivals = earlier.get(pathKey(match)) ?? [];
      const by = rivals.find(rival => covers(rival.match, match));
      if (!by) earlier.set(pathKey(match), [...rivals, candidate]);
      const key = `${route.kind} ${nameOf(route)} ${ruleIndex} ${matchIndex}`;
      const place = places.get(key) ?? { candidate, by: [] };
      place.by.push(by);
      places.set(key, place);
    }
  }
  return [...places.values()].flatMap(({ candidate, by: [first, ...others] }) => {
    if (!first || others.includes(undefined)) return [];
    return [{ candidate, by: first, isTie: compareMatches(first, candidate) === 0 }];
  }).sort(({ candidate: a }, { candidate: b }) => compareTexts(nameOf(a.attachment.route), nameOf(b.attachment.route))
    || a.ruleIndex - b.ruleIndex || a.matchIndex - b.matchIndex);
}

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Each hostname of each listener, with the routes that have exactly that hostname there: a more specific hostname always comes first. */
function* placesOf(attachments: readonly Attachment[]): Generator<{ readonly hostname: string; readonly attached: readonly Attachment[] }> {
  for (const kind of ['HTTPRoute', 'GRPCRoute']) yield* placesOfKind(attachments.filter(({ route }) => route.kind === kind));
}

function* placesOfKind(attachments: readonly Attachment[]): Generator<{ readonly hostname: string; readonly attached: readonly Attachment[] }> {
  const byListener = new Map<Listener, Map<string, Map<string, Attachment>>>();
  for (const attachment of attachments) {
    const byHostname = byListener.get(attachment.listener) ?? new Map<string, Map<string, Attachment>>();
    byListener.set(attachment.listener, byHostname);
    for (const hostname of attachment.hostnames) {
      // A route may name a listener twice: by itself, and by its Gateway.
      const attached = byHostname.get(hostname) ?? new Map<string, Attachment>();
      attached.set(nameOf(attachment.route), { ...attachment, hostnames: [hostname] });
      byHostname.set(hostname, attached);
    }
  }
  for (const byHostname of byListener.values()) for (const [hostname, attached] of byHostname) yield { hostname, attached: [...attached.values()] };
}

/** Of matches with different keys, none that comes first covers the other: a longer prefix is a narrower one. */
function pathKey({ path, method }: any): string {
  if (isGrpcMethod(method)) return '';
  const { type = 'PathPrefix', value = '/' } = path ?? {};
  return `${type} ${type === 'PathPrefix' ? value.replace(/\/$/, '') : value}`;
}

/** Whether a match of the same path takes every request that another one takes. */
function covers(wide: any, narrow: any): boolean {
  const conditions = (match: any): Set<string> => new Set([
    ...isGrpcMethod(match.method) ? grpcConditions(match.method) : match.method === undefined ? [] : [`method ${match.method}`],
    ...(match.headers ?? []).map(({ type, name, value }: any) => `header ${name.toLowerCase()} ${type ?? 'Exact'} ${value}`),
    ...(match.queryParams ?? []).map(({ type, name, value }: any) => `query ${name} ${type ?? 'Exact'} ${value}`),
  ]);
  const narrower = conditions(narrow);
  return [...conditions(wide)].every(condition => narrower.has(condition));
}

function isGrpcMethod(method: unknown): boolean {
  return typeof method === 'object';
}

function grpcConditions({ type = 'Exact', service = '', method = '' }: any): string[] {
  return [...service === '' ? [] : [`${type} service ${service}`], ...method === '' ? [] : [`${type} method ${method}`]];
}
