import { type SourceLocation } from '../base/errors';
import { type PlainObject } from '../base/objects/fields';

/** One object of the input, of which nothing has been checked but that it is a mapping, and the place where it starts. */
export interface LocatedObject {
  readonly object: PlainObject;
  readonly source: SourceLocation;
}
