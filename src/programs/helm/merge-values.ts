import { isPlainObject, PlainObject } from '../../base/objects/fields';

/** Values with others laid over them, as Helm lays one file over another: mappings key by key, everything else as a whole. */
export function mergeValues(base: PlainObject, over: PlainObject): PlainObject {
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const below = Object.hasOwn(merged, key) ? merged[key] : undefined;
    if (isPlainObject(value)) merged[key] = mergeValues(isPlainObject(below) ? below : {}, value);
    else merged[key] = value;
  }
  return merged;
}
