import { MeshModel } from './model';
import { Identity, principalOf } from './policies/attributes';
import { InputError, quoted } from '../../../base/errors';
import { parseIp } from '../../../base/ip/address';
import { PlainObject } from '../../../base/objects/fields';
import { didYouMean } from '../../../base/text/suggest';
import { MeshWorkload } from '../../../cluster/mesh/mesh';
import { WayStep } from '../explain/way';

/**
 * How a client takes part in the mesh: served by ztunnel, with a proxy of its own, not at all, or in a way that is not known. `gateway` is
 * a gateway of Istio.
 */
export type ClientKind = 'ambient' | 'sidecar' | 'plain' | 'gateway' | 'unknown';

/** Who sends a request inside of the cluster. */
export interface MeshSource {
  readonly kind: ClientKind;
  /** `pod shop/cart` */
  readonly description: string;
  readonly namespace?: string;
  /** Labels of the pod; undefined where they are not known. */
  readonly labels?: PlainObject;
  /** Who it is in the mesh; undefined where that is not known. */
  readonly identity: Identity | 'none' | undefined;
  readonly addresses?: readonly string[];
  /** Whether it is in the cluster at all. */
  readonly isOutside: boolean;
  readonly step: WayStep;
}

export const SOURCE_FORMS = 'pod:NAMESPACE/NAME, serviceaccount:NAMESPACE/NAME, namespace:NAME, a pod\'s address, node, external or external:ADDRESS';

/**
 * Reads who sends a request. A pod may be named by what runs it.
 *
 * @param text nobody where it is not given: then a client in the mesh sends it, of which nothing else is known
 * @throws InputError that says what would be right
 */
export function readMeshSource(text: string | undefined, model: MeshModel): MeshSource {
  if (text === undefined) return unnamed(model);
  const [, word, , rest = ''] = /^(pod|serviceaccount|namespace|node|external)(:(.*))?$/s.exec(text.trim()) ?? [];
  const [namespace, name, ...more] = rest.split('/');
  const isFull = Boolean(namespace && name) && more.length === 0;
  switch (word) {
    case 'pod': return isFull ? ofPod(text, namespace, name, model) : fail(text, 'expected pod:NAMESPACE/NAME, for example, "pod:shop/cart"');
    case 'serviceaccount': return isFull ? ofAccount(namespace, name, model) : fail(text, 'expected serviceaccount:NAMESPACE/NAME, for example, "serviceaccount:shop/cart"');
    case 'namespace': return namespace && name === undefined ? ofNamespace(namespace, model) : fail(text, 'expected namespace:NAME, for example, "namespace:shop"');
    case 'node': return outside('node', 'a program on a node, which is not in the mesh', false, addressesOf(text, rest));
    case 'external': return outside('external host', 'a host outside of the cluster', true, addressesOf(text, rest));
    default: return ofAddress(text, model);
  }
}

/** Whoever sends requests to a Service of a mesh in ambient mode is taken to be in it. */
function unnamed({ hasAmbient }: MeshModel): MeshSource {
  const text = `a client${hasAmbient ? ' in ambient mode' : ''} that is not named`;
  return source(hasAmbient ? 'ambient' : 'unknown', 'client', text, { identity: undefined });
}

function fail(text: string, problem: string): never {
  throw new InputError(`source ${quoted(text)}: ${problem}`);
}

function addressesOf(text: string, address: string): string[] | undefined {
  if (address === '') return undefined;
  const ip = parseIp(address);
  return ip ? [ip.text] : fail(text, `${quoted(address)} is not an IP address; expected, for example, 203.0.113.7 or 2001:db8::7`);
}

function source(kind: ClientKind, description: string, text: string, more: Partial<MeshSource> & Pick<MeshSource, 'identity'>): MeshSource {
  return { kind, description, isOutside: false, ...more, step: { kind: 'source', text, ...more.step } };
}

function outside(description: string, text: string, isOutside: boolean, addresses?: readonly string[]): MeshSource {
  return source('plain', description, addresses ? `${text}, ${addresses.join()}` : text, { identity: 'none', addresses, isOutside });
}

function ofPod(text: string, namespace: string, name: string, model: MeshModel): MeshSource {
  const { mesh, cluster } = model;
  const inNamespace = mesh.workloads.filter(({ workload }) => workload.namespace === namespace);
  const pod = cluster.pods.get(`${namespace}/${name}`);
  const addresses = pod?.addresses.map(({ text: address }) => address);
  const workload = inNamespace.find(each => each.workload.name === name) ?? longest(inNamespace.filter(each => isPodOf(each, name)));
  if (workload) return ofWorkload(workload, `pod ${namespace}/${name}`, model, addresses);
  const known = mesh.workloads.map(each => `${each.workload.namespace}/${each.workload.name}`);
  const isThere = pod ? 'the input has its Pod, but not its labels' : 'the input has neither a Pod nor a workload of that name';
  return fail(text, `there is no pod ${namespace}/${name}: ${isThere}${didYouMean(`${namespace}/${name}`, known)}`);
}

