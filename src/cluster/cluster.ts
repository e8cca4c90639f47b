import { Entry, objectKey, put, SourcedObject } from './entries';
import {
  GatewayApiDefinition, GatewayApiObject, Namespace, readGatewayApiDefinition, readGatewayApiObject, readNamespace,
} from './gateway-api/gateway-api-objects';
import { IngressClass, readIngressClass, SmallConfigMap, readSmallConfigMap } from './ingress/ingress-objects';
import { IgnoringObject, readIgnoringObject } from './inventory/ignoring-object';
import { describeReference } from './inventory/object-reference';
import { KINDS, readingOf } from './kinds';
import { MeshObject, readMeshObject } from './mesh/mesh-objects';
import { CompleteCluster, completeCluster, PlanningOptions } from './planned/complete';
import { ClusterOptions } from './software-objects';
import { StatedCluster } from './stated-cluster';
import { ownerOfPod, readAnyWorkload, readWorkload, Workload } from './workloads/workload';
import { fieldError, SourceLocation } from '../base/errors';
import { groupOf } from '../base/objects/api-version';
import { isPlainObject, PlainObject } from '../base/objects/fields';
import { isNoneOfKind } from '../base/objects/lists';
import { ObjectLocation } from '../input/location';
import { isInstallerFile } from '../programs/distributions/recognize';

/**
 * A cluster as its objects show it: those that it has (`add`), and those that are to be applied to it (`apply`), each read once and
 * reduced to what matters. They come one by one and in any order, so that a large dump never has to be held as a whole.
 */
export class Cluster extends StatedCluster {
  /**
   * The cluster of objects that it has, with others laid over them.
   *
   * @throws InputError where an object is wrong
   */
  public static of(objects: Iterable<SourcedObject>, desired: Iterable<SourcedObject> = [], options: ClusterOptions = {}): Cluster {
    const cluster = new Cluster(options);
    for (const { object, source } of desired) cluster.apply(object, source);
    for (const { object, source } of objects) cluster.add(object, source);
    return cluster;
  }

  /** By their description, as in `Deployment shop/web`. */
  public readonly workloads = new Map<string, Workload>();
  /** By their description, as in `HTTPRoute shop/cart`. */
  public readonly gatewayApiObjects = new Map<string, GatewayApiObject>();
  /** The CustomResourceDefinitions of Gateway API, by their names. */
  public readonly gatewayApiDefinitions = new Map<string, GatewayApiDefinition>();
  /** What says how a mesh treats traffic, by group and description: `networking.istio.io VirtualService shop/cart`. */
  public readonly meshObjects = new Map<string, MeshObject>();
  /** As they are, right or wrong: one that a controller can't use does not keep it from the others. */
  public readonly ingresses: SourcedObject[] = [];
  public readonly ingressClasses = new Map<string, IngressClass>();
  /** ConfigMaps of a few short values, such as settings and headers, by `namespace/name`. */
  public readonly smallConfigMaps = new Map<string, SmallConfigMap>();
  public readonly namespaces = new Map<string, Namespace>();
  /** The names of Secrets, as in `shop/tls`; nothing else of them is kept. */
  public readonly secrets = new Set<string>();
  /** The keys of ConfigMaps, whatever they hold, by `namespace/name`. */
  public readonly configMapKeys = new Map<string, ReadonlySet<string>>();
  /** What the ports of Services speak, where they say so: `kubernetes.io/h2c`, by `namespace/name:port`. */
  public readonly appProtocols = new Map<string, string>();

  /** For each owner of Pods, one of them; by the description of the owner. */
  private readonly ownedPods = new Map<string, Workload>();
  /** Which objects are desired, with the place of each. */
  private readonly desired = new Map<string, SourceLocation | undefined>();
  /** Kinds by their groups, as in `/Node`, of which the input has an empty list. */
  private readonly none = new Set<string>();
  /** By their description: those whose annotation names findings that do not count. */
  private readonly annotated = new Map<string, IgnoringObject>();

  /**
   * Takes in an object of the cluster, or a manifest beside it that no API server has stored yet; kinds without a meaning here are
   * passed over, and so is what a desired object takes the place of.
   *
   * @throws InputError where the object is wrong, or another one of its kind and name is there already
   */
  public add(object: PlainObject, source?: SourceLocation): void {
    this.take({ object, source, layer: 'live' });
  }

