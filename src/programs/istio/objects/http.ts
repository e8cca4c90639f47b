import { each, isThere, ObjectCheck, Path, text, texts } from './check';
import { quoted } from '../../../base/errors';
import { mappingOf } from '../../../base/objects/loose';

/*
 * Headers, matches of texts and regular expressions: pkg/config/validation/validation.go, header_value_validator.go and pkg/jwt/routing.go of github.com/istio/istio.
 */

const HEADER_NAME = /^[!#$%&'*+\-.^_`|~A-Za-z0-9]+$/;
const PSEUDO_HEADERS = [':method', ':scheme', ':authority', ':path', ':status'];

/** `ValidateHTTPHeaderNameOrJwtClaimRoute` */
export function headerMatchProblem(name: string): string | undefined {
  if (name === '') return 'is empty; expected the name of a header';
  return isRoutingClaim(name) || PSEUDO_HEADERS.includes(name) || HEADER_NAME.test(name) ? undefined : `${quoted(name)} is not the name of a header`;
}

/** `ToRoutingClaim`: a claim of a token in place of a header, as in `@request.auth.claims.group` or `@request.auth.claims[group]`. */
export function isRoutingClaim(name: string): boolean {
  return /^@request\.auth\.claims(?:\..+|\[.+\])$/is.test(name);
}

/** Whether a header is the host of a request. */
export function isAuthority(name: string): boolean {
  return /^(?::authority|host)$/i.test(name);
}

/** The headers that a route adds, sets and removes. */
export function checkHeaders(check: ObjectCheck, headers: unknown, path: Path): void {
  for (const direction of ['request', 'response']) {
    const operations = mappingOf(mappingOf(headers)[direction]);
    for (const operation of ['add', 'set']) {
      for (const [name, value] of Object.entries(mappingOf(operations[operation]))) {
        const at = [...path, direction, operation, name];
        check.report(at, changedHeaderProblem(name, direction === 'request'));
        check.report(at, headerValueProblem(text(value)));
      }
    }
    for (const [i, name] of texts(operations.remove).entries()) check.report([...path, direction, 'remove', i], changedHeaderProblem(name, false));
  }
}

function changedHeaderProblem(name: string, allowsAuthority: boolean): string | undefined {
  if (name === '') return 'is empty; expected the name of a header';
  if (allowsAuthority && isAuthority(name)) return undefined;
  return name.startsWith(':') || name.toLowerCase() === 'host' ? `${quoted(name)} cannot be changed` : undefined;
}

/** `ValidateHTTPHeaderValue`: Envoy replaces what is between percent signs, so that each needs its pair, or stands twice. */
function headerValueProblem(value: string): string | undefined {
  // eslint-disable-next-line no-control-regex -- these are what Envoy refuses in a header
  if (/[\u0000-\u0008\u000a-\u001f\u007f]/.test(value)) return `${quoted(value)} has a control character`;
  return LITERALS_AND_VARIABLES.test(value) ? undefined : `${quoted(value)} has a percent sign outside of a variable; expected "%%" for a percent sign`;
}

/** Text, `%%`, `%NAME%`, `%NAME(text)%` and `%NAME(["text", "text"])%`. */
const LITERALS_AND_VARIABLES = /^(?:[^%]|%%|%[^%(]+(?:\( *(?:\[ *"(?:\\.|[^"\\)])*"(?: *, *"(?:\\.|[^"\\)])*")* *\] *|(?:\\.|[^)\\[ ])(?:\\.|[^)\\])*)\) *)?%)*$/s;

/** `validateStringMatch` */
export function checkStringMatch(check: ObjectCheck, match: unknown, path: Path): void {
  const { prefix } = mappingOf(match);
  check.report([...path, 'prefix'], isThere(prefix) && prefix === '' && 'is empty; expected a beginning that is matched');
  checkRegexMatch(check, match, path);
}

/** `validateStringMatchRegexp` */
export function checkRegexMatch(check: ObjectCheck, match: unknown, path: Path): void {
  const { regex } = mappingOf(match);
  if (isThere(regex)) check.report([...path, 'regex'], regexProblem(text(regex)));
}

/** `validateStringRegexp`: RE2, which knows no lookaround and no references back. */
export function regexProblem(regex: string): string | undefined {
  if (regex === '') return 'is empty; expected a regular expression';
  if (regex.length > 1024) return 'is longer than 1024 characters';
  if (/\(\?(?:[=!>]|<[=!])/.test(regex) || /(?:^|[^\\])(?:\\\\)*\\[1-9]/.test(regex)) return `${quoted(regex)} is not a regular expression of RE2, which has neither lookaround nor references back`;
  const count = [...regex.matchAll(/(?:^|[^\\])\{(\d+)(?:,(\d*))?\}/g)].flatMap(([, least, most]) => [least, most]).find(each1 => Number(each1 ?? 0) > 1000);
  if (count !== undefined) return `${quoted(regex)} repeats something more than 1000 times, which RE2 does not allow`;
  try {
    new RegExp(inJavaScript(regex), 'u');
    return undefined;
  } catch {
    try {
      new RegExp(inJavaScript(regex));
      return undefined;
    } catch {
      return `${quoted(regex)} is not a regular expression`;
    }
  }
}

/** What RE2 writes in another way: flags, names of groups, and the classes of POSIX. */
function inJavaScript(regex: string): string {
  return regex.replace(/\(\?P</g, '(?<').replace(/\(\?[imsU-]+\)/g, '').replace(/\(\?[imsU-]+:/g, '(?:').replace(/\[:\^?[a-z]+:\]/g, 'a').replace(/\\[AzQE]/g, '').replace(/\\C/g, '.');
}

/** `validateCORSPolicy` */
export function checkCors(check: ObjectCheck, cors: unknown, path: Path, durationProblem: (duration: string) => string | undefined): void {
  const policy = mappingOf(cors);
  for (const [origin, at] of each(check, policy.allowOrigins, [...path, 'allowOrigins'])) {
    check.report(at, text(origin.exact) + text(origin.prefix) + text(origin.regex) === '' && 'is empty; expected exact, prefix or regex');
    checkRegexMatch(check, origin, at);
  }
  for (const [i, method] of texts(policy.allowMethods).entries()) {
    check.report([...path, 'allowMethods', i], !METHODS.includes(method) && !(method === '*' && check.version.number >= 26) && `${quoted(method)} is not a method; expected ${METHODS.join(', ')}`);
  }
  for (const key of ['allowHeaders', 'exposeHeaders']) {
    for (const [i, name] of texts(policy[key]).entries()) check.report([...path, key, i], name !== '*' && !HEADER_NAME.test(name) && `${quoted(name)} is not the name of a header`);
  }
  if (!isThere(policy.maxAge)) return;
  check.report([...path, 'maxAge'], durationProblem(text(policy.maxAge)) ?? (/(?:ms|us|ns|\.\d*[1-9]\d*s)/.test(text(policy.maxAge)) ? `${quoted(policy.maxAge)} is more precise than a second` : undefined));
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE'];
