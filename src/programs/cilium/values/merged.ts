import { factsOf, VALUE_PATHS } from './facts';
import { isPlainObject, PlainObject } from '../../../base/objects/fields';
import { CiliumMinor } from '../target';

/** Values as templates see them: null where a key is there without a value. */
export type MergedValues = { [key: string]: unknown };

const known = new Map<CiliumMinor, MergedValues>();

/**
 * The values that the chart of a minor comes with, as a tree. Labels whose names have dots and images are not in it: no option of the agent
 * is made of them.
 */
function defaultsOf(minor: CiliumMinor): MergedValues {
  const before = known.get(minor);
  if (before) return before;
  const tree: MergedValues = {};
  for (const path of VALUE_PATHS) {
    const facts = factsOf(path, minor);
    if (!facts || !('default' in facts || facts.type?.split('|').includes('object'))) continue;
    const names = path.split('.');
    const parent = names.slice(0, -1).reduce<MergedValues>((map, name) => (map[name] ??= {}) as MergedValues, tree);
    parent[names[names.length - 1]] ??= 'default' in facts ? facts.default : {};
  }
  known.set(minor, tree);
  return tree;
}

/**
 * What templates get: the given values over the chart's own, as Helm's `CoalesceValues` lays them. Null removes a key that the chart has a
 * default for, and stays null where it has none, as in Helm 3.21: 3.19.5 removes it there, too.
 */
export function mergedValues(given: PlainObject, minor: CiliumMinor): MergedValues {
  return merged(given, defaultsOf(minor), (name, defaults) => Object.hasOwn(defaults, name));
}

/** Whether null removes a key, as the chart has it. */
type Removes = (name: string, defaults: MergedValues) => boolean;

function merged(given: PlainObject, defaults: MergedValues, removes: Removes): MergedValues {
  const result: MergedValues = { ...defaults };
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue;
    if (value === null && removes(name, defaults)) {
      delete result[name];
      continue;
    }
    const below = Object.hasOwn(defaults, name) ? defaults[name] : undefined;
    // Below the top, a default that is null itself does not count.
    result[name] = isPlainObject(value) && isPlainObject(below) ? merged(value, below, (each, all) => (all[each] ?? null) !== null) : value;
  }
  return result;
}
