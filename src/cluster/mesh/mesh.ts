import { MeshObject } from './mesh-objects';
import { admits, labelsOf, matchesSelector, takesTraffic, Waypoint, waypointsOf } from './waypoint';
import { isPlainObject, PlainObject } from '../../base/objects/fields';
import { ISTIO, ROOT_NAMESPACE } from '../../programs/istio/names';
import { Cluster } from '../cluster';
import { Namespace } from '../gateway-api/gateway-api-objects';
import { isSelected, Workload } from '../workloads/workload';

/** A namespace with what its labels ask of the mesh. */
export interface MeshNamespace {
  readonly name: string;
  /** The Namespace; undefined where only its objects are in the input. */
  readonly object?: Namespace;
  readonly labels: Readonly<Record<string, string>>;
  /** The value of `istio.io/dataplane-mode`, whatever it is. */
  readonly mode?: string;
  /** Whether its pods get a sidecar, unless they say otherwise. */
  readonly isInjected: boolean;
}

/** What runs pods, with what the mesh makes of them. */
export interface MeshWorkload {
  readonly workload: Workload;
  /** Whether labels enroll its pods. */
  readonly isEnrolled: boolean;
  /** Whether its pods get a sidecar. */
  readonly isInjected: boolean;
  /** Whether ztunnel serves its pods: enrolled, and neither with a sidecar nor in the network of the node. */
  readonly isCaptured: boolean;
}

/** The waypoint that an object has. */
export interface WaypointUse {
  /** `NAMESPACE/NAME` as the labels say. */
  readonly namespace: string;
  readonly name: string;
  /** Whether the label is on the object itself, or on its namespace. */
  readonly by: 'object' | 'namespace';
  /** Undefined where there is no such waypoint. */
  readonly waypoint?: Waypoint;
  /** Whether traffic goes through it: it is there, takes traffic of this kind, and admits the namespace. */
  readonly isBound: boolean;
}

/** What the objects of a cluster say about a mesh in ambient mode. */
export class Mesh {
  public readonly waypoints: readonly Waypoint[];
  public readonly namespaces: ReadonlyMap<string, MeshNamespace>;
  public readonly workloads: readonly MeshWorkload[];
  public readonly services: readonly MeshObject[];
  public readonly rootNamespace = ROOT_NAMESPACE;

  constructor(public readonly cluster: Cluster) {
    this.waypoints = waypointsOf(cluster);
    this.namespaces = this.readNamespaces();
    this.workloads = [...cluster.workloads.values(), ...cluster.absentOwners].map(workload => this.readWorkload(workload));
    this.services = this.ofKind('', 'Service');
  }

  /** The objects of a kind. */
  public ofKind(group: string, kind: string): MeshObject[] {
    return [...this.cluster.meshObjects.values()].filter(object => object.kind === kind && object.group === group);
  }

  public namespace(name: string): MeshNamespace {
    return this.namespaces.get(name) ?? { name, labels: {}, isInjected: false };
  }

  /** Whether a namespace has pods in the mesh, or labels that enroll all that come. */
  public isAmbient(namespace: string): boolean {
    return this.namespace(namespace).mode === 'ambient' || this.workloads.some(({ workload, isEnrolled }) => isEnrolled && workload.namespace === namespace);
  }

  /** The workloads that labels enroll, of a namespace or of all. */
  public captured(namespace?: string): MeshWorkload[] {
    return this.workloads.filter(({ isCaptured, workload }) => isCaptured && (namespace === undefined || workload.namespace === namespace));
  }

  /** The workloads that a Service selects. */
  public workloadsOf({ namespace = 'default', object }: MeshObject): MeshWorkload[] {
    const selector = isPlainObject(object.spec) && isPlainObject(object.spec.selector) ? object.spec.selector : {};
    return this.workloads.filter(({ workload }) => isSelected(workload, namespace, selector));
  }

  public servicesOf({ workload }: MeshWorkload): MeshObject[] {
    return this.services.filter(({ namespace = 'default', object: { spec } }) => {
      return isSelected(workload, namespace, isPlainObject(spec) && isPlainObject(spec.selector) ? spec.selector : {});
    });
  }

  public service(namespace: string, name: string): MeshObject | undefined {
    return this.services.find(service => service.name === name && service.namespace === namespace);
  }

  /** The waypoint for what is addressed to a Service or ServiceEntry: pilot/pkg/serviceregistry/ambient/waypoints.go of Istio. */
  public waypointOfService({ namespace = 'default', object }: MeshObject): WaypointUse | undefined {
    return this.waypointUse(labelsOf(object), namespace, 'service');
  }

