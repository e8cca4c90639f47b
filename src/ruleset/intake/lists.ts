import { isPlainObject, PlainObject } from './fields';
import { InputError, quoted } from '../errors';

/**
 * The objects of a List, as `kubectl get -o yaml` prints several objects; any other object is the only one.
 *
 * @throws InputError where an item is no object
 */
export function* unpackList(object: PlainObject): Generator<PlainObject> {
  if (object.kind !== 'List' || !Array.isArray(object.items)) {
    yield object;
    return;
  }
  for (const [i, item] of (object.items as unknown[]).entries()) {
    if (!isPlainObject(item)) throw new InputError(`List: items[${i}]: ${quoted(item)} is no API object`);
    yield* unpackList(item);
  }
}
