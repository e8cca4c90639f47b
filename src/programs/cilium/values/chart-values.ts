import { MergedValues, mergedValues } from './merged';
import { quoted } from '../../../base/errors';
import { isPlainObject, PlainObject } from '../../../base/objects/fields';
import { goInteger, goText, isTruthy } from '../../../base/text/go-values';
import { CiliumMinor } from '../target';

/** A template that ends with an error, at the path of the value that makes it end. */
export class TemplateFailure extends Error {
  constructor(public readonly field: string, message: string) {
    super(message);
  }
}

/** The values of a release, as the templates of the chart of one minor see them: what is given, over the defaults of the chart. */
export class ChartValues {
  private all?: MergedValues;

  constructor(public readonly given: PlainObject, public readonly minor: CiliumMinor) {}

  /** What is given at a path; `undefined` where nothing is, and where null is, with which Helm removes a value. */
  public givenAt(path: string): unknown {
    return valueAt(this.given, path) ?? undefined;
  }

  /** Whether the path has a value that the user has given, be it false or empty. */
  public isGiven(path: string): boolean {
    return this.givenAt(path) !== undefined;
  }

  /** What the templates see at the path of a value: what is given, or else the default; `undefined` for null, too. */
  public at(path: string): unknown {
    return valueAt(this.merged, path) ?? undefined;
  }

  /** Whether a template's `if` takes the value for true: anything but false, 0, and what is empty. */
  public isTrue(path: string): boolean {
    return isTruthy(this.at(path));
  }

  /** The value as text; an empty one where there is none, and where it is a list or an object. */
  public text(path: string): string {
    const value = this.at(path);
    return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? goText(value) : '';
  }

  /** The value as the function `int` of templates reads it: 0 where it is not a number. */
  public integer(path: string): number {
    return Number(goInteger(this.at(path)));
  }

  /** The items of a list; a text with blanks between them is one, too, in some values. */
  public list(path: string): readonly unknown[] {
    const value = this.at(path);
    if (Array.isArray(value)) return value;
    return typeof value === 'string' && value.trim() !== '' ? value.trim().split(/\s+/) : [];
  }

  /**
   * What a template reads at a path.
   * @throws TemplateFailure where what it is read from is not a map, as Go's templates fail then
   */
  public read(path: string): unknown {
    const [map, name] = this.mapAbove(path);
    return Object.hasOwn(map, name) ? map[name] : undefined;
  }

  /**
   * Whether the map above a path has its key, be it with null: the function `hasKey` of templates.
   * @throws TemplateFailure where that is not a map
   */
  public has(path: string): boolean {
    const [map, name] = this.mapAbove(path);
    return Object.hasOwn(map, name);
  }

  /** Whether `upgradeCompatibility` asks for the defaults of a minor or of a later one, as it does where it is not given. */
  public hasDefaultsSince(minor: string): boolean {
    const text = this.text('upgradeCompatibility');
    if (text === '') return true;
    const version = SEMVER.exec(text);
    if (!version) throw new TemplateFailure('upgradeCompatibility', `${quoted(text)} is not a version; expected one as in "1.18"`);
    // A version before a release is in no range that names none.
    if (version[4] !== undefined) return false;
    const [major, number] = [Number(version[1]), Number(version[2] ?? 0)];
    return major > 1 || (major === 1 && number >= Number(minor.slice('1.'.length)));
  }

  private get merged(): MergedValues {
    this.all ??= mergedValues(this.given, this.minor);
    return this.all;
  }

  private mapAbove(path: string): [PlainObject, string] {
    const names = namesOf(path);
    const last = names[names.length - 1];
    let map: PlainObject = this.merged;
    for (let index = 0; index < names.length - 1; index++) {
      const value = Object.hasOwn(map, names[index]) ? map[names[index]] : undefined;
      if (!isPlainObject(value)) throw this.unreadable(names.slice(0, index + 1).join('.'), last, value);
      map = value;
    }
    return [map, last];
  }

  private unreadable(path: string, name: string, value: unknown): TemplateFailure {
    if (value !== undefined && value !== null) return new TemplateFailure(path, `${quoted(value)} is not an object, and the templates read ${name} of it`);
    return new TemplateFailure(path, 'is null, which removes it, and the templates fail without it; leave it out');
  }
}

/** Versions that `semverCompare` reads: Masterminds' semver, which is not strict. */
const SEMVER = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(-[\dA-Za-z-]+(?:\.[\dA-Za-z-]+)*)?(?:\+[\dA-Za-z-]+(?:\.[\dA-Za-z-]+)*)?$/;

const steps = new Map<string, readonly string[]>();

/** The names of a path; the same few hundred paths are read again and again. */
function namesOf(path: string): readonly string[] {
  let names = steps.get(path);
  if (!names) steps.set(path, names = path.split('.'));
  return names;
}

function valueAt(values: PlainObject, path: string): unknown {
  let value: unknown = values;
  for (const name of namesOf(path)) {
    if (!isPlainObject(value) || !Object.hasOwn(value, name)) return undefined;
    value = value[name];
  }
  return value;
}
