/** Whether two values of plain data are the same. Fields that are not set count as absent. */
export function isEqual(a: unknown, b: unknown, without: readonly string[] = []): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || Array.isArray(a) !== Array.isArray(b)) return false;
  if (a instanceof Map && b instanceof Map) return isEqual([...a], [...b]);
  const [one, other] = [a, b] as [Record<string, unknown>, Record<string, unknown>];
  const names = new Set([...Object.keys(one), ...Object.keys(other)].filter(name => !without.includes(name)));
  return [...names].every(name => isEqual(one[name], other[name]));
}
