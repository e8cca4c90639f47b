import { MeshModel } from './model';
import { texts } from './policies/fields';
import { parseIp } from '../../../base/ip/address';
import { PlainObject } from '../../../base/objects/fields';
import { mappingsOf } from '../../../base/objects/loose';
import { MeshWorkload, specOf } from '../../../cluster/mesh/mesh';
import { MeshObject } from '../../../cluster/mesh/mesh-objects';
import { serviceOfHost } from '../../../cluster/mesh/routes';
import { namedPortKey } from '../../../cluster/workloads/workload';

/** What a name or an address in a request means inside of the cluster. */
export type Destination =
  | { readonly kind: 'service'; readonly service: MeshObject; readonly port: number; readonly notes: readonly string[] }
  /** Pods themselves: by an address of theirs, or by the name of a headless Service. */
  | { readonly kind: 'pods'; readonly workloads: readonly MeshWorkload[]; readonly service?: MeshObject; readonly address?: string; readonly port: number; readonly notes: readonly string[] }
  /** A Service that is named in full, and not in the input. */
  | { readonly kind: 'missing'; readonly name: string }
  | { readonly kind: 'external'; readonly entry: MeshObject; readonly port: number };

/** Undefined where neither the host nor the address is anything in the cluster. */
export function destinationOf(host: string, port: number, namespace: string | undefined, model: MeshModel): Destination | undefined {
  const ip = parseIp(host.replace(/^\[|\]$/g, ''));
  return ip ? ofAddress(ip.text, port, model) : ofName(host, port, namespace, model);
}

function ofAddress(address: string, port: number, model: MeshModel): Destination | undefined {
  const { cluster, mesh } = model;
  const owner = [...cluster.services.values()].find(({ clusterIps }) => Object.values(clusterIps).includes(address));
  const service = owner && mesh.service(owner.namespace, owner.name);
  if (service) return { kind: 'service', service, port, notes: [] };
  const pod = [...cluster.pods.values()].find(({ addresses }) => addresses.some(({ text }) => text === address));
  if (!pod) return undefined;
  const workloads = mesh.workloads.filter(({ workload }) => workload.namespace === pod.namespace && pod.name.startsWith(workload.name));
  const [nearest] = workloads.sort((a, b) => b.workload.name.length - a.workload.name.length) as [MeshWorkload?];
  return { kind: 'pods', workloads: nearest ? [nearest] : [], address, port, notes: nearest ? [] : [`the input does not show what runs the pod ${pod.namespace}/${pod.name}`] };
}

const CLUSTER_DOMAIN = /\.svc(?:\.cluster\.local)?$/;

function ofName(host: string, port: number, namespace: string | undefined, model: MeshModel): Destination | undefined {
  const { mesh } = model;
  const isFull = CLUSTER_DOMAIN.test(host);
  const short = host.replace(CLUSTER_DOMAIN, '');
  const labels = short.split('.');
  // A pod of a StatefulSet: POD.SERVICE.NAMESPACE.
  if (labels.length === 3) {
    const service = mesh.service(labels[2], labels[1]);
    const pods = service && mesh.workloadsOf(service).filter(({ workload }) => labels[0].startsWith(`${workload.name}-`));
    if (pods && pods.length > 0) return { kind: 'pods', workloads: pods, service, port, notes: [] };
  }
  const entry = model.serviceEntries.find(each => texts(specOf(each).hosts).some(name => hostIs(name, host)));
  const found = labels.length === 1 && namespace === undefined ? onlyService(short, model) : undefined;
  const name = found ?? serviceOfHost(short, namespace ?? 'default');
  const service = name && mesh.service(name.namespace, name.name);
  if (!service) {
    if (entry) return { kind: 'external', entry, port };
    return isFull && name ? { kind: 'missing', name: `${name.namespace}/${name.name}` } : undefined;
  }
  const notes = found ? [`the name ${host} is taken for that of Service ${found.namespace}/${found.name}: without --from, the namespace of the client is not known`] : [];
  if (specOf(service).type === 'ExternalName') return undefined;
  // Names of headless Services lead to the pods themselves.
  return specOf(service).clusterIP === 'None' ? { kind: 'pods', workloads: mesh.workloadsOf(service), service, port, notes } : { kind: 'service', service, port, notes };
}

function hostIs(pattern: string, host: string): boolean {
  return pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : pattern === host;
}

function onlyService(name: string, { mesh }: MeshModel): { readonly namespace: string; readonly name: string } | undefined {
  const services = mesh.services.filter(service => service.name === name);
  return services.length === 1 ? { namespace: services[0].namespace ?? 'default', name } : undefined;
}

/** The port of a Service, as it is written; undefined where it does not have it. */
export function portOf(service: MeshObject, port: number): PlainObject | undefined {
  return mappingsOf(specOf(service).ports).find(each => each.port === port && (each.protocol ?? 'TCP') === 'TCP');
}

/** The port of a pod that a port of a Service leads to; undefined where a name does not say it. */
export function targetPortOf({ targetPort, port }: PlainObject, each?: MeshWorkload): number | undefined {
  if (targetPort === undefined) return Number(port);
  if (typeof targetPort === 'number') return targetPort === 0 ? Number(port) : targetPort;
  return each?.workload.namedPorts.get(namedPortKey(String(targetPort), 'TCP'));
}

/**
 * Whether a proxy reads requests at a port, which its name or appProtocol says: pkg/config/protocol/instance.go and
 * pkg/config/kube/conversion.go of Istio. Where they say nothing, the proxy looks at the first bytes. Requests in TLS are not read.
 */
export function isRead({ name, appProtocol }: PlainObject, scheme: 'http' | 'https'): boolean {
  if (scheme === 'https') return false;
  const text = typeof appProtocol === 'string' ? PROTOCOLS_OF_KUBERNETES.get(appProtocol) ?? appProtocol : String(name ?? '');
  const words = text.toLowerCase();
  const word = words.startsWith('grpc-web') ? 'grpc-web' : typeof appProtocol === 'string' ? words : words.split('-')[0];
  return !NOT_READ.includes(word);
}

const PROTOCOLS_OF_KUBERNETES: ReadonlyMap<string, string> = new Map([
  ['kubernetes.io/h2c', 'http2'], ['kubernetes.io/ws', 'http'], ['kubernetes.io/wss', 'https'],
]);

/** What is known, and not HTTP. */
const NOT_READ: readonly string[] = ['tcp', 'https', 'tls', 'mongo', 'redis', 'mysql'];
