import { ConcernedObject, Occurrence } from './rule';

/** One occurrence for all of the objects; none where there are no objects. */
export function* whereAny(objects: readonly ConcernedObject[], occurrence: Omit<Occurrence, 'objects'>): Generator<Occurrence> {
  if (objects.length > 0) yield { ...occurrence, objects };
}
