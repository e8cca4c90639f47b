import { EndpointSlice, readEndpointSlice } from './endpoint-slice';
import { Node, readNode } from './node';
import { Pod, readPod } from './pod';
import { readService, Service } from './service';
import { readServiceCidr, ServiceCidr } from './service-cidr';
import { InputError, objectError, quoted, SourceLocation } from '../../base/errors';
import { PlainObject } from '../../base/objects/fields';
import { didYouMean } from '../../base/text/suggest';

/**
 * The objects that decide a ruleset, read and reduced to what kube-proxy takes from them. Objects are added one
 * by one, so that a large dump never has to be held as a whole.
 */
export class ClusterState {
  /** By name. */
  public readonly nodes = new Map<string, Node>();
  /** By `namespace/name`. */
  public readonly services = new Map<string, Service>();
  /** By `namespace/name` of the Service that they belong to. */
  public readonly endpointSlices = new Map<string, EndpointSlice[]>();
  /** By name. */
  public readonly serviceCidrs = new Map<string, ServiceCidr>();
  /** The pods that have an address, by `namespace/name`. They decide no rule, but tell whose traffic is meant. */
  public readonly pods = new Map<string, Pod>();

  /** By `namespace/name`. */
  private readonly slicesByName = new Map<string, EndpointSlice>();

  /**
   * Takes an object in. A kind that has no meaning for the ruleset is passed over.
   *
   * @returns whether the object's kind has a meaning here
   * @throws InputError where the object is wrong, or one of its kind and name is there already
   */
  public add(object: PlainObject, source?: SourceLocation): boolean {
    const kind = typeof object.kind === 'string' && Object.hasOwn(KINDS, object.kind) ? KINDS[object.kind] : undefined;
    if (object.kind === 'Pod' && isOfGroup(object.apiVersion, '')) this.addPod(object);
    if (!kind || !isOfGroup(object.apiVersion, kind.group)) return false;
    const other = kind.take(this, object, source);
    if (other) throw duplicateError(object, source, other.source);
    return true;
  }

  /** @returns the slice of this name that is there already */
  public addEndpointSlice(slice: EndpointSlice): EndpointSlice | undefined {
    if (slice.service !== '') {
      const key = `${slice.namespace}/${slice.service}`;
      const slices = this.endpointSlices.get(key);
      if (slices) slices.push(slice);
      else this.endpointSlices.set(key, [slice]);
    }
    return putNew(this.slicesByName, `${slice.namespace}/${slice.name}`, slice);
  }

  private addPod(object: PlainObject): void {
    const pod = readPod(object);
    if (pod) this.pods.set(`${pod.namespace}/${pod.name}`, pod);
  }

  /**
   * The Node of a name.
   *
   * @throws InputError that lists the Nodes that there are
   */
  public node(name: string): Node {
    const node = this.nodes.get(name);
    if (!node) throw new InputError(`there is no Node ${quoted(name)}: the input has ${listed([...this.nodes.keys()].sort(), name)}`);
    return node;
  }
}

/** Two objects of one kind, namespace and name: which of them counts is for nobody to guess. */
export function duplicateError(object: PlainObject, source: SourceLocation | undefined, other: SourceLocation | undefined): InputError {
  return objectError(object, `there are two objects of this name${other === undefined ? '' : ` (the other: ${other.toString()})`}`, source);
}

function listed(names: readonly string[], wanted: string): string {
  const MOST = 20;
  if (names.length === 0) return 'none';
  return names.length > MOST ? `${names.slice(0, MOST).join(', ')} and ${names.length - MOST} more${didYouMean(wanted, names)}` : names.join(', ');
}

interface Intake {
  readonly group: string;
  /** Reads an object into the state and answers with one of its name that is there already. */
  readonly take: (state: ClusterState, object: PlainObject, source?: SourceLocation) => { readonly source?: SourceLocation } | undefined;
}

const KINDS: { readonly [kind: string]: Intake } = {
  Node: {
    group: '',
    take: (state, object, source) => {
      const node = readNode(object, source);
      return putNew(state.nodes, node.name, node);
    },
  },
  Service: {
    group: '',
    take: (state, object, source) => {
      const service = readService(object, source);
      return putNew(state.services, `${service.namespace}/${service.name}`, service);
    },
  },
  EndpointSlice: {
    group: 'discovery.k8s.io',
    take: (state, object, source) => state.addEndpointSlice(readEndpointSlice(object, source)),
  },
  ServiceCIDR: {
    group: 'networking.k8s.io',
    take: (state, object, source) => {
      const serviceCidr = readServiceCidr(object, source);
      return putNew(state.serviceCidrs, serviceCidr.name, serviceCidr);
    },
  },
};

/** The kinds that a ruleset is made from. */
export const CLUSTER_KINDS: readonly string[] = Object.keys(KINDS);

/** Adds an entry unless its key is taken; answers with the value that has it. */
function putNew<T>(map: Map<string, T>, key: string, value: T): T | undefined {
  const present = map.get(key);
  if (present === undefined) map.set(key, value);
  return present;
}

/** Whether an apiVersion, as in `v1` or `discovery.k8s.io/v1`, is of the group; the core group is empty. */
function isOfGroup(apiVersion: unknown, group: string): boolean {
  if (typeof apiVersion !== 'string') return false;
  return group === '' ? !apiVersion.includes('/') : apiVersion.startsWith(`${group}/`);
}
