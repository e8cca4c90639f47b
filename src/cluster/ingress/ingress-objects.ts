import { SourceLocation } from '../../base/errors';
import { isPlainObject, PlainObject } from '../../base/objects/fields';
import { ObjectReference, readReference } from '../inventory/object-reference';

/** Which controller a class of Ingresses belongs to. */
export interface IngressClass extends ObjectReference {
  readonly controller: string;
  /** Whether the API server gives it to Ingresses that are created without a class. */
  readonly isDefault: boolean;
}

/** A ConfigMap with a few short values. */
export interface SmallConfigMap extends ObjectReference {
  readonly namespace: string;
  readonly labels: PlainObject;
  readonly data: Readonly<Record<string, string>>;
}

/** @throws InputError where it has no name */
export function readIngressClass(object: PlainObject, source?: SourceLocation): IngressClass {
  const { controller } = isPlainObject(object.spec) ? object.spec : {} as PlainObject;
  const { annotations } = isPlainObject(object.metadata) ? object.metadata : {} as PlainObject;
  const isDefault = isPlainObject(annotations) && annotations['ingressclass.kubernetes.io/is-default-class'] === 'true';
  return { ...readReference(object, source), controller: typeof controller === 'string' ? controller : '', isDefault };
}

/** Settings of controllers do not have more values, nor longer ones. */
const MOST_VALUES = 200;
const LONGEST_VALUE = 16 * 1024;

/** The ConfigMap; `undefined` for one that holds whole files. */
export function readSmallConfigMap(object: PlainObject, source?: SourceLocation): SmallConfigMap | undefined {
  const data = Object.entries(isPlainObject(object.data) ? object.data : {});
  const { name, namespace = 'default', labels } = isPlainObject(object.metadata) ? object.metadata : {} as PlainObject;
  if (typeof name !== 'string' || typeof namespace !== 'string' || data.length === 0 || data.length > MOST_VALUES) return undefined;
  if (data.some(([, value]) => typeof value !== 'string' || value.length > LONGEST_VALUE)) return undefined;
  const texts = Object.fromEntries(data) as Readonly<Record<string, string>>;
  return { ...readReference(object, source), namespace, labels: isPlainObject(labels) ? labels : {}, data: texts };
}
