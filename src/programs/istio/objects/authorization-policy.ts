import { each, isThere, messages, ObjectCheck, Path, text, texts } from './check';
import { checkTargets } from './selectors';
import { ipOrCidrProblem } from './values';
import { quoted } from '../../../base/errors';
import { PlainObject } from '../../../base/objects/fields';
import { mappingOf } from '../../../base/objects/loose';

const SOURCES = ['principals', 'requestPrincipals', 'namespaces', 'serviceAccounts', 'trustDomains', 'ipBlocks', 'remoteIpBlocks'].flatMap(withNot);
const OPERATIONS = ['ports', 'methods', 'paths', 'hosts'].flatMap(withNot);

/** Of sources, those that identify a workload: CUSTOM asks another program about them, and knows none. */
const IDENTITIES = ['namespaces', 'serviceAccounts', 'trustDomains', 'principals', 'requestPrincipals'].flatMap(withNot);

function withNot(key: string): string[] {
  return [key, `not${key[0].toUpperCase()}${key.slice(1)}`];
}

/** `ValidateAuthorizationPolicy` */
export function checkAuthorizationPolicy(check: ObjectCheck): void {
  const { spec } = check;
  checkTargets(check);
  const action = actionOf(spec);
  const hasRules = isThere(spec.rules);
  if (action === 'CUSTOM') {
    check.report(['spec', 'rules'], !hasRules && 'is missing, so CUSTOM never applies; expected rules, or one empty rule for all requests: [{}]');
    check.report(['spec', 'provider', 'name'], hasRules && text(mappingOf(spec.provider).name) === '' && 'is missing; CUSTOM needs the name of an extension provider of the mesh');
  } else {
    check.report(['spec', 'provider'], isThere(spec.provider) && `is set; only CUSTOM has a provider, not ${action}`);
  }
  check.report(['spec', 'rules'], action === 'DENY' && !hasRules && 'is missing, so DENY never applies; expected rules, or one empty rule for all requests: [{}]');
  for (const [i, rule] of messages(spec.rules).entries()) if (rule) checkRule(check, rule, ['spec', 'rules', i], action);
}

/** The action, which can be the number of it. */
export function actionOf({ action }: PlainObject): string {
  if (typeof action === 'number') return ['ALLOW', 'DENY', 'AUDIT', 'CUSTOM'][action] ?? 'ALLOW';
  return text(action) || 'ALLOW';
}

function checkRule(check: ObjectCheck, rule: PlainObject, path: Path, action: string): void {
  for (const [from, at] of each(check, rule.from, [...path, 'from'])) {
    if (isThere(from.source)) checkSource(check, mappingOf(from.source), [...at, 'source'], action);
    else check.report([...at, 'source'], 'is missing');
  }
  for (const [to, at] of each(check, rule.to, [...path, 'to'])) {
    if (isThere(to.operation)) checkOperation(check, mappingOf(to.operation), [...at, 'operation']);
    else check.report([...at, 'operation'], 'is missing');
  }
  for (const [condition, at] of each(check, rule.when, [...path, 'when'])) checkCondition(check, condition, at, action);
}

function checkSource(check: ObjectCheck, source: PlainObject, path: Path, action: string): void {
  const isSet = (key: string): boolean => texts(source[key]).length > 0;
  if (action === 'CUSTOM') for (const key of IDENTITIES.filter(isSet)) check.report([...path, key], 'is not supported with CUSTOM');
  const accounts = withNot('serviceAccounts').filter(isSet);
  check.report(path, accounts.length > 0 && [...withNot('principals'), ...withNot('namespaces')].some(isSet)
    && 'has serviceAccounts together with principals or namespaces; set only one of them');
  check.report(path, !SOURCES.some(isSet) && 'is empty; expected at least one condition, or no "from" for any source');
  for (const key of SOURCES) {
    for (const [i, value] of texts(source[key]).entries()) check.report([...path, key, i], sourceProblem(key, value));
    check.report([...path, key], /serviceAccounts/i.test(key) && texts(source[key]).length > 16 && 'has more than 16 elements');
  }
}

function sourceProblem(key: string, value: string): string | undefined {
  if (value === '') return EMPTY;
  if (/ipBlocks/i.test(key)) return ipOrCidrProblem(value);
  if (/serviceAccounts/i.test(key)) return serviceAccountProblem(value);
  if (/trustDomains/i.test(key)) return wildcardProblem(value) ?? (value.includes('/') ? `${quoted(value)} is not a trust domain; expected one without "/"` : undefined);
  return undefined;
}

const EMPTY = 'is an empty text';

function serviceAccountProblem(value: string): string | undefined {
  if (value.includes('*')) return `${quoted(value)} has a wildcard, which service accounts do not know`;
  if (value.length > 320) return `${quoted(value)} is longer than 320 characters`;
  return /^[^/]+(?:\/[^/]+)?$/.test(value) ? undefined : `${quoted(value)} is not a service account; expected "NAME" or "NAMESPACE/NAME"`;
}

