/** The fields of a configuration document as data, from which it is decoded strictly and written completely. */

interface FieldTraits {
  /** A Go pointer, slice or map, which may be null and whose zero value is null. */
  readonly nullable?: true;
  /** `omitempty`: a zero value is not written. */
  readonly omitEmpty?: true;
  /** The first minor of Kubernetes that knows the field. */
  readonly since?: number;
}

export type ScalarKind = 'boolean' | 'int32' | 'int64' | 'uint32' | 'number' | 'string' | 'duration' | 'durationOrNanoseconds' | 'quantity' | 'time';

export type Field = FieldTraits & (
  | { readonly kind: ScalarKind }
  | { readonly kind: 'list'; readonly items: Field }
  | { readonly kind: 'map'; readonly values: Field }
  | { readonly kind: 'object'; readonly fields: Fields }
);

export type Fields = Readonly<Record<string, Field>>;

export const boolean: Field = { kind: 'boolean' };
export const string: Field = { kind: 'string' };
export const int32: Field = { kind: 'int32' };
export const int64: Field = { kind: 'int64' };
export const duration: Field = { kind: 'duration' };
export const time: Field = { kind: 'time' };
export const strings: Field = { kind: 'list', items: string, nullable: true };

export const object = (fields: Fields): Field => ({ kind: 'object', fields });
export const map = (values: Field): Field => ({ kind: 'map', values, nullable: true });
export const nullable = (field: Field): Field => ({ ...field, nullable: true });
export const omitEmpty = (field: Field): Field => ({ ...field, omitEmpty: true });
export const since = (minor: number, field: Field): Field => ({ ...field, since: minor });
