import { duplicateError, Entry, Layer, objectKey, put, SourcedObject } from './entries';
import { NodeFacts } from './facts/node-facts';
import { NodeFactsSet } from './facts/node-facts-set';
import {
  GatewayApiDefinition, GatewayApiObject, Namespace, readGatewayApiDefinition, readGatewayApiObject, readNamespace,
} from './gateway-api/gateway-api-objects';
import { HelmObjects } from './helm/helm-objects';
import { HelmValues } from './helm/helm-values';
import { IgnoringObject, readIgnoringObject } from './inventory/ignoring-object';
import { describeReference, ObjectReference, readReference } from './inventory/object-reference';
import { KEPT } from './kept';
import { KINDS } from './kinds';
import { FoundConfiguration, KubeProxyObjects } from './kube-proxy/kube-proxy-objects';
import { MeshObject, readMeshObject } from './mesh/mesh-objects';
import { admitEndpointSlice } from './planned/admission';
import { adopt } from './planned/adopt';
import { CompleteCluster, completeCluster, PlanningOptions } from './planned/complete';
import { ServiceDraft } from './planned/service-drafts';
import { isStored } from './planned/stored';
import { EndpointSlice, readEndpointSlice } from './served/endpoint-slice';
import { Node, readNode } from './served/node';
import { Pod, readPod } from './served/pod';
import { ServedCluster } from './served/served-cluster';
import { readService, Service } from './served/service';
import { readServiceCidr, ServiceCidr } from './served/service-cidr';
import { readWorkload, Workload } from './workloads/workload';
import { fieldError, InputError, SourceLocation } from '../base/errors';
import { groupOf } from '../base/objects/api-version';
import { isEqual } from '../base/objects/equal';
import { isPlainObject, PlainObject } from '../base/objects/fields';
import { Version } from '../base/version/version';
import { ObjectLocation } from '../input/location';
import { parseYamlDocument } from '../input/yaml';
import { noCalicoVersion, parseCalicoVersion } from '../programs/calico/calico-version';
import { Evidence, InstallerFile } from '../programs/distributions/evidence';
import { isInstallerFile, Recognition, recognize } from '../programs/distributions/recognize';

/** An object that is kept as a whole. */
export interface KeptObject {
  readonly object: PlainObject;
  readonly reference: ObjectReference;
}

export interface KeptConfigMap extends KeptObject {
  /** The key that counts. */
  readonly key: string;
}

/**
 * A cluster as its objects show it: those that it has (`add`), and those that are to be applied to it (`apply`), each read once and
 * reduced to what matters. They come one by one and in any order, so that a large dump never has to be held as a whole.
 */
export class Cluster implements ServedCluster {
  /**
   * The cluster of objects that it has, with others laid over them.
   *
   * @throws InputError where an object is wrong
   */
  public static of(objects: Iterable<SourcedObject>, desired: Iterable<SourcedObject> = []): Cluster {
    const cluster = new Cluster();
    for (const { object, source } of desired) cluster.apply(object, source);
    for (const { object, source } of objects) cluster.add(object, source);
    return cluster;
  }

  public readonly nodes = new Map<string, Node>();
  /** As they stand; what an API server would add to those that it has not stored yet, only the completion has. */
  public readonly services = new Map<string, Service>();
  public readonly endpointSlices = new Map<string, readonly EndpointSlice[]>();
  public readonly serviceCidrs = new Map<string, ServiceCidr>();
  public readonly pods = new Map<string, Pod>();
  /** By their description, as in `Deployment shop/web`. */
  public readonly workloads = new Map<string, Workload>();
  /** By their description, as in `HTTPRoute shop/cart`. */
  public readonly gatewayApiObjects = new Map<string, GatewayApiObject>();
  /** The CustomResourceDefinitions of Gateway API, by their names. */
  public readonly gatewayApiDefinitions = new Map<string, GatewayApiDefinition>();
  /** What says how a mesh treats traffic, by group and description: `networking.istio.io VirtualService shop/cart`. */
  public readonly meshObjects = new Map<string, MeshObject>();
  public readonly namespaces = new Map<string, Namespace>();
  /** The names of Secrets, as in `shop/tls`; nothing else of them is kept. */
  public readonly secrets = new Set<string>();