  /** The waypoint for what is addressed to pods themselves. */
  public waypointOfWorkload({ workload: { podLabels, namespace } }: MeshWorkload): WaypointUse | undefined {
    return this.waypointUse(podLabels as Readonly<Record<string, string>>, namespace, 'workload');
  }

  /** The waypoints that requests to a workload can come through. */
  public waypointsBefore(workload: MeshWorkload): Waypoint[] {
    const uses = [this.waypointOfWorkload(workload), ...this.servicesOf(workload).map(service => this.waypointOfService(service))];
    return [...new Set(uses.flatMap(use => use?.isBound && use.waypoint ? [use.waypoint] : []))];
  }

  /** What labels of an object, or else those of its namespace, name. */
  public waypointUse(own: Readonly<Record<string, string>>, namespace: string, type: 'service' | 'workload'): WaypointUse | undefined {
    const onObject = own[ISTIO.useWaypoint] !== undefined;
    const labels = onObject ? own : this.namespace(namespace).labels;
    const name = labels[ISTIO.useWaypoint];
    if (name === undefined || name === 'none') return undefined;
    const of = labels[ISTIO.useWaypointNamespace] ?? namespace;
    const waypoint = this.waypoints.find(each => each.name === name && each.namespace === of);
    const isBound = waypoint !== undefined && takesTraffic(waypoint, type) && admits(waypoint, namespace, this.namespace(namespace).object) !== false;
    return { namespace: of, name, by: onObject ? 'object' : 'namespace', waypoint, isBound };
  }

  /** The workloads that a policy selects at ztunnels and sidecars: by labels in its namespace, all of it, or all of the mesh from the root namespace. */
  public selectedBy({ namespace = 'default', object }: MeshObject): MeshWorkload[] {
    const selector = isPlainObject(object.spec) ? object.spec.selector : undefined;
    return this.workloads.filter(({ workload }) => (namespace === this.rootNamespace || workload.namespace === namespace)
      && matchesSelector(selector, workload.podLabels));
  }

  /** Whether a policy of a namespace is about pods in ambient mode; in the root namespace it is about those of all. */
  public concernsAmbient(policy: MeshObject): boolean {
    const { namespace = 'default', object } = policy;
    const hasSelector = isPlainObject(object.spec) && isPlainObject(object.spec.selector);
    const selected = this.selectedBy(policy);
    if (selected.some(({ isCaptured }) => isCaptured)) return true;
    // Pods may be missing in the input: what selects nothing that is there is judged by the labels of namespaces.
    if (hasSelector && selected.length > 0) return false;
    if (namespace === this.rootNamespace) return [...this.namespaces.values()].some(({ mode }) => mode === 'ambient');
    return this.namespace(namespace).mode === 'ambient';
  }

  private readNamespaces(): Map<string, MeshNamespace> {
    return new Map([...this.cluster.namespaces.values()].map(object => {
      const labels = object.labels as Readonly<Record<string, string>>;
      const isInjected = labels[ISTIO.injection] === 'enabled' || (labels[ISTIO.injection] === undefined && labels[ISTIO.revision] !== undefined);
      return [object.name, { name: object.name, object, labels, mode: labels[ISTIO.dataplaneMode], isInjected }];
    }));
  }

  private readWorkload(workload: Workload): MeshWorkload {
    const namespace = this.namespace(workload.namespace);
    const mode = workload.podLabels[ISTIO.dataplaneMode];
    const isEnrolled = mode === 'ambient' || (namespace.mode === 'ambient' && mode !== 'none');
    const inject = workload.podLabels[ISTIO.injectPod] ?? workload.podAnnotations[ISTIO.injectPod];
    const hasSidecar = workload.podAnnotations[ISTIO.sidecarStatus] !== undefined || workload.containers.some(({ name }) => name === 'istio-proxy');
    // The webhook does not ask whether a namespace is in ambient mode: manifests/charts/istio-control/istio-discovery/templates/mutatingwebhook.yaml.
    const isInjected = hasSidecar || inject === 'true' || (inject !== 'false' && namespace.isInjected);
    return { workload, isEnrolled, isInjected, isCaptured: isEnrolled && !isInjected && !workload.hostNetwork };
  }
}

/** `spec` of an object; an empty one where it has none. */
export function specOf({ object: { spec } }: { readonly object: PlainObject }): PlainObject {
  return isPlainObject(spec) ? spec : {};
}
