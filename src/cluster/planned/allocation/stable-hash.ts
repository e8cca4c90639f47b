import { hash } from 'node:crypto';

/**
 * A place from 0 to `places - 1` that depends on the text alone, so that what one object is given does not depend on
 * which other objects there are.
 */
export function stablePlace(text: string, places: number): number {
  return parseInt(hash('sha256', text, 'hex').slice(0, 12), 16) % places;
}

/**
 * The first free place for a text: its own, or where that is taken one of a sequence that depends on the text alone.
 *
 * @param isFree whether a place is free
 * @returns `undefined` where all are taken
 */
export function firstFreePlace(text: string, places: number, isFree: (place: number) => boolean): number | undefined {
  if (places <= 0) return undefined;
  const attempts = 64;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const place = stablePlace(attempt === 0 ? text : `${text}#${attempt}`, places);
    if (isFree(place)) return place;
  }
  // The range is almost full: whatever is left, from the text's own place on.
  const start = stablePlace(text, places);
  for (let step = 0; step < places; step++) {
    if (isFree((start + step) % places)) return (start + step) % places;
  }
  return undefined;
}
