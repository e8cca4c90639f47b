import { Known } from './condition';
import { WayStep } from '../explain/way';

/** What became of a request or connection up to a place: whether it gets any further, and what was looked at. */
export interface Hop {
  /** Undefined where what is known does not say it. */
  readonly passes: Known;
  /** Who refuses it, or what is not known. */
  readonly why: string;
  /** With which status a proxy refuses it; without one the connection is closed or comes to nothing. */
  readonly status?: number;
  readonly steps: readonly WayStep[];
  readonly notes: readonly string[];
}

/** Several places in a row. Nothing comes behind the one that refuses. */
export function inRow(...hops: readonly (() => Hop)[]): Hop {
  const done: Hop[] = [];
  for (const next of hops) {
    const hop = next();
    done.push(hop);
    if (hop.passes === false) break;
  }
  const last = done.at(-1);
  const open = done.filter(({ passes }) => passes === undefined);
  return {
    passes: last?.passes === false ? false : open.length > 0 ? undefined : true,
    why: last?.passes === false ? last.why : open.map(({ why }) => why).join('; '),
    ...last?.status !== undefined && { status: last.status },
    steps: done.flatMap(({ steps }) => steps),
    notes: done.flatMap(({ notes }) => notes),
  };
}

export function passed(steps: readonly WayStep[], notes: readonly string[] = []): Hop {
  return { passes: true, why: '', steps, notes };
}
