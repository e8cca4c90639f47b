import { isPlainObject } from '../../base/objects/fields';
import { SourcedObject } from '../../cluster/entries';

/** Desired objects and those of a cluster that none of them takes the place of, by kind, namespace and name. */
export function laidOver(desired: readonly SourcedObject[], live: readonly SourcedObject[]): SourcedObject[] {
  const keys = new Set(desired.map(keyOf));
  return [...live.filter(entry => !keys.has(keyOf(entry))), ...desired];
}

/** Versions of a group do not matter. An object without a namespace lands in `default`. */
function keyOf({ object: { apiVersion, kind, metadata } }: SourcedObject): string {
  const { namespace, name } = isPlainObject(metadata) ? metadata : {};
  const group = String(apiVersion).includes('/') ? String(apiVersion).split('/', 1)[0] : '';
  return JSON.stringify([group, kind, namespace ?? 'default', name]);
}
