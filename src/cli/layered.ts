import { readWithProgress } from './read-input';
import { overlay } from '../cluster/planned/overlay';
import { PreviewObjects } from '../dataplane/preview/preview';
import { LocatedObject } from '../input/located-object';

/** The objects of files, laid over others as if they were applied. */
export function layered(over: Iterable<LocatedObject>, files: readonly string[]): PreviewObjects {
  const { desired, live } = overlay([...readWithProgress(files)], over);
  const objects = new PreviewObjects();
  for (const { object, source } of live) objects.add(object, source);
  for (const { object, source } of desired) objects.add(object, source);
  return objects;
}
