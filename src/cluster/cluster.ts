import { NodeFacts } from './facts/node-facts';
import { NodeFactsSet } from './facts/node-facts-set';
import { IgnoringObject, readIgnoringObject } from './inventory/ignoring-object';
import { describeReference, ObjectReference, readReference } from './inventory/object-reference';
import { FoundConfiguration, KubeProxyObjects } from './kube-proxy/kube-proxy-objects';
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
import { readWorkload, Workload, WORKLOAD_GROUPS_AND_KINDS } from './workloads/workload';
import { fieldError, InputError, objectError, SourceLocation } from '../base/errors';
import { groupOf } from '../base/objects/api-version';
import { isEqual } from '../base/objects/equal';
import { isPlainObject, PlainObject } from '../base/objects/fields';
import { Version } from '../base/version/version';
import { parseYamlDocument } from '../input/yaml';
import { noCalicoVersion, parseCalicoVersion } from '../programs/calico/calico-version';

/** An object and where it comes from. */
export interface SourcedObject {
  readonly object: PlainObject;
  readonly source?: SourceLocation;
}

/** An object that is kept as a whole. */
export interface KeptObject {
  readonly object: PlainObject;
  readonly reference: ObjectReference;
}

/**
 * A cluster as objects tell of it: those that it has (`add`), and those that are to be applied to it (`apply`), each read once and
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
   * kube-proxy's configuration of today. Where a desired one brings kube-proxy to nftables mode, the one that the cluster has stays: rules
   * compare with the mode of today, which the new one would hide.
   */
  public get kubeProxyConfiguration(): FoundConfiguration | undefined {
    const [live, desired] = [this.kubeProxies.live.configurationOfFile, this.kubeProxies.desired.configurationOfFile];
    return desired?.document.mode === 'nftables' ? live ?? desired : desired ?? live;
  }

  /** kube-proxy's configuration once everything is applied. */
  public get desiredKubeProxyConfiguration(): FoundConfiguration | undefined {
    return this.kubeProxies.desired.configuration ?? this.kubeProxies.live.configuration;
  }

  /** kube-proxy as it runs today; an app that is looked at alone tells of nothing else than its own. */
  public get kubeProxy(): KubeProxyObjects {
    const { live, desired } = this.kubeProxies;
    return live.daemonSet || !desired.daemonSet ? live : desired;
  }

  /** The ConfigMap that kube-proxy reads, as the cluster has it today. */
  public get kubeProxyConfigMap(): KeptObject | undefined {
    const { reference, configMap } = this.kubeProxies.live.configurationOfFile ?? this.kubeProxies.desired.configurationOfFile ?? {};
    return reference && configMap ? { object: configMap.object, reference } : undefined;
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

  private keptObject(key: string): KeptObject | undefined {
    return this.kept.desired.get(key) ?? this.kept.live.get(key);
  }

  private take(entry: Entry): void {
    const { object, source, layer } = entry;
    for (const field of ['kind', 'apiVersion']) {
      if (typeof object[field] !== 'string' || object[field] === '') throw fieldError(object, field, NO_OBJECT, source);
    }
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

  /** The annotation of a desired object counts instead of that of the one that it takes the place of. */
  private noteAnnotation({ object, source, layer }: Entry, groupAndKind: string): void {
    const key = objectKey(groupAndKind, object);
    if (layer === 'live' && this.desired.has(key)) return;
    const ignoring = readIgnoringObject(object, source);
    if (ignoring) this.annotated.set(key, ignoring);
    else if (layer === 'desired') this.annotated.delete(key);
  }

  /** What a desired object takes the place of tells what the cluster has given it, and what the cluster is today. */
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

  private takeService(entry: Entry): void {
    const { object, source, layer } = entry;
    const service = readService(object, source);
    const key = `${service.namespace}/${service.name}`;
    const live = this.services.get(key);
    const draft = this.drafts.get(key);
    const isDraft = layer === 'desired' || !isStored(object);
    // A manifest has more in it than what is read of it, and is no copy of what an API server has stored.
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

/** Which objects are meant: those that the cluster has, or those that are to be applied to it. */
type Layer = 'live' | 'desired';

interface Entry extends SourcedObject {
  readonly layer: Layer;
  /** Whether it takes the place of an object of its name. */
  readonly replaces?: boolean;
}

type Take = 'keep' | 'takeConfiguration' | 'takeEndpoints' | 'takeEndpointSlice' | 'takeNode' | 'takePod' | 'takeService' | 'takeServiceCidr' | 'takeWorkload';

/** What the objects of a kind, by its group and name, tell of the cluster. */
const KINDS: { readonly [groupAndKind: string]: readonly Take[] | undefined } = {
  ...Object.fromEntries(WORKLOAD_GROUPS_AND_KINDS.map(groupAndKind => [groupAndKind, ['takeWorkload']])),
  '/Node': ['takeNode'],
  '/Service': ['takeService'],
  '/Endpoints': ['takeEndpoints'],
  '/Pod': ['takePod', 'takeWorkload'],
  '/ConfigMap': ['takeConfiguration', 'keep'],
  'discovery.k8s.io/EndpointSlice': ['takeEndpointSlice'],
  'networking.k8s.io/ServiceCIDR': ['takeServiceCidr'],
  'kubeproxy.config.k8s.io/KubeProxyConfiguration': ['takeConfiguration'],
  'operator.tigera.io/Installation': ['keep'],
  'operator.openshift.io/Network': ['keep'],
  'config.openshift.io/Network': ['keep'],
  'crd.projectcalico.org/FelixConfiguration': ['keep'],
  'projectcalico.org/FelixConfiguration': ['keep'],
};

/** The kinds that a ruleset is made from, beside workloads. */
export const RULESET_KINDS: readonly string[] = ['Node', 'Service', 'Endpoints', 'EndpointSlice', 'ServiceCIDR'];

/** Of Antrea, flannel and Istio, each in the namespaces that their manifests and charts put it in. */
const NETWORK_CONFIG_MAPS = [
  'kube-system/antrea-config', 'kube-flannel/kube-flannel-cfg', 'kube-system/kube-flannel-cfg', 'istio-system/istio-cni-config', 'kube-system/istio-cni-config',
];

/** The kinds, and where a kind has many objects their names, that are kept as a whole. */
const KEPT: readonly { readonly kind: string; readonly names?: readonly string[]; readonly isOfGroup?: boolean }[] = [
  { kind: 'ConfigMap', names: [...['kubeadm-config', 'cilium-config'].map(name => `kube-system/${name}`), ...NETWORK_CONFIG_MAPS] },
  // Two groups have the kind, each with an object of the same name.
  { kind: 'Network', isOfGroup: true },
  { kind: 'Installation' },
  { kind: 'FelixConfiguration' },
];

/** What is said of a mapping that is no object at all, such as an error message that was written to a file. */
const NO_OBJECT = 'is missing; expected a Kubernetes object, for example, with apiVersion: v1 and kind: Service';

/** An object without a namespace lands in `default`. Versions of a group don't matter. */
function objectKey(groupAndKind: string, { metadata }: PlainObject): string {
  const { name, namespace } = isPlainObject(metadata) ? metadata : {} as PlainObject;
  return JSON.stringify([groupAndKind, namespace === undefined || namespace === null || namespace === '' ? 'default' : namespace, name]);
}

/** Two objects of one kind, namespace and name: which of them counts is for nobody to guess. */
function duplicateError({ object, source }: Entry, other: { readonly source?: SourceLocation }): InputError {
  return objectError(object, `there are two objects of this name${other.source === undefined ? '' : ` (the other: ${other.source.toString()})`}`, source);
}

/**
 * Keeps a value under its key.
 *
 * @returns whether it is new: copies of one object, of which dumps have several, count once
 */
function put<T extends { readonly source?: SourceLocation }>(map: Map<string, T>, key: string, value: T, entry: Entry): boolean {
  const present = map.get(key);
  if (present !== undefined && !entry.replaces) {
    if (isEqual(present, value, ['source'])) return false;
    throw duplicateError(entry, present);
  }
  // What takes the place of another one comes last.
  map.delete(key);
  map.set(key, value);
  return true;
}
