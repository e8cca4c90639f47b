/** Whether two values of plain data are the same. Fields that are not set count as absent. */
export function isEqual(a: unknown, b: unknown, without: readonly string[] = NONE): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || Array.isArray(a) !== Array.isArray(b)) return false;
  if (a instanceof Map && b instanceof Map) return isEqual([...a], [...b]);
  const [one, other] = [a, b] as [Record<string, unknown>, Record<string, unknown>];
  // Whole clusters are compared, so nothing is put together here.
  for (const name of Object.keys(one)) if (!isEqual(one[name], other[name]) && !without.includes(name)) return false;
  for (const name of Object.keys(other)) if (other[name] !== undefined && !Object.hasOwn(one, name) && !without.includes(name)) return false;
  return true;
}

const NONE: readonly string[] = [];
