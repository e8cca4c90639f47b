/**
 * The values of a map by their names, in the order of their bytes: names are ASCII. A large cluster has hundreds of thousands of chains,
 * and sorting texts alone is by far the fastest way.
 */
export function sortedByName<T>(entries: ReadonlyMap<string, T>): T[] {
  return sortedNames(entries).map(name => entries.get(name)!);
}

/** The names themselves. */
export function sortedNames(entries: ReadonlyMap<string, unknown>): string[] {
  return [...entries.keys()].sort();
}
