import { SourceLocation } from '../../base/errors';
import { groupOf } from '../../base/objects/api-version';
import { FieldReader, isPlainObject, namespaceOf, PlainObject } from '../../base/objects/fields';
import { mappingOf, mappingsOf } from '../../base/objects/loose';
import { Image, parseImage } from '../inventory/image';
import { Labels, readLabels } from '../inventory/labels';
import { ObjectReference, readReference } from '../inventory/object-reference';

/** What runs pods: what a Service that selects them cares for, and what its containers are. */
export interface Workload extends ObjectReference {
  readonly namespace: string;
  /** `Deployment shop/web` */
  readonly description: string;
  readonly labels: Labels;
  readonly annotations: Labels;
  /** The labels of its pods. */
  readonly podLabels: PlainObject;
  /** The annotations of its pods. */
  readonly podAnnotations: PlainObject;
  readonly serviceAccount: string;
  /** Whether the kubelet calls its pods for a probe: over HTTP, TCP or gRPC, but not by a command. */
  readonly hasNetworkProbes: boolean;
  /** How many pods it runs; `per-node` for a DaemonSet. */
  readonly pods: number | 'per-node';
  /** The number of the first pod of a StatefulSet. */
  readonly firstOrdinal?: number;
  readonly nodeSelector: Labels;
  readonly hostNetwork: boolean;
  /** What runs as long as the pod does: its containers, after those init containers that are restarted, as sidecars. */
  readonly containers: readonly Container[];
  /** What runs once, before the others. It may have the image of a container, and do something else with it. */
  readonly initContainers: readonly Container[];
  /** The paths of hostPath volumes. */
  readonly hostPaths: readonly string[];
  /** The ConfigMaps among its volumes, by the volume's name. */
  readonly configMaps: ReadonlyMap<string, ConfigMapVolume>;
  /** The numbers of the container ports that have a name, by `namedPortKey`. */
  readonly namedPorts: ReadonlyMap<string, number>;
  /** The ports of the node that its containers ask for. */
  readonly hostPorts: readonly number[];
}

/** A ConfigMap as a volume: its name, and the key of each file where these are listed. */
export interface ConfigMapVolume {
  readonly name: string;
  readonly keys?: ReadonlyMap<string, string>;
}

export interface Container {
  readonly name: string;
  readonly image: Image;
  /** The command and its arguments. */
  readonly command: readonly string[];
  /** The variables that are given as plain values. */
  readonly environment: Labels;
  readonly mounts: readonly { readonly volume: string; readonly path: string; readonly subPath: string }[];
}

/** Where a kind keeps the number of its pods. */
interface WorkloadKind {
  readonly pods: (spec: PlainObject, reader: FieldReader) => number | 'per-node';
  /** A Pod is its own template. */
  readonly isPod?: boolean;
}

const replicas: WorkloadKind = { pods: (spec, reader) => reader.integer(spec.replicas, 'spec.replicas', 0, 1_000_000) ?? 1 };

const KINDS: { readonly [groupAndKind: string]: WorkloadKind | undefined } = {
  'apps/Deployment': replicas,
  'apps/ReplicaSet': replicas,
  'apps/StatefulSet': replicas,
  '/ReplicationController': replicas,
  'apps/DaemonSet': { pods: () => 'per-node' },
  'batch/Job': { pods: (spec, reader) => reader.integer(spec.parallelism, 'spec.parallelism', 0, 1_000_000) ?? 1 },
  '/Pod': { pods: () => 1, isPod: true },
};

/** The kinds that run pods, as `GROUP/KIND`. */
export const WORKLOAD_GROUPS_AND_KINDS: readonly string[] = Object.keys(KINDS);

/** The kinds that run pods. */
export const WORKLOAD_KINDS: readonly string[] = WORKLOAD_GROUPS_AND_KINDS.map(groupAndKind => groupAndKind.slice(groupAndKind.indexOf('/') + 1));

/** Whose pods count with their owner's; a static pod has its Node as the owner. Owners of other kinds, such as operators' own, run no pods themselves. */
const OWNERS: readonly unknown[] = [...WORKLOAD_KINDS, 'CronJob', 'Node'];

/**
 * Reads a workload, or answers `undefined` for any other object and for one that another workload owns (the ReplicaSet
 * of a Deployment, the Pod of a ReplicaSet), whose pods count with their owner's.
 *
 * @throws InputError naming the field
 */
export function readWorkload(object: PlainObject, source?: SourceLocation): Workload | undefined {
  if (!kindOf(object)) return undefined;
  const reader = new FieldReader(object, source);
  const { ownerReferences } = reader.map(object.metadata, 'metadata');
  const isOwned = reader.list(ownerReferences, 'metadata.ownerReferences').some(owner => isPlainObject(owner) && OWNERS.includes(owner.kind));
  return isOwned ? undefined : readAnyWorkload(object, source);
}

