import { ObjectReference, readReference } from './object-reference';
import { SourceLocation } from '../../base/errors';
import { isPlainObject, PlainObject } from '../../base/objects/fields';

/** Names findings about the object that do not count, a line for each: `RULE=reason`. */
export const IGNORE_ANNOTATION = 'cdk8s-nftables/ignore';

/** An object with the annotation. */
export interface IgnoringObject {
  readonly reference: ObjectReference;
  readonly text: string;
}

/** What the annotation of an object says; undefined where it has none. */
export function readIgnoringObject(object: PlainObject, source?: SourceLocation): IgnoringObject | undefined {
  const annotations = isPlainObject(object.metadata) ? object.metadata.annotations : undefined;
  const text = isPlainObject(annotations) ? annotations[IGNORE_ANNOTATION] : undefined;
  return typeof text === 'string' ? { reference: readReference(object, source), text } : undefined;
}
