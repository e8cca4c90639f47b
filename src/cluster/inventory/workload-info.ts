import { Image, parseImage } from './image';
import { Labels, readLabels } from './labels';
import { ObjectReference, readReference } from './object-reference';
import { SourceLocation } from '../../base/errors';
import { FieldReader, PlainObject, isPlainObject } from '../../base/objects/fields';

/** What a DaemonSet, Deployment or StatefulSet runs. */
export interface WorkloadInfo extends ObjectReference {
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly nodeSelector: Labels;
  readonly hostNetwork: boolean;
  /** What runs as long as the pod does: its containers, after those init containers that are restarted, as sidecars. */
  readonly containers: readonly ContainerInfo[];
  /** What runs once, before the others. It may have the image of a container, and do something else with it. */
  readonly initContainers: readonly ContainerInfo[];
  /** The paths of hostPath volumes. */
  readonly hostPaths: readonly string[];
}

export interface ContainerInfo {
  readonly name: string;
  readonly image: Image;
  /** The command and its arguments. */
  readonly command: readonly string[];
  /** The variables that are given as plain values. */
  readonly environment: Labels;
}

/** The kinds that are read; of other workloads nothing is known that matters to kube-proxy. */
const KINDS: readonly unknown[] = ['DaemonSet', 'Deployment', 'StatefulSet'];

/**
 * Reads a workload, or answers `undefined` for any other object.
 *
 * @throws InputError naming the field
 */
export function readWorkloadInfo(object: PlainObject, source?: SourceLocation): WorkloadInfo | undefined {
  if (!KINDS.includes(object.kind) || typeof object.apiVersion !== 'string' || !object.apiVersion.startsWith('apps/')) return undefined;
  const reader = new FieldReader(object, source);
  const metadata = reader.map(object.metadata, 'metadata');
  const template = reader.map(reader.map(object.spec, 'spec').template, 'spec.template');
  const podSpec = reader.map(template.spec, 'spec.template.spec');
  const path = 'spec.template.spec';
  const read = (name: string, isMeant: (value: unknown) => boolean = () => true) => reader.list(podSpec[name], `${path}.${name}`)
    .flatMap((value, i) => isMeant(value) ? [readContainer(value, `${path}.${name}[${i}]`, reader)] : []);
  return {
    ...readReference(object, source),
    labels: readLabels(metadata, 'labels', reader),
    annotations: readLabels(metadata, 'annotations', reader),
    nodeSelector: reader.map(podSpec.nodeSelector, `${path}.nodeSelector`) as Labels,
    hostNetwork: podSpec.hostNetwork === true,
    containers: [...read('initContainers', isSidecar), ...read('containers')],
    initContainers: read('initContainers', value => !isSidecar(value)),
    hostPaths: reader.list(podSpec.volumes, `${path}.volumes`).flatMap((value, i) => {
      const { hostPath } = reader.map(value, `${path}.volumes[${i}]`);
      const hostPathPath = reader.map(hostPath, `${path}.volumes[${i}].hostPath`).path;
      return typeof hostPathPath === 'string' ? [hostPathPath] : [];
    }),
  };
}

/** KEP-753: an init container with this policy goes on running beside the containers. */
function isSidecar(value: unknown): boolean {
  return isPlainObject(value) && value.restartPolicy === 'Always';
}

function readContainer(value: unknown, field: string, reader: FieldReader): ContainerInfo {
  const container = reader.map(value, field);
  const texts = (name: string) => reader.list(container[name], `${field}.${name}`).map((text, i) => reader.text(text, `${field}.${name}[${i}]`) ?? '');
  const environment = reader.list(container.env, `${field}.env`).map((entry, i) => reader.map(entry, `${field}.env[${i}]`));
  return {
    name: reader.text(container.name, `${field}.name`) ?? '',
    image: parseImage(reader.text(container.image, `${field}.image`) ?? ''),
    command: [...texts('command'), ...texts('args')],
    environment: Object.fromEntries(environment.filter(({ value: text }) => typeof text === 'string').map(({ name, value: text }) => [name, text])),
  };
}
