import { type LocatedObject } from './located-object';
import { readObjects } from './read-objects';

/** What messages call a text that a program hands over. */
const NAME = 'text';

/**
 * The Kubernetes objects in a text, as `readObjects` has them.
 *
 * @throws InputError where something can't be read
 */
export function readText(text: string): Generator<LocatedObject> {
  return readObjects(Buffer.from(text, 'utf8'), NAME);
}
