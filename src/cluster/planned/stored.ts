import { isPlainObject, PlainObject } from '../../base/objects/fields';

const MANAGED_BY = 'endpointslice.kubernetes.io/managed-by';

/** The controllers that write EndpointSlices; nobody writes their slices by hand. */
const SLICE_CONTROLLERS: readonly unknown[] = ['endpointslice-controller.k8s.io', 'endpointslicemirroring-controller.k8s.io'];

/**
 * Whether an API server has stored the object, so that all its fields are what kube-proxy sees. `kubectl create
 * --dry-run` writes an empty status as well, so only a status beside defaulted fields counts.
 */
export function isStored(object: PlainObject): boolean {
  const metadata = isPlainObject(object.metadata) ? object.metadata : {};
  if (isText(metadata.uid) || isText(metadata.resourceVersion)) return true;
  if (isPlainObject(metadata.labels) && SLICE_CONTROLLERS.includes(metadata.labels[MANAGED_BY])) return true;
  const spec = isPlainObject(object.spec) ? object.spec : {};
  return isPlainObject(object.status) && isText(spec.sessionAffinity);
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}
