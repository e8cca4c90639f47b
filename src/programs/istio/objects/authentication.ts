import { each, isThere, messages, ObjectCheck, Path, text, texts } from './check';
import { checkSelector, checkTargets } from './selectors';
import { durationProblem, portProblem } from './values';
import { quoted } from '../../../base/errors';
import { isPlainObject, PlainObject } from '../../../base/objects/fields';
import { mappingOf } from '../../../base/objects/loose';
import { parseGoUrl } from '../../../base/schema/go-url';

/** `ValidatePeerAuthentication` */
export function checkPeerAuthentication(check: ObjectCheck): void {
  const { selector, portLevelMtls } = check.spec;
  const hasSelector = Object.keys(mappingOf(mappingOf(selector).matchLabels)).length > 0;
  const path = ['spec', 'portLevelMtls'];
  if (isThere(portLevelMtls)) {
    const ports = Object.keys(mappingOf(portLevelMtls));
    check.report(path, !hasSelector && ports.length > 0 && 'is set without a selector; only a policy for selected workloads has modes of ports');
    check.report(path, ports.length === 0 && 'is empty; expected at least one port');
    for (const port of ports) check.report([...path, port], /^(?:0|[1-9]\d*)$/.test(port) ? portProblem(Number(port)) : `${quoted(port)} is not a port; expected a number from 1 to 65535`);
  }
  checkSelector(check, selector, ['spec', 'selector']);
}

/** `ValidateRequestAuthentication` */
export function checkRequestAuthentication(check: ObjectCheck): void {
  checkTargets(check);
  for (const [i, rule] of messages(check.spec.jwtRules).entries()) checkJwtRule(check, rule ?? {}, ['spec', 'jwtRules', i]);
}

function checkJwtRule(check: ObjectCheck, rule: PlainObject, path: Path): void {
  check.report(path, text(rule.issuer) === '' && text(rule.jwksUri) === '' && 'has neither issuer nor jwksUri');
  check.report([...path, 'jwksUri'], text(rule.jwksUri) !== '' && jwksUriProblem(text(rule.jwksUri)));
  check.report([...path, 'jwks'], text(rule.jwks) !== '' && jwksProblem(text(rule.jwks)));
  for (const key of ['audiences', 'fromParams', 'fromCookies']) {
    for (const [i, value] of texts(rule[key]).entries()) check.report([...path, key, i], value === '' && 'is an empty text');
  }
  for (const [header, at] of each(check, rule.fromHeaders, [...path, 'fromHeaders'])) check.report([...at, 'name'], text(header.name) === '' && 'is missing');
  for (const [output, at] of each(check, rule.outputClaimToHeaders, [...path, 'outputClaimToHeaders'])) {
    const isWhole = text(output.claim) !== '' && text(output.header) !== '';
    check.report(at, !isWhole && 'needs both claim and header');
    check.report([...at, 'header'], isWhole && !/^[-_A-Za-z0-9]+$/.test(text(output.header)) && `${quoted(output.header)} is not the name of a header`);
  }
  check.report([...path, 'timeout'], isThere(rule.timeout) && durationProblem(text(rule.timeout)));
}

/** `ParseJwksURI` */
function jwksUriProblem(uri: string): string | undefined {
  const scheme = parseGoUrl(uri)?.scheme;
  return scheme === 'http' || scheme === 'https' ? undefined : `${quoted(uri)} is not a URL; expected one that begins with https:// or http://`;
}

/** The types of keys, with what each of them has to have. */
const KEY_TYPES: Readonly<Record<string, readonly string[]>> = { RSA: ['e', 'n'], EC: ['crv', 'x', 'y'], OKP: ['crv', 'x'], oct: ['k'] };

/** What the library lestrrat-go/jwx takes for a set of keys, or one key. */
function jwksProblem(text1: string): string | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text1);
  } catch {
    return 'is not JSON; expected a set of keys: {"keys": [...]}';
  }
  const keys = isPlainObject(parsed) && Array.isArray(parsed.keys) ? parsed.keys as unknown[] : [parsed];
  for (const key of keys) {
    const needed = isPlainObject(key) && Object.hasOwn(KEY_TYPES, String(key.kty)) ? KEY_TYPES[String(key.kty)] : undefined;
    if (!needed) return 'has a key without a known type; expected "kty" to be RSA, EC, OKP or oct';
    const missing = needed.filter(name => !isPlainObject(key) || typeof key[name] !== 'string');
    if (missing.length > 0) return `has a key without ${missing.join(' and ')}`;
  }
  return undefined;
}
