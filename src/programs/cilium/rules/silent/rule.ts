import { ValuesRule } from '../rule';

/** How bad it is that values do something else than what they read. */
export type Weight = 'blocker' | 'warning' | 'info';

/** A combination of values that is taken without a word, and that does something else than what it reads. */
export interface SilentRule extends ValuesRule {
  readonly weight: Weight;
  /** Whether keys alone decide, so that it holds for values that the chart refuses for something else, too. */
  readonly isAboutKeys?: boolean;
}
