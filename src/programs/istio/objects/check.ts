import { isPlainObject, PlainObject } from '../../../base/objects/fields';
import { mappingOf } from '../../../base/objects/loose';
import { IstioVersion } from '../releases';
import { ValuesProblem } from '../values-problem';

export type Path = readonly (string | number)[];

/** An object whose spec is decoded, and what is found about it. */
export class ObjectCheck {
  public readonly problems: ValuesProblem[] = [];

  constructor(
    public readonly object: PlainObject,
    /** The spec as `decodeSpec` gives it: its fields have the right types. */
    public readonly spec: PlainObject,
    public readonly version: IstioVersion,
  ) {}

  public get metadata(): PlainObject {
    return mappingOf(this.object.metadata);
  }

  public get name(): string {
    return text(this.metadata.name);
  }

  public get namespace(): string {
    return text(this.metadata.namespace) || 'default';
  }

  /** Reports a problem, where there is one. */
  public report(path: Path, message: string | false | undefined): void {
    if (message) this.problems.push({ path, message });
  }
}

/** Fields of a decoded message, with what Go has where a field is not set. */

export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function integer(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}

export function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(text) : [];
}

/** The messages of a list; null among them is undefined. */
export function messages(value: unknown): readonly (PlainObject | undefined)[] {
  return Array.isArray(value) ? value.map(element => isPlainObject(element) ? element : undefined) : [];
}

export function isThere(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** The elements of a list of messages with their paths, without those that are null, which are reported. */
export function* each(check: ObjectCheck, value: unknown, path: Path): Generator<readonly [PlainObject, Path]> {
  for (const [i, message] of messages(value).entries()) {
    if (message) yield [message, [...path, i]];
    else check.report([...path, i], 'is null');
  }
}
