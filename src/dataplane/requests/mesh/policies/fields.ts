import { isPlainObject, PlainObject } from '../../../../base/objects/fields';

/** Fields of policies, as protobuf reads them: what is not there is empty. */

export function elements(value: unknown): PlainObject[] {
  return Array.isArray(value) ? value.filter(isPlainObject) : [];
}

export function mapping(value: unknown): PlainObject {
  return isPlainObject(value) ? value : {};
}

export function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter(text => typeof text === 'string') : [];
}
