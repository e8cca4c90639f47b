import { type SourceLocation } from '../ruleset/errors';
import { type PlainObject } from '../ruleset/intake/fields';

/** One object of the input, of which nothing has been checked but that it is a mapping, and the place where it starts. */
export interface LocatedObject {
  readonly object: PlainObject;
  readonly source: SourceLocation;
}
