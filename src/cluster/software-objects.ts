import { CiliumObjects } from './cilium/cilium-objects';
import { Entry, Layer } from './entries';
import { HelmObjects } from './helm/helm-objects';
import { HelmValues } from './helm/helm-values';
import { ValuesProgram } from './helm/values-file';
import { describeReference, ObjectReference, readReference } from './inventory/object-reference';
import { KEPT } from './kept';
import { FoundConfiguration, KubeProxyObjects } from './kube-proxy/kube-proxy-objects';
import { ServedObjects } from './served-objects';
import { groupOf } from '../base/objects/api-version';
import { isPlainObject, PlainObject } from '../base/objects/fields';
import { parseYamlDocument } from '../input/yaml';

/** An object that is kept as a whole. */
export interface KeptObject {
  readonly object: PlainObject;
  readonly reference: ObjectReference;
}

export interface KeptConfigMap extends KeptObject {
  /** The key that counts. */
  readonly key: string;
}

/** How objects are read. */
export interface ClusterOptions {
  /**
   * The program of whose charts mappings without a kind are values; the objects of Cilium's own are kept with it only. Default: such
   * mappings are not values, and Cilium's objects are passed over.
   */
  readonly valuesOf?: ValuesProgram;
  /** Whether nothing but rulesets is asked for, so that what meshes and Gateways make of Services and pods is passed over. Default: it is not. */
  readonly rulesetsOnly?: boolean;
}

/** A cluster without some of the objects that are about to be applied. */
interface WithoutApplied<Objects> {
  readonly cluster: Objects;
  readonly applied: readonly ObjectReference[];
}

/**
 * What is served, and the software that does it or depends on it: kube-proxy with its configuration, and the objects of kubeadm and of
 * network plugins that are kept as a whole. Of each there is what the cluster has, and what is to be applied.
 */
export abstract class SoftwareObjects extends ServedObjects {
  protected readonly kubeProxies: Record<Layer, KubeProxyObjects> = { live: new KubeProxyObjects(), desired: new KubeProxyObjects() };
  private readonly kept: Record<Layer, Map<string, KeptObject>> = { live: new Map<string, KeptObject>(), desired: new Map<string, KeptObject>() };
  protected readonly helm: HelmObjects;
  public readonly cilium: CiliumObjects;
  private planned?: FoundConfiguration;

  constructor(protected readonly options: ClusterOptions = {}) {
    super();
    this.helm = new HelmObjects(options.valuesOf);
    this.cilium = new CiliumObjects(this.helm);
  }

  /** The values that Helm charts get: in plain files, and in objects of Flux, Argo CD and k3s. */
  public get helmValues(): readonly HelmValues[] {
    return this.helm.values;
  }

  /** What to know of files of values that are not read as they are written. */
  public get helmNotices(): readonly string[] {
    return this.helm.notices;
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
  public withoutApplied(kinds: readonly string[]): WithoutApplied<this> | undefined {
    const isOfKind = ({ reference }: KeptObject) => kinds.includes(reference.kind);
    const applied = [...this.kept.desired.values()].filter(isOfKind).map(({ reference }) => reference);
    if (applied.length === 0) return undefined;
    const desired = new Map([...this.kept.desired].filter(([, kept]) => !isOfKind(kept)));
    return { cluster: Object.create(this, { kept: { value: { ...this.kept, desired } } }) as this, applied };
  }

  /** Whether it is a file of values of a chart, and not an object. */
  protected takesValues(entry: Entry): boolean {
    const { kind, apiVersion } = entry.object;
    return kind === undefined && apiVersion === undefined && this.helm.takesFile(entry);
  }

  protected takeCiliumObject(entry: Entry): void {
    if (this.options.valuesOf === 'cilium') this.cilium.takeObject(entry);
  }

  protected takeCiliumService(entry: Entry): void {
    if (this.options.valuesOf === 'cilium') this.cilium.takeService(entry);
  }

  protected takeHelm(entry: Entry): void {
    this.helm.take(entry);
  }

  protected takeConfiguration({ object, source, layer }: Entry): void {
    this.kubeProxies[layer].offer(object, source);
  }

  protected keep({ object, source, layer }: Entry): void {
    const { names, isOfGroup } = KEPT.find(({ kind }) => kind === object.kind)!;
    const reference = readReference(object, source);
    const name = `${reference.namespace ?? 'default'}/${reference.name}`;
    if (names !== undefined && !names.includes(name)) return;
    const own = isOfGroup ? `${groupOf(object.apiVersion)}/${reference.name}` : reference.name;
    this.kept[layer].set(`${reference.kind} ${names === undefined ? own : name}`, { object, reference });
  }

  private keptObject(key: string): KeptObject | undefined {
    return this.kept.desired.get(key) ?? this.kept.live.get(key);
  }
}
