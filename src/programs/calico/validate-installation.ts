import { CalicoRelease } from './features';
import { FIELD_SINCE, FIELD_VALUES, MODELED_FIELDS, OTHER_FIELDS } from './installation-fields';
import { installationRuleProblems } from './installation-rules';
import { InstallationSpec } from './installation-spec';
import { poolProblems } from './pool-rules';
import { quoted } from '../../base/errors';
import { decode, isObject } from '../../base/schema/decode';
import { Problem } from '../../base/schema/problem';
import { didYouMean } from '../../base/text/suggest';
import { minorTextOf } from '../../base/version/version';

/** What the operator, or the API server by the operator's CRD, would refuse or drop in an Installation's spec. */
export function validateInstallationSpec(spec: Readonly<Record<string, unknown>>, release: CalicoRelease): Problem[] {
  const modeled = Object.entries(spec).filter(([name]) => Object.hasOwn(MODELED_FIELDS, name));
  // No field of the table has a Kubernetes version.
  const { value, problems } = decode(Object.fromEntries(modeled), MODELED_FIELDS, 0);
  const values = value as InstallationSpec;
  const found = [
    ...unknownFields(spec),
    ...problems,
    ...fieldProblems(spec, '', '', release),
  ];
  const known = new Set(found.map(({ field }) => field));
  // What is dropped for its type, or has a value that means nothing, would else be reported again.
  const broken = [...poolProblems(values, release), ...installationRuleProblems(values, release)];
  return [...found, ...broken.filter(({ field }) => !known.has(field))];
}

function unknownFields(spec: Readonly<Record<string, unknown>>): Problem[] {
  const names = [...Object.keys(MODELED_FIELDS), ...OTHER_FIELDS];
  return Object.keys(spec).filter(name => !names.includes(name))
    .map(name => ({ field: name, message: `unknown field${didYouMean(name, names)}` }));
}

/** Fields that the operator doesn't have yet, and values that it doesn't know. `pattern` is the path with `[]` for indices. */
function fieldProblems(value: unknown, path: string, pattern: string, release: CalicoRelease): Problem[] {
  const { operator } = release;
  const since = Object.hasOwn(FIELD_SINCE, pattern) ? FIELD_SINCE[pattern] : 0;
  if (operator.minor < since) {
    return [{ field: path, message: `unknown field in operator ${minorTextOf(operator)}: it exists from 1.${since}` }];
  }
  if (Array.isArray(value)) return value.flatMap((item, index) => fieldProblems(item, `${path}[${index}]`, `${pattern}[]`, release));
  if (isObject(value)) {
    const prefix = path === '' ? '' : `${path}.`;
    return Object.entries(value).flatMap(([name, item]) => fieldProblems(item, `${prefix}${name}`, `${pattern === '' ? '' : `${pattern}.`}${name}`, release));
  }
  if (typeof value !== 'string' || !Object.hasOwn(FIELD_VALUES, pattern)) return [];
  return valueProblem(value, FIELD_VALUES[pattern], operator.minor).map(message => ({ field: path, message }));
}

function valueProblem(value: string, values: Readonly<Record<string, number>>, operator: number): string[] {
  const since = Object.hasOwn(values, value) ? values[value] : undefined;
  if (since !== undefined && since <= operator) return [];
  const options = Object.keys(values).filter(option => values[option] <= operator).map(option => quoted(option));
  const expected = options.length === 1 ? options[0] : `${options.slice(0, -1).join(', ')} or ${options.at(-1)}`;
  return [since === undefined ? `${quoted(value)} is not a value of it: expected ${expected}`
    : `${quoted(value)} is unknown in operator 1.${operator}, and exists from 1.${since}: expected ${expected}`];
}
