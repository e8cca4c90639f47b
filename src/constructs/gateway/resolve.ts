import { ParametersReference } from './parameters-reference';
import { isPlainObject } from '../../base/objects/fields';

/** What a reference to an object in another namespace needs there: a ReferenceGrant. */
export interface Reference {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
}

/** A value in which each object that knows its field is replaced by that. */
export function resolved(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(resolved);
  if (hasField(value)) return resolved(value._toField());
  if (!isPlainObject(value) || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, resolved(entry)]));
}

function hasField(value: unknown): value is { _toField(): unknown } {
  return typeof value === 'object' && value !== null && '_toField' in value;
}

/** The field of a reference to parameters. */
export function parametersField(reference: ParametersReference | undefined): object | undefined {
  if (!reference) return undefined;
  const { namespaceName: namespace, ...rest } = reference;
  return { ...rest, namespace };
}
