import { isPlainObject } from '../../base/objects/fields';

/** A value in an object. */
export interface FoundValue {
  /** The path of the value, as in `spec.rules[0].filters[2]`. */
  readonly at: string;
  readonly value: unknown;
}

/** The values at a path, in which `[]` stands for each item of a list. Where a step has no value, there are none. */
export function* valuesAt(object: unknown, path: string, at = ''): Generator<FoundValue> {
  if (object === undefined || object === null) return;
  if (path === '') {
    yield { at, value: object };
    return;
  }
  const { step, rest } = parsed(path);
  if (step === '[]') {
    if (Array.isArray(object)) for (const [i, item] of object.entries()) yield* valuesAt(item, rest, `${at}[${i}]`);
  } else if (isPlainObject(object)) {
    yield* valuesAt(object[step], rest, at === '' ? step : `${at}.${step}`);
  }
}

interface Step {
  readonly step: string;
  readonly rest: string;
}

/** There are a few hundred paths, and many objects. */
const steps = new Map<string, Step>();

function parsed(path: string): Step {
  const known = steps.get(path);
  if (known) return known;
  const [, step, rest] = /^(\[\]|[^.[\]]+)\.?(.*)$/.exec(path)!;
  steps.set(path, { step, rest });
  return { step, rest };
}