function kindOf({ apiVersion, kind }: PlainObject): WorkloadKind | undefined {
  const group = groupOf(apiVersion);
  const key = `${group}/${String(kind)}`;
  return group !== undefined && Object.hasOwn(KINDS, key) ? KINDS[key] : undefined;
}

/** The workload that owns a Pod; undefined for one that nothing owns, and for one that its node runs by itself. */
export function ownerOfPod({ kind, metadata }: PlainObject): { readonly kind: string; readonly name: string } | undefined {
  const { ownerReferences } = isPlainObject(metadata) ? metadata : {} as PlainObject;
  const owner = kind === 'Pod' ? mappingsOf(ownerReferences).find(each => WORKLOAD_KINDS.includes(String(each.kind))) : undefined;
  return owner && { kind: String(owner.kind), name: String(owner.name) };
}

/**
 * Reads a workload, be it owned or not.
 *
 * @throws InputError naming the field
 */
export function readAnyWorkload(object: PlainObject, source?: SourceLocation): Workload | undefined {
  const kind = kindOf(object);
  if (!kind) return undefined;
  const reader = new FieldReader(object, source);
  const metadata = reader.map(object.metadata, 'metadata');
  const namespace = namespaceOf(metadata, reader);
  const reference = readReference(object, source);
  const spec = reader.map(object.spec, 'spec');
  const template = kind.isPod ? object : reader.map(spec.template, 'spec.template');
  const path = kind.isPod ? '' : 'spec.template.';
  const podMetadata = reader.map(template.metadata, `${path}metadata`);
  const podSpec = reader.map(template.spec, `${path}spec`);
  const read = (name: string, isMeant: (value: unknown) => boolean = () => true) => reader.list(podSpec[name], `${path}spec.${name}`)
    .flatMap((value, i) => isMeant(value) ? [readContainer(value, `${path}spec.${name}[${i}]`, reader)] : []);
  return {
    ...reference,
    namespace,
    description: `${reference.kind} ${namespace}/${reference.name}`,
    labels: readLabels(metadata, 'labels', reader),
    annotations: readLabels(metadata, 'annotations', reader),
    podLabels: reader.map(podMetadata.labels, `${path}metadata.labels`),
    podAnnotations: isPlainObject(podMetadata.annotations) ? podMetadata.annotations : {},
    serviceAccount: typeof podSpec.serviceAccountName === 'string' && podSpec.serviceAccountName !== '' ? podSpec.serviceAccountName : 'default',
    hasNetworkProbes: [...mappingsOf(podSpec.containers), ...mappingsOf(podSpec.initContainers).filter(isSidecar)].some(hasNetworkProbe),
    pods: kind.pods(spec, reader),
    ...reference.kind === 'StatefulSet' && { firstOrdinal: reader.integer(reader.map(spec.ordinals, 'spec.ordinals').start, 'spec.ordinals.start', 0, 1_000_000) ?? 0 },
    nodeSelector: reader.map(podSpec.nodeSelector, `${path}spec.nodeSelector`) as Labels,
    hostNetwork: podSpec.hostNetwork === true,
    containers: [...read('initContainers', isSidecar), ...read('containers')],
    initContainers: read('initContainers', value => !isSidecar(value)),
    hostPaths: reader.list(podSpec.volumes, `${path}spec.volumes`).flatMap((value, i) => {
      const { hostPath } = reader.map(value, `${path}spec.volumes[${i}]`);
      const hostPathPath = reader.map(hostPath, `${path}spec.volumes[${i}].hostPath`).path;
      return typeof hostPathPath === 'string' ? [hostPathPath] : [];
    }),
    configMaps: readConfigMaps(podSpec),
    namedPorts: readNamedPorts(podSpec, `${path}spec`, reader),
    hostPorts: mappingsOf(podSpec.containers).flatMap(({ ports }) => mappingsOf(ports).flatMap(({ hostPort }) => typeof hostPort === 'number' && hostPort > 0 ? [hostPort] : [])),
  };
}

/** KEP-753: an init container with this policy goes on running beside the containers. */
function isSidecar(value: unknown): boolean {
  return isPlainObject(value) && value.restartPolicy === 'Always';
}

function hasNetworkProbe(container: PlainObject): boolean {
  const probes = [container.livenessProbe, container.readinessProbe, container.startupProbe];
  return probes.some(probe => isPlainObject(probe) && ['httpGet', 'tcpSocket', 'grpc'].some(key => isPlainObject(probe[key])));
}

