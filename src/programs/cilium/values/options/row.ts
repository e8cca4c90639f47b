import { isOn } from './computed';
import { Format } from './formats';
import { Period } from '../../target';
import { ChartValues } from '../chart-values';

export type Condition = (values: ChartValues) => boolean;

/** One option of the agent in templates/cilium-configmap.yaml: how it is written, and from which values. */
export interface Option extends Period {
  readonly option: string;
  /** The path of the value that it is written from; with a text of its own, the value that decides it. */
  readonly from?: string;
  /** What is written where it is not a value as it is: a text of the template, or what the template computes. */
  readonly text?: string | ((values: ChartValues) => unknown);
  /** How it is written; quoted where it is not said. */
  readonly as?: Format;
  /**
   * When it is written: always where it is not said. The words are about the value: `has` where the key is there, be it with null, `known`
   * where it is not null, and `true` where the template's `if` takes it for true.
   */
  readonly when?: 'has' | 'known' | 'true' | Condition;
}

/** Options that the template writes under one condition. */
export interface Group extends Period {
  readonly when: Condition;
  readonly options: readonly Row[];
}

export type Row = Option | Group;

/** A template's `if` on a value; several of them joined by `and`. */
export const on = (...paths: readonly string[]): Condition => values => paths.every(path => isOn(values, path));

/** A template's `if not` on a value. */
export const off = (path: string): Condition => values => !isOn(values, path);

/** Values of which one is enough, joined by `or`. */
export const either = (...paths: readonly string[]): Condition => values => paths.some(path => isOn(values, path));

export const has = (path: string): Condition => values => values.has(path);

export const all = (...conditions: readonly Condition[]): Condition => values => conditions.every(each => each(values));

export const not = (condition: Condition): Condition => values => !condition(values);
