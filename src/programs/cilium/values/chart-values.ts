import { factsOf } from './facts';
import { isPlainObject, PlainObject } from '../../../base/objects/fields';
import { CiliumMinor } from '../target';

/** The values of a release, as the templates of the chart of one minor see them: what is given, over the defaults of the chart. */
export class ChartValues {
  constructor(public readonly given: PlainObject, public readonly minor: CiliumMinor) {}

  /** What is given at a path; `undefined` where nothing is, and where null is, with which Helm removes a value. */
  public givenAt(path: string): unknown {
    let value: unknown = this.given;
    for (const name of path.split('.')) {
      if (!isPlainObject(value) || !Object.hasOwn(value, name)) return undefined;
      value = value[name];
    }
    return value ?? undefined;
  }

  /** Whether the path has a value that the user has given, be it false or empty. */
  public isGiven(path: string): boolean {
    return this.givenAt(path) !== undefined;
  }

  /** What the templates see at the path of a value: what is given, or else the default. */
  public at(path: string): unknown {
    const given = this.givenAt(path);
    if (given !== undefined) return given;
    return this.isRemoved(path) ? undefined : factsOf(path, this.minor)?.default ?? undefined;
  }

  /** Whether a template's `if` takes the value for true: anything but false, 0, and what is empty. */
  public isTrue(path: string): boolean {
    return isTruthy(this.at(path));
  }

  /** The value as text; an empty one where there is none, and where it is a list or an object. */
  public text(path: string): string {
    const value = this.at(path);
    return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
  }

  /** The value as the function `int` of templates reads it: 0 where it is not a number. */
  public integer(path: string): number {
    const value = this.at(path);
    if (typeof value === 'boolean') return value ? 1 : 0;
    const number = typeof value === 'string' && !/^[-+]?\d+(?:\.0*)?$/.test(value) ? 0 : Math.trunc(Number(value ?? 0));
    return Number.isFinite(number) ? number : 0;
  }

  /** The items of a list; a text with blanks between them is one, too, in some values. */
  public list(path: string): readonly unknown[] {
    const value = this.at(path);
    if (Array.isArray(value)) return value;
    return typeof value === 'string' && value.trim() !== '' ? value.trim().split(/\s+/) : [];
  }

  /** Whether null at the path, or at a part of it, removes the chart's default. */
  public isRemoved(path: string): boolean {
    let value: unknown = this.given;
    for (const name of path.split('.')) {
      if (!isPlainObject(value) || !Object.hasOwn(value, name)) return false;
      value = value[name];
      if (value === null) return true;
    }
    return false;
  }
}

export function isTruthy(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === 0 || value === '') return false;
  if (Array.isArray(value)) return value.length > 0;
  return !isPlainObject(value) || Object.keys(value).length > 0;
}