function readConfigMaps({ volumes }: PlainObject): Map<string, ConfigMapVolume> {
  const configMaps = new Map<string, ConfigMapVolume>();
  for (const volume of mappingsOf(volumes)) {
    const sources = [volume.configMap, ...mappingsOf(mappingOf(volume.projected).sources).map(({ configMap }) => configMap)];
    for (const source of sources) {
      if (!isPlainObject(source) || typeof source.name !== 'string' || typeof volume.name !== 'string') continue;
      const items = mappingsOf(source.items).map(({ key, path }) => [String(path), String(key)] as const);
      configMaps.set(volume.name, { name: source.name, ...items.length > 0 && { keys: new Map(items) } });
    }
  }
  return configMaps;
}

/** The ConfigMap, and its key, that a container finds at a path; undefined where it finds none there. */
export function mountedConfigMap(
  { namespace, configMaps }: Workload, { mounts }: Container, path: string,
): { readonly namespace: string; readonly name: string; readonly key: string } | undefined {
  for (const { volume, path: mountPath, subPath } of mounts) {
    const configMap = configMaps.get(volume);
    const folder = mountPath.replace(/\/+$/, '');
    const isFile = path === mountPath && subPath !== '';
    if (!configMap || (!isFile && !path.startsWith(`${folder}/`))) continue;
    const file = isFile ? subPath : path.slice(folder.length + 1);
    return { namespace, name: configMap.name, key: configMap.keys?.get(file) ?? file };
  }
  return undefined;
}

function readContainer(value: unknown, field: string, reader: FieldReader): Container {
  const container = reader.map(value, field);
  const texts = (name: string) => reader.list(container[name], `${field}.${name}`).map((text, i) => reader.text(text, `${field}.${name}[${i}]`) ?? '');
  const environment = reader.list(container.env, `${field}.env`).map((entry, i) => reader.map(entry, `${field}.env[${i}]`));
  return {
    name: reader.text(container.name, `${field}.name`) ?? '',
    image: parseImage(reader.text(container.image, `${field}.image`) ?? ''),
    command: [...texts('command'), ...texts('args')],
    environment: Object.fromEntries(environment.filter(({ value: text }) => typeof text === 'string').map(({ name, value: text }) => [name, text])),
    mounts: mappingsOf(container.volumeMounts).map(({ name, mountPath, subPath }) => ({
      volume: String(name), path: String(mountPath), subPath: typeof subPath === 'string' ? subPath : '',
    })),
  };
}

function readNamedPorts(podSpec: PlainObject, path: string, reader: FieldReader): Map<string, number> {
  const ports = new Map<string, number>();
  for (const [i, value] of reader.list(podSpec.containers, `${path}.containers`).entries()) {
    const container = reader.map(value, `${path}.containers[${i}]`);
    for (const [j, entry] of reader.list(container.ports, `${path}.containers[${i}].ports`).entries()) {
      const field = `${path}.containers[${i}].ports[${j}]`;
      const { name, containerPort, protocol } = reader.map(entry, field);
      const number = reader.port(containerPort, `${field}.containerPort`);
      if (typeof name !== 'string' || number === undefined) continue;
      const key = namedPortKey(name, protocol);
      if (!ports.has(key)) ports.set(key, number);
    }
  }
  return ports;
}

/** A named container port serves a Service's port of the same protocol alone. */
export function namedPortKey(name: string, protocol: unknown): string {
  return `${String(protocol ?? 'TCP')}/${name}`;
}

/** The labels of one of the workload's pods: those of a StatefulSet carry their name and number as well (pkg/controller/statefulset). */
function podLabelsOf({ name, podLabels, firstOrdinal }: Workload, index: number): PlainObject {
  if (firstOrdinal === undefined) return podLabels;
  const ordinal = String(firstOrdinal + index);
  return { ...podLabels, 'statefulset.kubernetes.io/pod-name': `${name}-${ordinal}`, 'apps.kubernetes.io/pod-index': ordinal };
}

/**
 * Whether a Service's selector chooses pods of the workload.
 *
 * @param index one of the pods; by default any of them
 */
export function isSelected(workload: Workload, namespace: string, selector: PlainObject, index?: number): boolean {
  const wanted = Object.entries(selector);
  if (workload.namespace !== namespace || wanted.length === 0) return false;
  const matches = (place: number) => {
    const labels = podLabelsOf(workload, place);
    return wanted.every(([key, value]) => labels[key] === value);
  };
  if (index !== undefined || workload.firstOrdinal === undefined || workload.pods === 'per-node') return matches(index ?? 0);
  // A selector without the labels of single pods chooses all of them, or none.
  return matches(0) || Array.from({ length: workload.pods }, (_, place) => place).some(matches);
}
