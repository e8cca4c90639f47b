import { SourceLocation } from '../../base/errors';
import { isPlainObject, PlainObject } from '../../base/objects/fields';
import { GATEWAY_API_KINDS, gatewayApiKind } from '../../programs/gateway-api/kinds';
import { ObjectReference, readReference } from '../inventory/object-reference';

/** An object of Gateway API as it is written, without what its controllers report. */
export interface GatewayApiObject extends ObjectReference {
  readonly object: PlainObject;
}

/** A Namespace: listeners choose by its labels from where they take routes. */
export interface Namespace extends ObjectReference {
  readonly labels: Readonly<Record<string, unknown>>;
}

/** A CustomResourceDefinition of Gateway API, with what its annotations say of the release that it is from. */
export interface GatewayApiDefinition extends ObjectReference {
  readonly definedKind: string;
  /** `v1.6.1` */
  readonly bundleVersion?: string;
  readonly channel?: string;
}

/** The group and name of each kind of Gateway API. */
export const GATEWAY_API_GROUPS_AND_KINDS: readonly string[] = GATEWAY_API_KINDS.map(name => `${gatewayApiKind(name)!.group}/${name}`);

const ANNOTATIONS = 'gateway.networking.k8s.io';

/** @throws InputError where it has no name */
export function readGatewayApiObject(given: PlainObject, source?: SourceLocation): GatewayApiObject {
  const { status: _, ...object } = given;
  const reference = readReference(given, source);
  const isNamespaced = gatewayApiKind(reference.kind)?.isNamespaced;
  return { ...reference, ...isNamespaced && { namespace: reference.namespace ?? 'default' }, object };
}

/** @throws InputError where it has no name */
export function readNamespace(object: PlainObject, source?: SourceLocation): Namespace {
  const { labels } = isPlainObject(object.metadata) ? object.metadata : {} as PlainObject;
  const reference = readReference(object, source);
  // The API server gives this label to each Namespace: pkg/apis/core/v1/defaults.go of kubernetes, SetDefaults_Namespace.
  return { ...reference, labels: { ...isPlainObject(labels) && labels, 'kubernetes.io/metadata.name': reference.name } };
}

/** The definition, where it is one of Gateway API. */
export function readGatewayApiDefinition(object: PlainObject, source?: SourceLocation): GatewayApiDefinition | undefined {
  const { group, names } = isPlainObject(object.spec) ? object.spec : {} as PlainObject;
  const kind = isPlainObject(names) ? String(names.kind) : '';
  if (gatewayApiKind(kind)?.group !== group) return undefined;
  const { annotations } = isPlainObject(object.metadata) ? object.metadata : {} as PlainObject;
  const annotation = (name: string): string | undefined => {
    const value = isPlainObject(annotations) ? annotations[`${ANNOTATIONS}/${name}`] : undefined;
    return typeof value === 'string' ? value : undefined;
  };
  return { ...readReference(object, source), definedKind: kind, bundleVersion: annotation('bundle-version'), channel: annotation('channel') };
}
