import { isPlainObject, PlainObject } from '../base/objects/fields';
import { SERVER_METADATA } from '../base/objects/server-metadata';

/** What is about one revision of an object and would be wrong about the next one. */
const REVISION_ANNOTATIONS: readonly string[] = ['kubectl.kubernetes.io/last-applied-configuration', 'deprecated.daemonset.template.generation'];

/**
 * kubeadm's hash over the ConfigMap's data, by which an upgrade finds out whether it wrote the ConfigMap itself, and may write it anew.
 * Without it, or with a wrong one, the ConfigMap counts as the user's and is kept (upstream `cmd/kubeadm/app/componentconfigs`).
 */
export const KUBEADM_HASH = 'kubeadm.kubernetes.io/component-config.hash';

/**
 * An object of a cluster as a manifest that can be applied to it.
 *
 * @param withoutAnnotations further annotations to leave out
 */
export function manifestOf(object: PlainObject, withoutAnnotations: readonly string[] = []): PlainObject {
  const { status, ...rest } = object;
  const metadata = isPlainObject(object.metadata) ? object.metadata : {};
  const { annotations, ...others } = without(metadata, SERVER_METADATA);
  const kept = without(isPlainObject(annotations) ? annotations : {}, [...REVISION_ANNOTATIONS, ...withoutAnnotations]);
  return { ...rest, metadata: { ...others, ...Object.keys(kept).length > 0 && { annotations: kept } } };
}

function without(object: PlainObject, names: readonly string[]): PlainObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}
