/** From this many names on it pays to group them first. */
const MANY = 1_000;

/** Names of endpoint chains differ from their tenth character on, those of Services' chains from the ninth. */
const PREFIX_LENGTH = 12;

/**
 * The entries of a map by their names, in the order of their bytes. A large cluster has hundreds of thousands of chains, and
 * comparing long names is slow; so names with the same beginning are grouped, which leaves little to compare in each group.
 */
export function sortedByName<T>(entries: ReadonlyMap<string, T>): [string, T][] {
  if (entries.size < MANY) return [...entries].sort(byName);
  const groups = new Map<string, [string, T][]>();
  for (const entry of entries) {
    const prefix = entry[0].slice(0, PREFIX_LENGTH);
    const group = groups.get(prefix);
    if (group) group.push(entry);
    else groups.set(prefix, [entry]);
  }
  return [...groups.keys()].sort(byText).flatMap(prefix => groups.get(prefix)!.sort(byName));
}

function byName(a: readonly [string, unknown], b: readonly [string, unknown]): number {
  return a[0] < b[0] ? -1 : 1;
}

function byText(a: string, b: string): number {
  return a < b ? -1 : 1;
}