/** Of `web` and `web-next`, the longer name is the one that is meant by `web-next-5d4f9c-x7k2p`. */
function longest(workloads: readonly MeshWorkload[]): MeshWorkload | undefined {
  return [...workloads].sort((a, b) => b.workload.name.length - a.workload.name.length).at(0);
}

/** What controllers put behind the name of what they run pods for. */
const SUFFIXES: Readonly<Record<string, RegExp>> = {
  Deployment: /^-[a-z0-9]{1,10}-[a-z0-9]{5}$/,
  StatefulSet: /^-\d+$/,
  Pod: /^$/,
};

function isPodOf({ workload: { kind, name } }: MeshWorkload, podName: string): boolean {
  if (!podName.startsWith(name)) return false;
  const suffix = Object.hasOwn(SUFFIXES, kind) ? SUFFIXES[kind] : /^-[a-z0-9]{5}$/;
  return suffix.test(podName.slice(name.length));
}

function ofAddress(text: string, model: MeshModel): MeshSource {
  const ip = parseIp(text.trim());
  if (!ip) return fail(text, `expected ${SOURCE_FORMS}`);
  const pod = [...model.cluster.pods.values()].find(({ addresses }) => addresses.some(address => address.text === ip.text));
  return pod ? ofPod(text, pod.namespace, pod.name, model) : fail(text, 'no Pod of the input has the address; for a host outside of the cluster write external:ADDRESS');
}

/** Who a workload is to others, and how it takes part. */
export function ofWorkload(each: MeshWorkload, description: string, { mesh }: MeshModel, addresses?: readonly string[]): MeshSource {
  const { workload, isCaptured, isInjected, isEnrolled } = each;
  const kind = isInjected ? 'sidecar' : isCaptured ? 'ambient' : 'plain';
  const identity: Identity = { namespace: workload.namespace, serviceAccount: workload.serviceAccount };
  const byNamespace = mesh.namespace(workload.namespace).mode === 'ambient' ? `by a label of Namespace ${workload.namespace}` : 'by a label of its own';
  const how = {
    sidecar: `with a sidecar, as ${principalOf(identity)}`,
    ambient: `in ambient mode ${byNamespace}, as ${principalOf(identity)}`,
    plain: isEnrolled ? 'on the network of its node, which is never in the mesh' : 'not in the mesh',
  }[kind];
  return source(kind, description, `${description}, ${how}`, {
    namespace: workload.namespace,
    labels: workload.podLabels,
    identity: kind === 'plain' ? 'none' : identity,
    addresses,
    step: { kind: 'source', object: workload.description, text: `${description}, ${how}`, source: workload.source },
  });
}

function ofAccount(namespace: string, serviceAccount: string, model: MeshModel): MeshSource {
  const workloads = model.mesh.workloads.filter(({ workload }) => workload.namespace === namespace && workload.serviceAccount === serviceAccount);
  const description = `service account ${namespace}/${serviceAccount}`;
  // What runs with the account shows how it takes part, where all do so in one way.
  const sources = workloads.map(each => ofWorkload(each, `pod ${namespace}/${each.workload.name}`, model));
  const kinds = new Set(sources.map(({ kind }) => kind));
  const kind = kinds.size === 1 ? [...kinds][0] : workloads.length === 0 && model.mesh.isAmbient(namespace) ? 'ambient' : 'unknown';
  const identity: MeshSource['identity'] = kind === 'plain' ? 'none' : kind === 'unknown' ? undefined : { namespace, serviceAccount };
  const how = { ambient: 'in ambient mode', sidecar: 'with a sidecar', plain: 'not in the mesh', gateway: '', unknown: 'of which it is not known whether it is in the mesh' }[kind];
  return source(kind, description, `a pod with the ${description}, ${how}`, { namespace, ...sources.length === 1 && { labels: sources[0].labels }, identity });
}

function ofNamespace(namespace: string, { mesh }: MeshModel): MeshSource {
  const { mode, isInjected } = mesh.namespace(namespace);
  const description = `pod of Namespace ${namespace}`;
  // Its service account is not known, but its namespace is.
  if (isInjected) return source('sidecar', description, `a ${description}, with a sidecar`, { namespace, identity: { namespace } });
  if (mode === 'ambient') return source('ambient', description, `a ${description}, in ambient mode`, { namespace, identity: { namespace } });
  return source('plain', description, `a ${description}, not in the mesh`, { namespace, identity: 'none' });
}
