import { SettingObject, ValueChange } from './change';
import { PlainObject } from '../../../base/objects/fields';
import { changeYaml } from '../../../input/edit/change-yaml';
import { at, Evidence, textAt } from '../evidence';
import { withValue } from './values';

/** What an object is called. */
export function settingObjectOf(object: PlainObject): SettingObject {
  const namespace = textAt(object, 'metadata', 'namespace');
  return { apiVersion: String(object.apiVersion), kind: String(object.kind), ...namespace !== '' && { namespace }, name: textAt(object, 'metadata', 'name') };
}

/** The change of an object of the input. */
export function objectChange(key: string, present: PlainObject, change: ValueChange['change'], where?: string): ValueChange {
  return { key, object: settingObjectOf(present), present, change, where };
}

/** The change of an object that the input does not have. */
export function newObject(key: string, object: SettingObject, change: ValueChange['change'], where?: string): ValueChange {
  const { apiVersion, kind, namespace, name } = object;
  return { key, object, base: { apiVersion, kind, metadata: { name, ...namespace !== undefined && { namespace } } }, change, where };
}

/** The change of an object in a file: what installers read has the shape of an object, but no API server takes it. */
export function fileChange(key: string, evidence: Evidence, present: PlainObject, change: ValueChange['change'], where?: string): ValueChange {
  const source = evidence.sourceOf(present);
  return { key, file: source?.origin ?? `${textAt(present, 'metadata', 'name') || String(present.kind).toLowerCase()}.yaml`, present, change, where };
}

/** A mapping whose text at a path holds YAML or JSON that gets other values, with its comments. */
export function withValuesInText(document: PlainObject, path: readonly string[], change: (values: PlainObject) => PlainObject): PlainObject {
  const text = at(document, ...path);
  return withValue(document, path, changeYaml(typeof text === 'string' ? text : '', (values, index) => index === 0 ? change(values) : values));
}
