import { each, integer, isThere, messages, ObjectCheck, Path, text } from './check';
import { checkDestination, checkGatewayNames, checkLabels, checkWeighted } from './common';
import { checkCors, checkHeaders, checkRegexMatch, checkStringMatch, headerMatchProblem, isAuthority, regexProblem } from './http';
import { durationProblem, isDnsLabel, portProblem } from './values';
import { quoted } from '../../../base/errors';
import { PlainObject } from '../../../base/objects/fields';
import { mappingOf } from '../../../base/objects/loose';

/** `validateHTTPRoute` of pkg/config/validation/virtualservice.go */
export function checkHttpRoute(check: ObjectCheck, route: PlainObject, path: Path, isDelegate: boolean): void {
  checkConflicts(check, route, path, isDelegate);
  for (const [i, match] of messages(route.match).entries()) if (match) checkMatch(check, match, [...path, 'match', i]);
  checkHeaders(check, route.headers, [...path, 'headers']);
  checkCors(check, route.corsPolicy, [...path, 'corsPolicy'], durationProblem);
  if (isThere(route.fault)) checkFault(check, mappingOf(route.fault), [...path, 'fault']);
  check.report([...path, 'mirrorPercent'], integer(route.mirrorPercent) > 100 && `${integer(route.mirrorPercent)} is more than 100`);
  checkPercentage(check, route.mirrorPercentage, [...path, 'mirrorPercentage']);
  if (isThere(route.mirror)) checkDestination(check, mappingOf(route.mirror), [...path, 'mirror']);
  for (const [mirror, at] of each(check, route.mirrors, [...path, 'mirrors'])) {
    if (isThere(mirror.destination)) checkDestination(check, mappingOf(mirror.destination), [...at, 'destination']);
    else check.report([...at, 'destination'], 'is missing');
    checkPercentage(check, mirror.percentage, [...at, 'percentage']);
  }
  if (isThere(route.redirect)) checkRedirect(check, mappingOf(route.redirect), [...path, 'redirect']);
  if (isThere(route.directResponse)) checkDirectResponse(check, mappingOf(route.directResponse), [...path, 'directResponse']);
  if (isThere(route.retries)) checkRetries(check, mappingOf(route.retries), [...path, 'retries']);
  if (isThere(route.rewrite)) checkRewrite(check, mappingOf(route.rewrite), [...path, 'rewrite']);
  checkAuthority(check, route, path);
  for (const [i, destination] of messages(route.route).entries()) checkHeaders(check, destination?.headers, [...path, 'route', i, 'headers']);
  checkWeighted(check, route.route, [...path, 'route']);
  check.report([...path, 'timeout'], isThere(route.timeout) && durationProblem(text(route.timeout)));
}

/** `validateHTTPRouteConflict` */
function checkConflicts(check: ObjectCheck, route: PlainObject, path: Path, isDelegate: boolean): void {
  const has = (key: string): boolean => isThere(route[key]);
  if (!isDelegate && has('delegate')) {
    for (const key of ['redirect', 'route']) check.report([...path, key], has(key) && 'is set together with delegate; set only one');
    return;
  }
  check.report([...path, 'delegate'], isDelegate && has('delegate') && 'is set in a VirtualService without hosts, which cannot delegate again');
  const answer = ['redirect', 'directResponse'].find(has);
  const others = ['route', 'fault', 'rewrite', 'directResponse'].filter(key => key !== answer && has(key));
  if (answer === undefined) check.report(path, !has('route') && 'has no route, redirect or directResponse; expected one of them');
  else check.report(path, others.length > 0 && `has ${answer} together with ${others.join(' and ')}; set only one`);
  check.report([...path, 'mirror'], has('mirror') && has('mirrors') && 'is set together with mirrors; set only one');
}

