import { isDay, noDay } from './day';
import { unknownRuleId } from './rule-id';
import { WaivedObjects, Waiver } from './waiver';
import { InputError, quoted } from '../../base/errors';
import { decode, isObject } from '../../base/schema/decode';
import { object, string } from '../../base/schema/fields';
import { Problem } from '../../base/schema/problem';

/** A file of waivers. No list may be null: `objects:` with nothing behind it is not meant to waive all. */
const FIELDS = {
  waivers: { kind: 'list', items: object({ rule: string, reason: string, expires: string, objects: { kind: 'list', items: string } }) },
} as const;

/** A kind is a Go type's name, namespaces and names have no spaces, and neither has a slash. */
const OBJECTS = /^([A-Z][A-Za-z0-9]*) (?:([^\s/*]+)\/)?([^\s/]+)$/;

/**
 * The waivers of a file.
 *
 * @param document the file's only document
 * @param file the file's name
 * @param ruleIds the ids of all rules
 * @throws InputError with all that is wrong, a line for each problem
 */
export function readWaivers(document: unknown, file: string, ruleIds: readonly string[]): Waiver[] {
  const items = isObject(document) && Array.isArray(document.waivers) ? document.waivers as unknown[] : undefined;
  const problems = [
    // No field depends on the version of Kubernetes.
    ...decode(document, FIELDS, 0).problems,
    ...isObject(document) && document.waivers === undefined ? [{ field: 'waivers', message: 'is missing: expected a list' }] : [],
    ...(items ?? []).flatMap((item, i) => isObject(item) ? problemsOf(item, `waivers[${i}]`, ruleIds) : []),
  ];
  if (problems.length > 0) {
    throw new InputError(problems.map(({ field, message }) => `${file}: ${field === '' ? '' : `${field}: `}${message}`).join('\n'));
  }
  return (items as Fields[]).map(({ rule, reason, expires, objects }) =>
    ({ rule, reason: reason.trim().replace(/\s+/g, ' '), expires, ...objects && { objects: objects.map(text => parseObjects(text)!) }, file }));
}

interface Fields {
  readonly rule: string;
  readonly reason: string;
  readonly expires: string;
  readonly objects?: readonly string[];
}

/** What is wrong with the values of one waiver; wrong types are found by decoding. */
function problemsOf(item: Record<string, unknown>, path: string, ruleIds: readonly string[]): Problem[] {
  const required = (name: keyof Fields, expected: string, problem: (text: string) => string | undefined = () => undefined): Problem[] => {
    const value = item[name] ?? '';
    if (typeof value !== 'string') return [];
    const message = value.trim() === '' ? `is missing: expected ${expected}` : problem(value);
    return message === undefined ? [] : [{ field: `${path}.${name}`, message }];
  };
  return [
    ...required('rule', 'the id of a rule', text => unknownRuleId(text, ruleIds)),
    ...required('reason', 'why the finding is accepted'),
    ...required('expires', 'a day as YYYY-MM-DD', text => isDay(text) ? undefined : noDay(text)),
    ...Array.isArray(item.objects) ? objectsProblems(item.objects, `${path}.objects`) : [],
  ];
}

function objectsProblems(objects: readonly unknown[], path: string): Problem[] {
  if (objects.length === 0) return [{ field: path, message: 'is empty: leave it out for all that the rule finds, or name objects' }];
  return objects.flatMap((text, i) => typeof text !== 'string' || parseObjects(text) ? [] : [{
    field: `${path}[${i}]`,
    message: `${quoted(text)} names no objects: expected a kind and a name, as in "Service shop/cart" or "Node worker-*", with * in the name alone`,
  }]);
}

function parseObjects(text: string): WaivedObjects | undefined {
  const [, kind, namespace, name] = OBJECTS.exec(text) ?? [];
  return kind === undefined ? undefined : { text, kind, ...namespace !== undefined && { namespace }, name };
}
