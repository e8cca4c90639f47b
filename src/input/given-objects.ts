import { LocatedObject } from './located-object';
import { InputError, quoted } from '../base/errors';
import { isPlainObject } from '../base/objects/fields';
import { unpackList } from '../base/objects/lists';

/**
 * API objects that a program hands over as plain objects, lists unpacked.
 *
 * @param values the objects; anything may be among them, since the callers' types don't tell
 * @param name what messages call them: the name of the parameter or property
 * @throws InputError where one is not an object
 */
export function* givenObjects(values: readonly unknown[], name: string): Generator<LocatedObject> {
  for (const [i, value] of values.entries()) {
    const source = `${name}[${i}]`;
    if (!isPlainObject(value)) throw new InputError(`${source}: ${quoted(value)} is not an API object`);
    for (const object of unpackList(value, source)) yield { object, source };
  }
}
