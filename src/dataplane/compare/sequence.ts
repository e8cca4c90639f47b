/** What becomes of one entry of a list. */
export interface Edit<T> {
  readonly action: 'kept' | 'removed' | 'added';
  readonly value: T;
}

/**
 * How one list turns into another, in order; of what is replaced, the old comes before the new.
 *
 * Rules of a chain are hardly ever alike, and the n-th of alike ones is paired with the n-th. So every entry has one partner
 * at most, and the longest common subsequence is a longest increasing run of positions, which is quick for any length.
 *
 * @param identity a text that alike entries share
 */
export function sequenceEdits<T>(before: readonly T[], after: readonly T[], identity: (value: T) => string): Edit<T>[] {
  const positions = new Map(numbered(before.map(identity)).map((text, position) => [text, position]));
  const partners = numbered(after.map(identity)).map(text => positions.get(text));
  const kept = new Set(longestIncreasing(partners));
  const edits: Edit<T>[] = [];
  let next = 0;
  const remove = (end: number): void => {
    for (; next < end; next++) edits.push({ action: 'removed', value: before[next] });
  };
  const added: T[] = [];
  const addAll = (): void => {
    for (const value of added.splice(0)) edits.push({ action: 'added', value });
  };
  for (const [i, value] of after.entries()) {
    const partner = partners[i];
    if (partner === undefined || !kept.has(partner)) {
      added.push(value);
      continue;
    }
    remove(partner);
    addAll();
    edits.push({ action: 'kept', value });
    next = partner + 1;
  }
  remove(before.length);
  addAll();
  return edits;
}

/** The texts, each with the number of its like before it. */
function numbered(texts: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return texts.map(text => {
    const count = seen.get(text) ?? 0;
    seen.set(text, count + 1);
    return `${count} ${text}`;
  });
}

/** The longest increasing subsequence of distinct numbers, by patience sorting; what is undefined is passed over. */
function longestIncreasing(values: readonly (number | undefined)[]): number[] {
  const tails: number[] = [];
  const previous = new Map<number, number | undefined>();
  for (const value of values) {
    if (value === undefined) continue;
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (tails[middle] < value) low = middle + 1;
      else high = middle;
    }
    previous.set(value, tails[low - 1]);
    tails[low] = value;
  }
  const longest: number[] = [];
  for (let value = tails.at(-1); value !== undefined; value = previous.get(value)) longest.push(value);
  return longest.reverse();
}
