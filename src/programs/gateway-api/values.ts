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
  const [, step, rest] = /^(\[\]|[^.[\]]+)\.?(.*)$/.exec(path)!;
  if (step === '[]') {
    if (Array.isArray(object)) for (const [i, item] of object.entries()) yield* valuesAt(item, rest, `${at}[${i}]`);
  } else if (isPlainObject(object)) {
    yield* valuesAt(object[step], rest, at === '' ? step : `${at}.${step}`);
  }
}