/** `CheckWildcardValues` */
function wildcardProblem(value: string): string | undefined {
  const count = value.split('*').length - 1;
  if (count === 0 || value === '*' || (count === 1 && (value.startsWith('*') || value.endsWith('*')))) return undefined;
  return `${quoted(value)} may have one wildcard, at its beginning or end`;
}

function checkOperation(check: ObjectCheck, operation: PlainObject, path: Path): void {
  check.report(path, !OPERATIONS.some(key => texts(operation[key]).length > 0) && 'is empty; expected at least one condition, or no "to" for any operation');
  for (const key of OPERATIONS) {
    for (const [i, value] of texts(operation[key]).entries()) {
      const problem = value === '' ? EMPTY : /ports/i.test(key) ? policyPortProblem(value) : /paths/i.test(key) ? pathTemplateProblem(value) : undefined;
      check.report([...path, key, i], problem);
    }
  }
}

/** `ValidatePorts`: as Go's ParseUint reads them, so that 0 is one as well. */
function policyPortProblem(port: string): string | undefined {
  return /^\d+$/.test(port) && Number(port) <= 65535 ? undefined : `${quoted(port)} is not a port; expected a number up to 65535 in quotation marks`;
}

/** `CheckValidPathTemplate` */
function pathTemplateProblem(path: string): string | undefined {
  const isTemplate = path.includes('{*}') || path.includes('{**}');
  let foundAny = false;
  for (const part of path.replace(/^\/+|\/+$/g, '').split('/')) {
    if (part === '{*}' || part === '{**}') {
      if (foundAny) return `${quoted(path)} has a template after {**}, which has to be the last one`;
      foundAny = part === '{**}';
    } else if (/[{}]/.test(part)) {
      return `${quoted(path)} has { or } outside of a template; expected {*} or {**} as a whole part of the path`;
    } else if (isTemplate && !/^[a-zA-Z0-9\-._~%!$&'()+,;:@=]+$/.test(part)) {
      return `${quoted(path)}: ${quoted(part)} is not allowed in a path with templates`;
    }
  }
  return undefined;
}

/** Which kind of values an attribute of conditions has; `KEY[...]` where it has a name in brackets. `ValidateAttribute` */
const ATTRIBUTES: readonly { readonly key: string; readonly values?: (value: string) => string | undefined; readonly since?: number }[] = [
  { key: 'source.ip', values: ipOrCidrProblem },
  { key: 'remote.ip', values: ipOrCidrProblem },
  { key: 'source.namespace' },
  { key: 'source.serviceAccount', values: serviceAccountProblem, since: 25 },
  { key: 'source.principal' },
  { key: 'source.trustDomain', values: wildcardProblem, since: 30 },
  { key: 'request.auth.principal' },
  { key: 'request.auth.audiences' },
  { key: 'request.auth.presenter' },
  { key: 'destination.ip', values: ipOrCidrProblem },
  { key: 'destination.port', values: policyPortProblem },
  { key: 'connection.sni' },
];

const ATTRIBUTES_WITH_NAMES = ['request.headers', 'request.auth.claims', 'experimental.envoy.filters.'];

function checkCondition(check: ObjectCheck, condition: PlainObject, path: Path, action: string): void {
  const key = text(condition.key);
  check.report([...path, 'key'], action === 'CUSTOM' && (/^source\.(?:namespace|serviceAccount|trustDomain|principal)$/.test(key) || key.startsWith('request.auth.'))
    && `${quoted(key)} is not supported with CUSTOM`);
  if (key === '') {
    check.report([...path, 'key'], 'is missing');
    return;
  }
  if (texts(condition.values).length + texts(condition.notValues).length === 0) {
    check.report(path, `has neither values nor notValues for ${quoted(key)}`);
    return;
  }
  const attribute = ATTRIBUTES.find(known => known.key === key && (known.since ?? 0) <= check.version.number);
  if (!attribute) {
    const isNamed = ATTRIBUTES_WITH_NAMES.some(prefix => key.startsWith(prefix));
    check.report([...path, 'key'], isNamed ? namedKeyProblem(key)
      : `${quoted(key)} is not an attribute; expected ${[...ATTRIBUTES.map(known => known.key), 'request.headers[NAME]', 'request.auth.claims[NAME]'].join(', ')}`);
  }
  for (const name of ['values', 'notValues']) {
    for (const [i, value] of texts(condition[name]).entries()) check.report([...path, name, i], value === '' ? EMPTY : attribute?.values?.(value));
    check.report([...path, name], key === 'source.serviceAccount' && texts(condition[name]).length > 16 && 'has more than 16 elements');
  }
}

/** `validateMapKey` */
function namedKeyProblem(key: string): string | undefined {
  const open = key.indexOf('[');
  return key.endsWith(']') && open > 0 && open < key.length - 2 ? undefined : `${quoted(key)} has no name; expected one in brackets, for example "request.headers[x-user]"`;
}
