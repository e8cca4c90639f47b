import { SourceLocation } from '../../base/errors';
import { FieldReader, PlainObject } from '../../base/objects/fields';

/** Which object is meant, and where it was read from. */
export interface ObjectReference {
  readonly kind: string;
  /** Undefined for cluster-scoped objects. */
  readonly namespace?: string;
  readonly name: string;
  readonly source?: SourceLocation;
}

/** What a reader of messages calls the object: `Service shop/cart`. */
export function describeReference({ kind, namespace, name }: ObjectReference): string {
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}

/**
 * The reference of an object with a name.
 *
 * @throws InputError where it has none
 */
export function readReference(object: PlainObject, source?: SourceLocation): ObjectReference {
  const reader = new FieldReader(object, source);
  const metadata = reader.map(object.metadata, 'metadata');
  const namespace = reader.text(metadata.namespace, 'metadata.namespace');
  return {
    kind: String(object.kind),
    namespace: namespace === undefined || namespace === '' ? undefined : namespace,
    name: reader.dnsSubdomain(metadata.name, 'metadata.name'),
    source,
  };
}
