import { each, integer, isThere, messages, ObjectCheck, Path, text } from './check';
import { regexProblem } from './http';
import { checkSelector, checkTargets } from './selectors';
import { portProblem } from './values';
import { quoted } from '../../../base/errors';
import { PlainObject } from '../../../base/objects/fields';
import { mappingOf } from '../../../base/objects/loose';
import { isCelExpression } from '../../../base/schema/cel-syntax';
import { parseGoUrl } from '../../../base/schema/go-url';

/** `ValidateProxyConfig` */
export function checkProxyConfig(check: ObjectCheck): void {
  checkSelector(check, check.spec.selector, ['spec', 'selector']);
  check.report(['spec', 'concurrency'], Number(check.spec.concurrency ?? 0) < 0 && `${Number(check.spec.concurrency)} is negative`);
}

/** `ValidateTelemetry` */
export function checkTelemetry(check: ObjectCheck): void {
  checkTargets(check);
  for (const key of ['metrics', 'tracing', 'accessLogging']) {
    for (const [i, part] of messages(check.spec[key]).entries()) {
      for (const [j, provider] of messages(part?.providers).entries()) check.report(['spec', key, i, 'providers', j, 'name'], text(provider?.name) === '' && 'is missing');
    }
  }
  for (const [i, logging] of messages(check.spec.accessLogging).entries()) {
    const isWrong = isThere(logging?.filter) && !isCelExpression(text(mappingOf(logging?.filter).expression));
    check.report(['spec', 'accessLogging', i, 'filter', 'expression'], isWrong && 'is not an expression of CEL; expected one as in "response.code >= 400"');
  }
  for (const [i, tracing] of messages(check.spec.tracing).entries()) if (tracing) checkTracing(check, tracing, ['spec', 'tracing', i]);
  for (const [i, metrics] of messages(check.spec.metrics).entries()) {
    for (const [override, path] of each(check, metrics?.overrides, ['spec', 'metrics', i, 'overrides'])) {
      for (const [name, tag] of Object.entries(mappingOf(override.tagOverrides))) {
        const { operation, value } = mappingOf(tag);
        const isRemoved = operation === 'REMOVE' || operation === 1;
        check.report([...path, 'tagOverrides', name, 'value'], tag === null ? 'is null' : isRemoved ? text(value) !== '' && 'is set, although operation is REMOVE' : text(value) === '' && 'is missing; UPSERT needs it');
      }
      check.report([...path, 'match', 'customMetric'], mappingOf(override.match).customMetric === '' && 'is empty');
    }
  }
}

function checkTracing(check: ObjectCheck, tracing: PlainObject, path: Path): void {
  const percentage = Number(tracing.randomSamplingPercentage ?? 0);
  check.report([...path, 'randomSamplingPercentage'], (percentage < 0 || percentage > 100) && `${percentage} is not from 0 to 100`);
  for (const [name, tag] of Object.entries(mappingOf(tracing.customTags))) {
    const { literal, header, environment } = mappingOf(tag);
    const at = [...path, 'customTags', name];
    check.report(at, name === '' ? 'has no name' : tag === null && 'is null');
    check.report([...at, 'literal', 'value'], isThere(literal) && text(mappingOf(literal).value) === '' && 'is missing');
    for (const [key, value] of [['header', header], ['environment', environment]] as const) {
      check.report([...at, key, 'name'], isThere(value) && text(mappingOf(value).name) === '' && 'is missing');
    }
  }
}

/** `ValidateWasmPlugin` */
export function checkWasmPlugin(check: ObjectCheck): void {
  checkTargets(check);
  checkWasm(check, check.spec, ['spec']);
  checkMatches(check);
}

/** `ValidateTrafficExtension`, from 1.30 */
export function checkTrafficExtension(check: ObjectCheck): void {
  const { wasm, lua } = check.spec;
  check.report(['spec'], isThere(wasm) === isThere(lua) && 'has neither or both of wasm and lua; set exactly one');
  checkTargets(check);
  const code = text(mappingOf(lua).inlineCode);
  check.report(['spec', 'lua', 'inlineCode'], isThere(lua) && (code === '' ? 'is missing' : Buffer.byteLength(code) > 65536 && 'is larger than 64 KiB'));
  if (isThere(wasm)) checkWasm(check, mappingOf(wasm), ['spec', 'wasm']);
  checkMatches(check);
}