  /**
   * Lays an object over the cluster, as `kubectl apply` would, whatever fields it has already: it takes the place of the one of its kind
   * and name. A Service keeps the addresses and ports that the cluster has given it.
   *
   * @throws InputError as with `add`
   */
  public apply(object: PlainObject, source?: SourceLocation): void {
    this.take({ object, source, layer: 'desired' });
  }

  /**
   * The cluster with all that is still open filled in. What is added afterwards does not count.
   *
   * @throws InputError where the API server would refuse an object, or an option is wrong
   */
  public complete(options: PlanningOptions = {}): CompleteCluster {
    return completeCluster(this, { drafts: this.drafts, workloads: [...this.workloads.values()], endpoints: this.endpoints }, options);
  }

  /** Whether the input shows that there is nothing of a kind, by its group, as in `/Node`: it has an empty list of that kind alone. */
  public hasNone(groupAndKind: string): boolean {
    return this.none.has(groupAndKind);
  }

  /** The objects whose annotation names findings that do not count. */
  public get ignoring(): readonly IgnoringObject[] {
    return [...this.annotated.values()];
  }

  private take(entry: Entry): void {
    const { object, source, layer } = entry;
    if ((layer === 'live' && this.takesFile(entry)) || this.takesValues(entry)) return;
    const { kind, apiVersion } = object;
    if (typeof kind !== 'string' || kind === '') throw fieldError(object, 'kind', NO_OBJECT, source);
    if (typeof apiVersion !== 'string' || apiVersion === '') throw fieldError(object, 'apiVersion', NO_OBJECT, source);
    if (isNoneOfKind(object)) {
      this.none.add(`${groupOf(apiVersion)}/${kind.slice(0, -'List'.length)}`);
      return;
    }
    const { groupAndKind, takes, mayBeEvidence } = readingOf(apiVersion, kind, this.options.rulesetsOnly === true);
    if (layer === 'live' && mayBeEvidence) this.evidence.offer(object, source instanceof ObjectLocation ? source : undefined);
    if (!takes) return;
    this.noteAnnotation(entry, groupAndKind);
    if (layer === 'desired' || this.desired.size > 0) {
      const key = objectKey(groupAndKind, object);
      if (layer === 'desired') {
        for (const take of takes) this[take]({ ...entry, replaces: !this.desired.has(key) });
        this.desired.set(key, source);
        return;
      }
      if (this.desired.has(key)) {
        this.takeReplaced(groupAndKind, entry);
        return;
      }
    }
    for (const take of takes) this[take](entry);
  }

  /** Whether it is a file with settings of an installer, and not an object. */
  private takesFile({ object, source }: Entry): boolean {
    if (object.kind !== undefined || object.apiVersion !== undefined) return false;
    const file = { name: source instanceof ObjectLocation ? source.origin : '', document: object };
    if (!isInstallerFile(file)) return false;
    this.evidence.offerFile(file, source instanceof ObjectLocation ? source : undefined);
    return true;
  }

  /** The annotation of a desired object counts instead of that of the one that it takes the place of. */
  private noteAnnotation({ object, source, layer }: Entry, groupAndKind: string): void {
    const ignoring = readIgnoringObject(object, source);
    if (!ignoring && layer === 'live') return;
    const key = objectKey(groupAndKind, object);
    if (layer === 'live' && this.desired.has(key)) return;
    if (ignoring) this.annotated.set(key, ignoring);
    else if (layer === 'desired') this.annotated.delete(key);
  }

  /** What a desired object takes the place of shows what the cluster has given it, and what the cluster is today. */
  private takeReplaced(groupAndKind: string, entry: Entry): void {
    const { object, source } = entry;
    if (groupAndKind === '/Service') this.takeReplacedService(entry);
    for (const take of KINDS[groupAndKind]!) if (take === 'takeConfiguration' || take === 'keep') this[take](entry);
    const workload = groupAndKind === 'apps/DaemonSet' ? readWorkload(object, source) : undefined;
    if (workload) this.kubeProxies.live.offerDaemonSet(workload, object);
  }

  private takeWorkload(entry: Entry): void {
    const workload = readWorkload(entry.object, entry.source);
    if (!workload) {
      if (!this.options.rulesetsOnly) this.takeOwnedPod(entry);
      return;
    }
    if (!put(this.workloads, workload.description, workload, entry)) return;
    this.kubeProxies[entry.layer].offerDaemonSet(workload, entry.object);
  }