/** `validateHTTPRouteMatchRequest` */
function checkMatch(check: ObjectCheck, match: PlainObject, path: Path): void {
  for (const key of ['headers', 'withoutHeaders']) {
    for (const [name, header] of Object.entries(mappingOf(match[key]))) {
      const at = [...path, key, name];
      check.report(at, key === 'headers' && header === null && 'is null');
      check.report(at, headerMatchProblem(name));
      // This one means that the header is there at all.
      if (key === 'headers' || mappingOf(header).regex !== '*') checkStringMatch(check, header, at);
    }
  }
  // An empty prefix is one that every path has.
  checkRegexMatch(check, match.uri, [...path, 'uri']);
  for (const key of ['scheme', 'method', 'authority']) checkStringMatch(check, match[key], [...path, key]);
  for (const [name, parameter] of Object.entries(mappingOf(match.queryParams))) checkStringMatch(check, parameter, [...path, 'queryParams', name]);
  check.report([...path, 'port'], integer(match.port) !== 0 && portProblem(integer(match.port)));
  checkLabels(check, match.sourceLabels, [...path, 'sourceLabels']);
  checkGatewayNames(check, match.gateways, [...path, 'gateways']);
  check.report([...path, 'sourceNamespace'], text(match.sourceNamespace) !== '' && !isDnsLabel(text(match.sourceNamespace)) && `${quoted(match.sourceNamespace)} is not the name of a namespace`);
}

function checkPercentage(check: ObjectCheck, percentage: unknown, path: Path): void {
  const value = Number(mappingOf(percentage).value ?? 0);
  check.report([...path, 'value'], (value < 0 || value > 100) && `${value} is not from 0 to 100`);
}

/** `validateHTTPFaultInjection` */
function checkFault(check: ObjectCheck, { abort, delay }: PlainObject, path: Path): void {
  check.report(path, !isThere(abort) && !isThere(delay) && 'is empty; expected abort or delay');
  for (const [key, fault] of [['abort', mappingOf(abort)], ['delay', mappingOf(delay)]] as const) {
    const value = Number(mappingOf(fault.percentage).value ?? 0);
    check.report([...path, key, 'percentage', 'value'], (value < 0 || value > 100 || (value > 0 && value < 0.0001)) && `${value} is neither 0 nor from 0.0001 to 100`);
  }
  const { grpcStatus, http2Error, httpStatus } = mappingOf(abort);
  check.report([...path, 'abort', 'grpcStatus'], isThere(grpcStatus) && !GRPC_STATUSES.includes(text(grpcStatus)) && `${quoted(grpcStatus)} is not a status of gRPC, for example, "NOT_FOUND"`);
  check.report([...path, 'abort', 'http2Error'], isThere(http2Error) && 'is not supported');
  if (isThere(httpStatus)) check.report([...path, 'abort', 'httpStatus'], statusProblem(integer(httpStatus)));
  const { fixedDelay, exponentialDelay } = mappingOf(delay);
  check.report([...path, 'delay', 'fixedDelay'], isThere(fixedDelay) && durationProblem(text(fixedDelay)));
  check.report([...path, 'delay', 'exponentialDelay'], isThere(exponentialDelay) && 'is not supported');
}

const GRPC_STATUSES = [
  'OK', 'CANCELLED', 'UNKNOWN', 'INVALID_ARGUMENT', 'DEADLINE_EXCEEDED', 'NOT_FOUND', 'ALREADY_EXISTS', 'PERMISSION_DENIED', 'RESOURCE_EXHAUSTED', 'FAILED_PRECONDITION', 'ABORTED',
  'OUT_OF_RANGE', 'UNIMPLEMENTED', 'INTERNAL', 'UNAVAILABLE', 'DATA_LOSS', 'UNAUTHENTICATED',
];

/** `validateHTTPStatus`, which lets 600 pass. */
function statusProblem(status: number): string | undefined {
  return status < 200 || status > 600 ? `${status} is not a status; expected one from 200 to 599` : undefined;
}

/** `validateHTTPRedirect` */
function checkRedirect(check: ObjectCheck, redirect: PlainObject, path: Path): void {
  const isEmpty = !isThere(redirect.port) && !isThere(redirect.derivePort) && ['uri', 'authority', 'scheme'].every(key => text(redirect[key]) === '');
  check.report(path, isEmpty && 'is empty; expected uri, authority, scheme or port');
  const code = integer(redirect.redirectCode);
  check.report([...path, 'redirectCode'], code !== 0 && (code < 300 || code > 399) && `${code} is not a redirect; expected a status from 300 to 399`);
  check.report([...path, 'scheme'], !['', 'http', 'https'].includes(text(redirect.scheme)) && `${quoted(redirect.scheme)} is neither "http" nor "https"`);
  check.report([...path, 'port'], integer(redirect.port) > 0 && portProblem(integer(redirect.port)));
}

