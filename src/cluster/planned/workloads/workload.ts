import { SourceLocation } from '../../../base/errors';
import { FieldReader, namespaceOf, PlainObject } from '../../../base/objects/fields';

/** What runs pods, as far as a Service that selects them cares. */
export interface Workload {
  /** Where it was read from. */
  readonly source?: SourceLocation;
  /** `Deployment shop/web` */
  readonly description: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** The labels of its pods. */
  readonly podLabels: PlainObject;
  /** How many pods it runs; `per-node` for a DaemonSet. */
  readonly pods: number | 'per-node';
  readonly hostNetwork: boolean;
  /** The numbers of the container ports that have a name, by `namedPortKey`. */
  readonly namedPorts: ReadonlyMap<string, number>;
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

/** The kinds that run pods. */
export const WORKLOAD_KINDS: readonly string[] = Object.keys(KINDS).map(groupAndKind => groupAndKind.slice(groupAndKind.indexOf('/') + 1));

/**
 * Reads a workload, or answers `undefined` for any other object and for one that another workload owns (the ReplicaSet
 * of a Deployment, the Pod of a ReplicaSet), whose pods count with their owner's.
 *
 * @throws InputError naming the field
 */
export function readWorkload(object: PlainObject, source?: SourceLocation): Workload | undefined {
  if (typeof object.apiVersion !== 'string' || typeof object.kind !== 'string') return undefined;
  const slash = object.apiVersion.indexOf('/');
  const group = slash < 0 ? '' : object.apiVersion.slice(0, slash);
  const kind = KINDS[`${group}/${object.kind}`];
  if (!kind) return undefined;
  const reader = new FieldReader(object, source);
  const metadata = reader.map(object.metadata, 'metadata');
  if (reader.list(metadata.ownerReferences, 'metadata.ownerReferences').length > 0) return undefined;
  const namespace = namespaceOf(metadata, reader);
  const name = reader.dnsSubdomain(metadata.name, 'metadata.name');
  const spec = reader.map(object.spec, 'spec');
  const template = kind.isPod ? object : reader.map(spec.template, 'spec.template');
  const path = kind.isPod ? '' : 'spec.template.';
  const podMetadata = reader.map(template.metadata, `${path}metadata`);
  const podSpec = reader.map(template.spec, `${path}spec`);
  return {
    source,
    description: `${object.kind} ${namespace}/${name}`,
    kind: object.kind,
    namespace,
    name,
    podLabels: reader.map(podMetadata.labels, `${path}metadata.labels`),
    pods: kind.pods(spec, reader),
    hostNetwork: podSpec.hostNetwork === true,
    namedPorts: readNamedPorts(podSpec, `${path}spec`, reader),
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

/** Whether a Service's selector chooses the workload's pods. */
export function isSelected(workload: Workload, namespace: string, selector: PlainObject): boolean {
  const wanted = Object.entries(selector);
  return workload.namespace === namespace && wanted.length > 0 && wanted.every(([key, value]) => workload.podLabels[key] === value);
}
