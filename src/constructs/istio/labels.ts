import { ApiObject, JsonPatch } from 'cdk8s';
import { isPlainObject } from '../../base/objects/fields';

const POD_MAKERS = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'ReplicationController', 'Job'];

/** Whether an object has a template of pods. */
export function isPodMaker({ kind }: ApiObject): boolean {
  return POD_MAKERS.includes(kind);
}

/** Adds a label: to the pods of what makes pods, and else to the object itself. */
export function addLabel(object: ApiObject, label: string, value: string): void {
  if (!isPodMaker(object)) {
    object.metadata.addLabel(label, value);
    return;
  }
  const { spec } = object.toJson() as { readonly spec?: { readonly template?: { readonly metadata?: { readonly labels?: unknown } } } };
  const metadata = spec?.template?.metadata;
  const path = '/spec/template/metadata';
  if (!isPlainObject(metadata)) object.addJsonPatch(JsonPatch.add(path, { labels: { [label]: value } }));
  else if (!isPlainObject(metadata.labels)) object.addJsonPatch(JsonPatch.add(`${path}/labels`, { [label]: value }));
  else object.addJsonPatch(JsonPatch.add(`${path}/labels/${label.replaceAll('~', '~0').replaceAll('/', '~1')}`, value));
}

