import { normalizedPath } from '../../../dataplane/requests/ingress-nginx/normalize';

/** Characters that the CRDs take in a path as they are. */
const PLAIN = /[-A-Za-z0-9/._~!$&'()*+,;=:@]/;

const ALL_PLAIN = /^[-A-Za-z0-9/._~!$&'()*+,;=:@]*$/;

/** The path of a location as a client sends it: nginx compares what is decoded, Gateway API what is sent. */
export function escapedPath(path: string): string {
  if (ALL_PLAIN.test(path)) return path;
  return [...path].map(character => PLAIN.test(character) ? character : encodeURIComponent(character)).join('');
}

/** Whether any request can have the path: nginx merges slashes and resolves dot segments before it looks for a location. */
export function isReachable(path: string): boolean {
  return normalizedPath(escapedPath(path)) === path;
}

/** A path as it is written, with what the CRDs do not take encoded; `undefined` for one that they refuse whatever is encoded. */
export function writtenPath(path: string): string | undefined {
  if (/\/\/|\/\.\.?(?:\/|$)|%2f/i.test(path)) return undefined;
  return path.split(/(%[0-9A-Fa-f]{2})/).map((part, i) => i % 2 === 1 ? part : escapedPath(part)).join('');
}