const MEBIBYTE = 1024 * 1024;

function checkDirectResponse(check: ObjectCheck, response: PlainObject, path: Path): void {
  const { string, bytes } = mappingOf(response.body);
  check.report([...path, 'body'], Buffer.byteLength(text(string) || text(bytes)) > MEBIBYTE && 'is larger than 1 MiB');
  check.report([...path, 'status'], statusProblem(integer(response.status)));
}

const RETRY_POLICIES = [
  '5xx', 'gateway-error', 'reset', 'reset-before-request', 'connect-failure', 'retriable-4xx', 'refused-stream', 'retriable-status-codes', 'retriable-headers', 'envoy-ratelimited',
  'http3-post-connect-failure', 'cancelled', 'deadline-exceeded', 'internal', 'resource-exhausted', 'unavailable',
];

/** The numbers that Go's net/http has a text for. */
const isStatus = (policy: string): boolean => /^[+]?0*(?:10[0-3]|20[0-8]|226|30[0-578]|4(?:0\d|1[0-8]|2[1-689]|31|51)|50[0-8]|51[01])$/.test(policy);

/** `validateHTTPRetry` */
function checkRetries(check: ObjectCheck, retries: PlainObject, path: Path): void {
  const attempts = Number(retries.attempts ?? 0);
  check.report([...path, 'attempts'], attempts < 0 && `${attempts} is negative`);
  const others = ['perTryTimeout', 'retryOn', 'retryRemoteLocalities'].filter(key => isThere(retries[key]) && retries[key] !== '');
  check.report([...path, 'attempts'], attempts === 0 && others.length > 0 && `is 0, so that nothing is tried again, although ${others.join(' and ')} is set`);
  for (const key of ['perTryTimeout', 'backoff']) check.report([...path, key], isThere(retries[key]) && durationProblem(text(retries[key])));
  const wrong = text(retries.retryOn) === '' ? [] : text(retries.retryOn).split(',').filter(policy => !isStatus(policy) && !RETRY_POLICIES.includes(policy));
  for (const policy of wrong) check.report([...path, 'retryOn'], `${quoted(policy)} is not a condition for another try; expected ${RETRY_POLICIES.join(', ')} or a status`);
}

/** `validateHTTPRewrite` */
function checkRewrite(check: ObjectCheck, rewrite: PlainObject, path: Path): void {
  const regex = rewrite.uriRegexRewrite;
  const uri = text(rewrite.uri);
  check.report(path, uri !== '' && isThere(regex) && 'has both uri and uriRegexRewrite; set only one');
  check.report(path, uri === '' && !isThere(regex) && text(rewrite.authority) === '' && 'is empty; expected uri, uriRegexRewrite or authority');
  if (!isThere(regex)) return;
  const { match, rewrite: replacement } = mappingOf(regex);
  check.report([...path, 'uriRegexRewrite'], text(match) === '' || text(replacement) === '' ? 'needs both match and rewrite' : undefined);
  check.report([...path, 'uriRegexRewrite', 'match'], text(match) !== '' && regexProblem(text(match)));
}

/** `validateAuthorityRewrite`: the host of a request can be changed in one place only. */
function checkAuthority(check: ObjectCheck, route: PlainObject, path: Path): void {
  const { set, add } = mappingOf(mappingOf(route.headers).request);
  const places = [
    text(mappingOf(route.rewrite).authority),
    ...[set, add].flatMap(headers => Object.entries(mappingOf(headers)).filter(([name]) => isAuthority(name)).map(([, value]) => text(value))),
  ];
  const last = places.slice(1);
  // Upstream compares with the value before, which may be empty.
  let current = places[0];
  for (const value of last) {
    if (current !== '') {
      check.report(path, `changes the host of requests more than once: to ${quoted(current)} and to ${quoted(value)}`);
      return;
    }
    current = value;
  }
}
