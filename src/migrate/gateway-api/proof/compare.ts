import { BackendShare, RequestAnswer } from '../../../dataplane/requests/request';

/** What kind of difference there is, the worst first. */
export const DIFFERENCE_CLASSES = ['unprotected', 'lost', 'elsewhere', 'gained', 'undetermined', 'cosmetic'] as const;
export type DifferenceClass = typeof DIFFERENCE_CLASSES[number];

/** Shares that differ less are the same: weights are whole numbers. */
const SAME_SHARE = 0.005;

/** The difference between what becomes of a request before and after; `undefined` where there is none. */
export function differenceOf(before: RequestAnswer, after: RequestAnswer): DifferenceClass | undefined {
  if (before.kind === 'undetermined' || after.kind === 'undetermined') return 'undetermined';
  const [wasServed, isServed] = [isAnswered(before), isAnswered(after)];
  if (!wasServed && !isServed) return isSameFailure(before, after) ? undefined : 'cosmetic';
  if (!isServed) return 'lost';
  if (!wasServed) return 'gained';
  if (before.kind === 'backends' && after.kind === 'backends') {
    if (isOpened(before, after)) return 'unprotected';
    if (failingShare(after.backends) > failingShare(before.backends) + SAME_SHARE) return 'lost';
    return areSameShares(before.backends, after.backends) && isSameRequest(before, after) ? undefined : 'elsewhere';
  }
  if (before.kind === 'redirect' && after.kind === 'redirect') return redirectDifference(before, after);
  if (before.kind === 'response' && after.kind === 'response') return undefined;
  // Only one of them answers a preflight request itself.
  if (before.kind === 'response') return 'lost';
  return after.kind === 'response' ? 'gained' : 'elsewhere';
}

/** Whether a client gets what it asks for, and no error. */
function isAnswered(answer: RequestAnswer): boolean {
  return answer.kind === 'backends' || answer.kind === 'redirect' || (answer.kind === 'response' && answer.status < 400);
}

/** Whether two errors are the same: a status, or that no connection comes about. */
function isSameFailure(before: RequestAnswer, after: RequestAnswer): boolean {
  return before.kind === 'response' && after.kind === 'response' ? before.status === after.status : before.kind === after.kind;
}

/** Whether a backend that was protected is open. Another one that answers in its place was open before, by another way. */
function isOpened(before: Backends, after: Backends): boolean {
  return before.protections.some(protection => !after.protections.includes(protection))
    && after.backends.some(({ backend }) => backend !== undefined && before.backends.some(other => other.backend === backend));
}

function failingShare(shares: readonly BackendShare[]): number {
  return shares.filter(({ backend }) => backend === undefined).reduce((sum, { share }) => sum + share, 0);
}

function areSameShares(before: readonly BackendShare[], after: readonly BackendShare[]): boolean {
  if (before.length === 1 && after.length === 1) return before[0].backend === after[0].backend;
  const names = new Set([...before, ...after].map(({ backend }) => backend));
  const shareOf = (shares: readonly BackendShare[], name: string | undefined): number =>
    shares.filter(({ backend }) => backend === name).reduce((sum, { share }) => sum + share, 0);
  return [...names].every(name => Math.abs(shareOf(before, name) - shareOf(after, name)) < SAME_SHARE);
}

type Backends = Extract<RequestAnswer, { kind: 'backends' }>;
type Redirect = Extract<RequestAnswer, { kind: 'redirect' }>;

/** Whether the backend sees the same request. */
function isSameRequest({ forwarded: before }: Backends, { forwarded: after }: Backends): boolean {
  return before.path === after.path && before.host === after.host && securityOf(before) === securityOf(after)
    && before.headers.every(header => after.headers.some(other => other.toLowerCase() === header.toLowerCase()));
}

/** Whether TLS is spoken with the backend, and who speaks it. HTTP/2 without TLS, which gRPC needs, is up to the Service's appProtocol. */
function securityOf({ protocol = 'HTTP' }: Backends['forwarded']): string {
  return protocol === 'TLS' ? 'TLS' : protocol.endsWith('S') ? 'HTTPS' : protocol === 'GRPC' ? 'HTTP' : protocol;
}

function redirectDifference(before: Redirect, after: Redirect): DifferenceClass | undefined {
  if (before.location === after.location && before.status === after.status) return undefined;
  const [from, to] = [completeUrl(before.location), completeUrl(after.location)];
  if (from === to) return before.status === after.status ? undefined : 'cosmetic';
  const plain = (url: string): string => url.replace(/\/$/, '');
  if (plain(from) === plain(to)) return 'cosmetic';
  // A Gateway appends the query of the request.
  const [[path, query = ''], [otherPath]] = [from.split('?'), to.split('?')];
  return query.replace(/\/$/, '') === '' && plain(path) === plain(otherPath) || (plain(path) === plain(otherPath) && plain(query) === plain(to.split('?')[1] ?? '')) ? 'cosmetic' : 'elsewhere';
}

/** A URL without a path is one with the path `/`. Source: RFC 3986, 6.2.3. */
function completeUrl(url: string): string {
  return url.replace(/^(https?:\/\/[^/?]+)(?=\?|$)/, '$1/');
}