  /** By `namespace/name`. */
  private readonly slicesByName = new Map<string, EndpointSlice>();
  private readonly drafts = new Map<string, ServiceDraft>();
  /** Endpoints that no API server has stored yet: of the others it has made EndpointSlices. */
  private readonly endpoints = new Map<string, ServiceDraft>();
  /** The Services of the cluster that desired ones are laid over. */
  private readonly replaced = new Map<string, Service>();
  /** Which objects are desired, with the place of each. */
  private readonly desired = new Map<string, SourceLocation | undefined>();
  private readonly kubeProxies: Record<Layer, KubeProxyObjects> = { live: new KubeProxyObjects(), desired: new KubeProxyObjects() };
  private readonly kept: Record<Layer, Map<string, KeptObject>> = { live: new Map<string, KeptObject>(), desired: new Map<string, KeptObject>() };
  /** By their description: those whose annotation names findings that do not count. */
  private readonly annotated = new Map<string, IgnoringObject>();
  private calicoVersion?: Version;
  private facts?: NodeFactsSet;
  private planned?: FoundConfiguration;
  private readonly evidence = new Evidence();
  private readonly helm = new HelmObjects();
  private distributionId?: string;

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

  /** Whether it has Services that an API server has stored, and is not just the manifests of an app. */
  public get hasStoredServices(): boolean {
    return this.services.size > this.drafts.size;
  }

  /** Whether a Service is one that no API server has stored yet. */
  public isPlanned({ namespace, name }: Service): boolean {
    return this.drafts.has(`${namespace}/${name}`);
  }

  /**
   * Says which Calico the cluster runs, which comes before what its objects tell.
   *
   * @param text the version, as `3.31` or `v3.31.2`
   * @throws InputError where it names none
   */
  public stateCalicoVersion(text: string): void {
    this.calicoVersion = parseCalicoVersion(text);
    if (!this.calicoVersion) throw new InputError(`Calico version: ${noCalicoVersion(text)}`);
  }

  /** Takes in a file of the cluster's installer that holds no objects. */
  public addFile(file: InstallerFile): void {
    this.evidence.offerFile(file);
  }

  /** The values that Helm charts get: in plain files, and in objects of Flux, Argo CD and k3s. */
  public get helmValues(): readonly HelmValues[] {
    return this.helm.values;
  }

  /** Says whose the cluster is, by the id of a distribution, which comes before what its objects tell. */
  public stateDistribution(id: string): void {
    this.distributionId = id;
  }

  /** Whose the cluster is, and the mode of its kube-proxy, as all of its objects and files show it. */
  public get recognition(): Recognition {
    return recognize(this.evidence, this.distributionId);
  }

  /** Takes in what was found on the nodes themselves; what was taken in before does not count any more. */
  public stateNodeFacts(documents: Iterable<NodeFacts>): void {
    this.facts = new NodeFactsSet(documents);
  }

  /** What was found on the nodes themselves; undefined where nobody looked. */
  public get nodeFacts(): NodeFactsSet | undefined {
    return this.facts;
  }

  /** Calico's version where somebody has said it. */
  public get statedCalicoVersion(): Version | undefined {
    return this.calicoVersion;
  }

  /** Says which configuration kube-proxy is about to get, beside the one that it has. */
  public planKubeProxyConfiguration(configuration: FoundConfiguration): void {
    this.planned = configuration;
  }

  /** The configuration in nftables mode that is about to be applied to a cluster which has one; undefined where none is. */
  public get plannedKubeProxyConfiguration(): FoundConfiguration | undefined {
    const desired = this.kubeProxies.desired.configurationOfFile;
    return this.planned ?? (this.kubeProxies.live.configurationOfFile && desired?.document.mode === 'nftables' ? desired : undefined);
  }