function checkWasm(check: ObjectCheck, wasm: PlainObject, path: Path): void {
  check.report([...path, 'url'], urlProblem(text(wasm.url)));
  check.report([...path, 'sha256'], text(wasm.sha256) !== '' && !/^[a-f0-9]{64}$/.test(text(wasm.sha256)) && `${quoted(wasm.sha256)} is not a checksum; expected 64 digits and letters a to f`);
  check.report([...path, 'imagePullSecret'], text(wasm.imagePullSecret).length > 253 && 'is longer than 253 characters');
  check.report([...path, 'pluginName'], text(wasm.pluginName).length > 256 && 'is longer than 256 characters');
  const names = new Set<string>();
  for (const [i, variable] of messages(mappingOf(wasm.vmConfig).env).entries()) {
    if (!variable) continue;
    const name = text(variable.name);
    const at = [...path, 'vmConfig', 'env', i];
    check.report([...at, 'name'], name === '' ? 'is missing' : name.length > 256 ? 'is longer than 256 characters' : names.has(name) && `${quoted(name)} is there twice`);
    check.report([...at, 'value'], text(variable.value) !== '' && isThere(variable.valueFrom) && variable.valueFrom !== 'INLINE' && variable.valueFrom !== 0 && 'is set, although valueFrom is not INLINE');
    names.add(name);
  }
}

/** `validateWasmPluginURL`: what has no scheme is an image in a registry. */
function urlProblem(url: string): string | undefined {
  if (url === '') return 'is missing';
  const isWhole = url.startsWith('/') || /^[A-Za-z][A-Za-z0-9+.-]*:/.test(url);
  const parsed = (isWhole ? parseGoUrl(url) : undefined) ?? parseGoUrl(`http://${url}`);
  return parsed && ['', 'file', 'http', 'https', 'oci'].includes(parsed.scheme) ? undefined : `${quoted(url)} is not a URL; expected one that begins with oci://, https://, http:// or file://`;
}

function checkMatches(check: ObjectCheck): void {
  for (const [match, path] of each(check, check.spec.match, ['spec', 'match'])) {
    for (const [port, at] of each(check, match.ports, [...path, 'ports'])) check.report([...at, 'number'], portProblem(integer(port.number)));
  }
}

const LISTENER_PATCHES = ['LISTENER', 'FILTER_CHAIN', 'NETWORK_FILTER', 'HTTP_FILTER'];
const ROUTE_PATCHES = ['ROUTE_CONFIGURATION', 'VIRTUAL_HOST', 'HTTP_ROUTE'];
const CONNECTION_MANAGERS = ['envoy.filters.network.http_connection_manager', 'envoy.http_connection_manager'];

/** `ValidateEnvoyFilter`, but for whether the value of a patch is what Envoy takes. */
export function checkEnvoyFilter(check: ObjectCheck): void {
  checkSelector(check, check.spec.workloadSelector, ['spec', 'workloadSelector'], 'labels');
  if (check.problems.length > 0) return;
  for (const [patch, path] of each(check, check.spec.configPatches, ['spec', 'configPatches'])) {
    if (mappingOf(patch.match).context !== 'WAYPOINT') checkPatch(check, patch, path);
  }
}

function checkPatch(check: ObjectCheck, configPatch: PlainObject, path: Path): void {
  const applyTo = text(configPatch.applyTo);
  const { operation, value } = mappingOf(configPatch.patch);
  const problem = applyTo === '' || applyTo === 'INVALID' ? ['applyTo', 'is missing']
    : !isThere(configPatch.patch) ? ['patch', 'is missing']
      : !isThere(operation) || operation === 'INVALID' ? ['patch', 'has no operation']
        : operation !== 'REMOVE' && !isThere(value) ? ['patch', `has no value, which ${quoted(operation)} needs`] : undefined;
  if (problem) {
    check.report([...path, problem[0]], problem[1]);
    return;
  }
  const match = mappingOf(configPatch.match);
  const version = text(mappingOf(match.proxy).proxyVersion);
  check.report([...path, 'match', 'proxy', 'proxyVersion'], version !== '' && regexProblem(version));
  const kinds = ['listener', 'routeConfiguration', 'cluster', 'waypoint'].filter(key => isThere(match[key]));
  const expected = LISTENER_PATCHES.includes(applyTo) ? 'listener' : ROUTE_PATCHES.includes(applyTo) ? 'routeConfiguration' : applyTo === 'CLUSTER' ? 'cluster' : undefined;
  if (expected !== undefined && kinds.length > 0 && !kinds.includes(expected)) {
    check.report([...path, 'match'], `has ${kinds.join(' and ')}; ${applyTo} is matched by ${expected}`);
    return;
  }
  if (expected === 'listener') checkFilterMatch(check, mappingOf(mappingOf(mappingOf(match.listener).filterChain).filter), applyTo, [...path, 'match', 'listener', 'filterChain', 'filter'], isThere(mappingOf(mappingOf(match.listener).filterChain).filter));
}

function checkFilterMatch(check: ObjectCheck, filter: PlainObject, applyTo: string, path: Path, isGiven: boolean): void {
  if (!isGiven) return;
  const name = text(filter.name);
  if (name === '') {
    check.report([...path, 'name'], 'is missing');
  } else if (isThere(filter.subFilter)) {
    check.report([...path, 'subFilter'], applyTo !== 'HTTP_FILTER' ? `is set; only HTTP_FILTER has one, not ${applyTo}`
      : !CONNECTION_MANAGERS.includes(name) ? `is set; only the filter ${CONNECTION_MANAGERS[0]} has one`
        : text(mappingOf(filter.subFilter).name) === '' && 'has no name');
  }
}