  /** The pods of an owner are alike: one of them is enough. */
  private takeOwnedPod({ object, source }: Entry): void {
    const owner = ownerOfPod(object);
    const { namespace = 'default' } = isPlainObject(object.metadata) ? object.metadata : {} as PlainObject;
    const key = owner && `${owner.kind} ${String(namespace)}/${owner.name}`;
    if (key === undefined || this.ownedPods.has(key)) return;
    const pod = readAnyWorkload(object, source);
    if (pod) this.ownedPods.set(key, { ...pod, kind: owner!.kind, name: owner!.name, description: key });
  }

  /** What runs pods of the input without being in it itself, as one of its pods shows it. */
  public get absentOwners(): readonly Workload[] {
    return [...this.ownedPods].filter(([key, { kind, namespace, name }]) => {
      // A ReplicaSet has the name of its Deployment, and a hash behind it.
      const deployment = kind === 'ReplicaSet' ? /^(.+)-[a-z0-9]+$/.exec(name)?.[1] : undefined;
      return !this.workloads.has(key) && (deployment === undefined || !this.workloads.has(`Deployment ${namespace}/${deployment}`));
    }).map(([, workload]) => workload);
  }

  private takeGatewayApiObject(entry: Entry): void {
    const object = readGatewayApiObject(entry.object, entry.source);
    put(this.gatewayApiObjects, describeReference(object), object, entry);
  }

  private takeDefinition(entry: Entry): void {
    const definition = readGatewayApiDefinition(entry.object, entry.source);
    this.cilium.takeDefinition(entry.object);
    if (definition) put(this.gatewayApiDefinitions, definition.name, definition, entry);
  }

  private takeMesh(entry: Entry): void {
    const object = readMeshObject(entry.object, entry.source);
    put(this.meshObjects, `${object.group} ${describeReference(object)}`, object, entry);
  }

  private takeIngress({ object, source, replaces }: Entry): void {
    const key = objectKey('networking.k8s.io/Ingress', object);
    const at = this.ingresses.findIndex(other => replaces && objectKey('networking.k8s.io/Ingress', other.object) === key);
    if (at >= 0) this.ingresses.splice(at, 1);
    this.ingresses.push({ object, source });
  }

  private takeIngressClass(entry: Entry): void {
    const ingressClass = readIngressClass(entry.object, entry.source);
    put(this.ingressClasses, ingressClass.name, ingressClass, entry);
  }

  private takeSmallConfigMap({ object, source }: Entry): void {
    const configMap = readSmallConfigMap(object, source);
    if (configMap) this.smallConfigMaps.set(`${configMap.namespace}/${configMap.name}`, configMap);
  }

  private takeNamespace(entry: Entry): void {
    const namespace = readNamespace(entry.object, entry.source);
    put(this.namespaces, namespace.name, namespace, entry);
  }

  private takeSecretName({ object: { metadata } }: Entry): void {
    const { namespace = 'default', name } = isPlainObject(metadata) ? metadata : {} as PlainObject;
    if (typeof name === 'string') this.secrets.add(`${String(namespace)}/${name}`);
  }

  private takeConfigMapKeys({ object: { metadata, data, binaryData } }: Entry): void {
    const { namespace = 'default', name } = isPlainObject(metadata) ? metadata : {} as PlainObject;
    const keys = [data, binaryData].flatMap(each => Object.keys(isPlainObject(each) ? each : {}));
    if (typeof name === 'string') this.configMapKeys.set(`${String(namespace)}/${name}`, new Set(keys));
  }

  private takeAppProtocols({ object: { metadata, spec } }: Entry): void {
    const { namespace = 'default', name } = isPlainObject(metadata) ? metadata : {} as PlainObject;
    for (const port of isPlainObject(spec) && Array.isArray(spec.ports) ? spec.ports : []) {
      if (isPlainObject(port) && typeof port.appProtocol === 'string') this.appProtocols.set(`${String(namespace)}/${String(name)}:${String(port.port)}`, port.appProtocol);
    }
  }
}

/** What is said of a mapping that is not an object at all, such as an error message that was written to a file. */
const NO_OBJECT = 'is missing; expected a Kubernetes object, for example, with apiVersion: v1 and kind: Service';