  /**
   * kube-proxy's current configuration. Where a desired one brings kube-proxy to nftables mode, the one that the cluster has stays: rules
   * compare with the current mode, which the new one would hide.
   */
  public get kubeProxyConfiguration(): FoundConfiguration | undefined {
    const [live, desired] = [this.kubeProxies.live.configurationOfFile, this.kubeProxies.desired.configurationOfFile];
    return desired?.document.mode === 'nftables' ? live ?? desired : desired ?? live;
  }

  /** kube-proxy's configuration once everything is applied. */
  public get desiredKubeProxyConfiguration(): FoundConfiguration | undefined {
    return this.kubeProxies.desired.configuration ?? this.kubeProxies.live.configuration;
  }

  /** kube-proxy as it runs today; an app that is looked at alone shows nothing but its own. */
  public get kubeProxy(): KubeProxyObjects {
    const { live, desired } = this.kubeProxies;
    return live.daemonSet || !desired.daemonSet ? live : desired;
  }

  /** The ConfigMap that kube-proxy reads, as the cluster has it today. */
  public get kubeProxyConfigMap(): KeptConfigMap | undefined {
    const { reference, configMap } = this.kubeProxies.live.configurationOfFile ?? this.kubeProxies.desired.configurationOfFile ?? {};
    return reference && configMap ? { ...configMap, reference } : undefined;
  }

  /** kube-proxy's DaemonSet as a whole, as the cluster has it today. */
  public get kubeProxyDaemonSet(): KeptObject | undefined {
    const { daemonSet } = this.kubeProxy;
    return daemonSet && { object: daemonSet.object, reference: daemonSet.workload };
  }

  public get kubeadmConfigMap(): KeptObject | undefined {
    return this.keptObject('ConfigMap kube-system/kubeadm-config');
  }

  /**
   * kubeadm's ClusterConfiguration.
   *
   * @throws InputError where kubeadm's ConfigMap holds something else than YAML
   */
  public get kubeadmClusterConfiguration(): PlainObject | undefined {
    const { object, reference } = this.kubeadmConfigMap ?? {};
    const text = isPlainObject(object?.data) ? object.data.ClusterConfiguration : undefined;
    if (!reference || typeof text !== 'string') return undefined;
    const document = parseYamlDocument(text, `${reference.source === undefined ? '' : `${reference.source.toString()}: `}${describeReference(reference)}, ClusterConfiguration`);
    return isPlainObject(document) ? document : undefined;
  }

  public get ciliumConfigMap(): KeptObject | undefined {
    return this.keptObject('ConfigMap kube-system/cilium-config');
  }

  /**
   * A ConfigMap of a network plugin or a mesh that affects Services or the rules of nodes: the first of these names that exists, each as
   * `NAMESPACE/NAME`.
   */
  public networkConfigMap(...names: readonly string[]): KeptObject | undefined {
    return names.flatMap(name => this.keptObject(`ConfigMap ${name}`) ?? [])[0];
  }

  /** What OpenShift's network operator is told, or else what the cluster was installed with. */
  public get openshiftNetwork(): KeptObject | undefined {
    const kept = ['operator', 'config'].flatMap(group => this.keptObject(`Network ${group}.openshift.io/cluster`) ?? []);
    return kept[0];
  }

  /** The objects whose annotation names findings that do not count. */
  public get ignoring(): readonly IgnoringObject[] {
    return [...this.annotated.values()];
  }

  /** Calico's Installation, where the Tigera operator manages Calico. */
  public get calicoInstallation(): KeptObject | undefined {
    return this.keptObject('Installation default');
  }

  /** Felix's settings for all nodes (`default`) and for single ones (`node.NAME`). */
  public get felixConfigurations(): readonly KeptObject[] {
    const { live, desired } = this.kept;
    return [...new Map([...live, ...desired])].filter(([key]) => key.startsWith('FelixConfiguration ')).map(([, kept]) => kept);
  }

  /** The same cluster without the objects of some kinds that are about to be applied, and these; undefined where there are none. */
  public withoutApplied(kinds: readonly string[]): { readonly cluster: Cluster; readonly applied: readonly ObjectReference[] } | undefined {
    const isOfKind = ({ reference }: KeptObject) => kinds.includes(reference.kind);
    const applied = [...this.kept.desired.values()].filter(isOfKind).map(({ reference }) => reference);
    if (applied.length === 0) return undefined;
    const desired = new Map([...this.kept.desired].filter(([, kept]) => !isOfKind(kept)));
    return { cluster: Object.create(this, { kept: { value: { ...this.kept, desired } } }) as Cluster, applied };
  }

  private keptObject(key: string): KeptObject | undefined {
    return this.kept.desired.get(key) ?? this.kept.live.get(key);
  }

  private take(entry: Entry): void {
    const { object, source, layer } = entry;
    if (this.takesFile(entry)) return;
    for (const field of ['kind', 'apiVersion']) {
      if (typeof object[field] !== 'string' || object[field] === '') throw fieldError(object, field, NO_OBJECT, source);
    }
    if (layer === 'live') this.evidence.offer(object);
    const group = groupOf(object.apiVersion);
    const groupAndKind = `${group}/${String(object.kind)}`;
    const takes = group !== undefined && Object.hasOwn(KINDS, groupAndKind) ? KINDS[groupAndKind] : undefined;
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

  /** Whether it is a file with settings of an installer or with values of a chart, and not an object. */
  private takesFile(entry: Entry): boolean {
    const { object, source, layer } = entry;
    if (object.kind !== undefined || object.apiVersion !== undefined) return false;
    const file = { name: source instanceof ObjectLocation ? source.origin : '', document: object };
    if (layer === 'desired' || !isInstallerFile(file)) return this.helm.takesFile(entry);
    this.evidence.offerFile(file);
    return true;
  }

  /** The annotation of a desired object counts instead of that of the one that it takes the place of. */
  private noteAnnotation({ object, source, layer }: Entry, groupAndKind: string): void {
    const key = objectKey(groupAndKind, object);
    if (layer === 'live' && this.desired.has(key)) return;
    const ignoring = readIgnoringObject(object, source);
    if (ignoring) this.annotated.set(key, ignoring);
    else if (layer === 'desired') this.annotated.delete(key);
  }

  /** What a desired object takes the place of shows what the cluster has given it, and what the cluster is today. */
  private takeReplaced(groupAndKind: string, entry: Entry): void {
    const { object, source } = entry;
    if (groupAndKind === '/Service') {
      const live = readService(object, source);
      const key = `${live.namespace}/${live.name}`;
      this.replaced.set(key, live);
      this.layOver(key, this.drafts.get(key)!, live);
    }
    for (const take of KINDS[groupAndKind]!) if (take === 'takeConfiguration' || take === 'keep') this[take](entry);
    const workload = groupAndKind === 'apps/DaemonSet' ? readWorkload(object, source) : undefined;
    if (workload) this.kubeProxies.live.offerDaemonSet(workload, object);
  }

  private takeNode(entry: Entry): void {
    const node = readNode(entry.object, entry.source);
    put(this.nodes, node.name, node, entry);
  }

  private takeEndpoints({ object, source, layer }: Entry): void {
    if (layer === 'live' && isStored(object)) return;
    const { namespace, name } = readReference(object, source);
    this.endpoints.set(`${namespace ?? 'default'}/${name}`, { object, source });
  }

  private takeServiceCidr(entry: Entry): void {
    const serviceCidr = readServiceCidr(entry.object, entry.source);
    put(this.serviceCidrs, serviceCidr.name, serviceCidr, entry);
  }

  private takePod({ object }: Entry): void {
    const pod = readPod(object);
    if (pod) this.pods.set(`${pod.namespace}/${pod.name}`, pod);
  }

  private takeWorkload(entry: Entry): void {
    const workload = readWorkload(entry.object, entry.source);
    if (!workload) return;
    if (!put(this.workloads, workload.description, workload, entry)) return;
    this.kubeProxies[entry.layer].offerDaemonSet(workload, entry.object);
  }

  private takeGatewayApiObject(entry: Entry): void {
    const object = readGatewayApiObject(entry.object, entry.source);
    put(this.gatewayApiObjects, describeReference(object), object, entry);
  }

  private takeDefinition(entry: Entry): void {
    const definition = readGatewayApiDefinition(entry.object, entry.source);
    if (definition) put(this.gatewayApiDefinitions, definition.name, definition, entry);
  }

  private takeHelm(entry: Entry): void {
    this.helm.take(entry);
  }

  private takeMesh(entry: Entry): void {
    const object = readMeshObject(entry.object, entry.source);
    put(this.meshObjects, `${object.group} ${describeReference(object)}`, object, entry);
  }

  private takeNamespace(entry: Entry): void {
    const namespace = readNamespace(entry.object, entry.source);
    put(this.namespaces, namespace.name, namespace, entry);
  }

  private takeSecretName({ object: { metadata } }: Entry): void {
    const { namespace = 'default', name } = isPlainObject(metadata) ? metadata : {} as PlainObject;
    if (typeof name === 'string') this.secrets.add(`${String(namespace)}/${name}`);
  }

  private takeService(entry: Entry): void {
    const { object, source, layer } = entry;
    const service = readService(object, source);
    const key = `${service.namespace}/${service.name}`;
    const live = this.services.get(key);
    const draft = this.drafts.get(key);
    const isDraft = layer === 'desired' || !isStored(object);
    // A manifest has more in it than what is read of it, and is not a copy of what an API server has stored.
    if (live && !entry.replaces && (draft ? !isDraft || !isEqual(draft.object, object) : isDraft)) throw duplicateError(entry, live);
    if (!put(this.services, key, service, entry)) return;
    if (!isDraft) return;
    this.drafts.set(key, { object, source });
    if (!entry.replaces || live === undefined) return;
    this.replaced.set(key, live);
    this.layOver(key, { object, source }, live);
  }

  private layOver(key: string, { object, source }: ServiceDraft, live: Service): void {
    const adopted = adopt(object, live);
    this.drafts.set(key, { object: adopted, source });
    this.services.set(key, readService(adopted, source));
  }

  private takeEndpointSlice(entry: Entry): void {
    const { object, source } = entry;
    const slice = readEndpointSlice(object, source);
    const name = `${slice.namespace}/${slice.name}`;
    const before = this.slicesByName.get(name);
    if (!put(this.slicesByName, name, slice, entry)) return;
    if (!isStored(object)) admitEndpointSlice(object, source);
    if (before !== undefined) this.forgetSlice(before);
    if (slice.service === '') return;
    const key = `${slice.namespace}/${slice.service}`;
    const slices = this.endpointSlices.get(key);
    this.endpointSlices.set(key, slices ? [...slices, slice] : [slice]);
  }

  private forgetSlice(slice: EndpointSlice): void {
    const key = `${slice.namespace}/${slice.service}`;
    const others = (this.endpointSlices.get(key) ?? []).filter(other => other !== slice);
    if (others.length > 0) this.endpointSlices.set(key, others);
    else this.endpointSlices.delete(key);
  }

  private takeConfiguration({ object, source, layer }: Entry): void {
    this.kubeProxies[layer].offer(object, source);
  }

  private keep({ object, source, layer }: Entry): void {
    const { names, isOfGroup } = KEPT.find(({ kind }) => kind === object.kind)!;
    const reference = readReference(object, source);
    const name = `${reference.namespace ?? 'default'}/${reference.name}`;
    if (names !== undefined && !names.includes(name)) return;
    const own = isOfGroup ? `${groupOf(object.apiVersion)}/${reference.name}` : reference.name;
    this.kept[layer].set(`${reference.kind} ${names === undefined ? own : name}`, { object, reference });
  }
}

/** What is said of a mapping that is not an object at all, such as an error message that was written to a file. */
const NO_OBJECT = 'is missing; expected a Kubernetes object, for example, with apiVersion: v1 and kind: Service';
