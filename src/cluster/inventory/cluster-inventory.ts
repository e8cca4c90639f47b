import { NodeInfo, readNodeInfo } from './node-info';
import { describeReference, ObjectReference, readReference } from './object-reference';
import { readServiceInfo, ServiceInfo } from './service-info';
import { readWorkloadInfo, WorkloadInfo } from './workload-info';
import { InputError, SourceLocation } from '../../base/errors';
import { isPlainObject, PlainObject } from '../../base/objects/fields';
import { Version } from '../../base/version/version';
import { FoundConfiguration } from '../../dataplane/preview/configuration-source';
import { PreviewObjects } from '../../dataplane/preview/preview';
import { parseYamlDocument } from '../../input/yaml';
import { noCalicoVersion, parseCalicoVersion } from '../../programs/calico/calico-version';
import { isKubeProxyConfiguration } from '../../programs/kube-proxy/config-map';
import { isStored } from '../planned/stored';
import { readService } from '../served/service';

/** An object that is kept as a whole. */
export interface KeptObject {
  readonly object: PlainObject;
  readonly reference: ObjectReference;
}

/**
 * What is known of a cluster: the objects that decide over kube-proxy's work or are touched by a change of its mode, reduced
 * to what matters. Objects are added one by one, so that a large dump never has to be held as a whole.
 */
export class ClusterInventory {
  /** What the objects mean for the rules on a node; it checks each object when it is added. */
  public readonly preview = new PreviewObjects();

  public readonly nodes: NodeInfo[] = [];
  public readonly services: ServiceInfo[] = [];
  /** DaemonSets, Deployments and StatefulSets. */
  public readonly workloads: WorkloadInfo[] = [];
  /** Objects that are kept as a whole, by `KIND NAME`, or by `ConfigMap NAMESPACE/NAME`. */
  private readonly kept = new Map<string, KeptObject>();
  private readonly felix: KeptObject[] = [];
  private configuration?: ObjectReference;
  private calicoVersion?: Version;

  /**
   * Takes an object in; kinds without a meaning here are passed over.
   *
   * @throws InputError where the object is wrong, or one of its kind and name is there already
   */
  public add(object: PlainObject, source?: SourceLocation): void {
    const { configuration } = this.preview;
    this.preview.add(object, source);
    this.take(object, source, configuration);
  }

  /**
   * Takes in an object that is still to be applied, whatever fields it has already.
   *
   * @throws InputError as with `add`
   */
  public addDesired(object: PlainObject, source?: SourceLocation): void {
    const { configuration } = this.preview;
    this.preview.addDesired(object, source);
    this.take(object, source, configuration);
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

  /** Calico's version where somebody has said it. */
  public get statedCalicoVersion(): Version | undefined {
    return this.calicoVersion;
  }

  /** kube-proxy's configuration, and where it stands. */
  public get kubeProxyConfiguration(): FoundConfiguration | undefined {
    return this.preview.configuration;
  }

  /** The ConfigMap (or the bare document) that holds kube-proxy's configuration. */
  public get kubeProxyConfigurationReference(): ObjectReference | undefined {
    return this.configuration;
  }

  /** kubeadm's ConfigMap, or that of EKS. */
  public get kubeProxyConfigMap(): KeptObject | undefined {
    return this.kept.get('ConfigMap kube-system/kube-proxy') ?? this.kept.get('ConfigMap kube-system/kube-proxy-config');
  }

  /** kube-proxy's DaemonSet as a whole. */
  public get kubeProxyDaemonSet(): KeptObject | undefined {
    return this.kept.get('DaemonSet kube-system/kube-proxy');
  }

  public get kubeadmConfigMap(): KeptObject | undefined {
    return this.kept.get('ConfigMap kube-system/kubeadm-config');
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
    return this.kept.get('ConfigMap kube-system/cilium-config');
  }

  /** Calico's Installation, where the Tigera operator manages Calico. */
  public get calicoInstallation(): KeptObject | undefined {
    return this.kept.get('Installation default');
  }

  /** Felix's settings for all nodes (`default`) and for single ones (`node.NAME`). */
  public get felixConfigurations(): readonly KeptObject[] {
    return this.felix;
  }

  /** @param before the configuration that was known before the object */
  private take(object: PlainObject, source: SourceLocation | undefined, before: FoundConfiguration | undefined): void {
    if (this.preview.configuration !== before) {
      this.configuration = isKubeProxyConfiguration(object) ? { kind: 'KubeProxyConfiguration', name: 'document', source } : readReference(object, source);
    }
    switch (object.kind) {
      case 'Node':
        this.nodes.push(readNodeInfo(object, source));
        return;
      case 'Service':
        if (object.apiVersion === 'v1') this.addService(object, source);
        return;
      default:
        this.keep(object, source);
    }
    const workload = readWorkloadInfo(object, source);
    if (workload) this.workloads.push(workload);
  }

  private addService(object: PlainObject, source?: SourceLocation): void {
    const { metadata } = object;
    const { namespace, name } = isPlainObject(metadata) ? metadata : {} as PlainObject;
    const stored = isStored(object) ? this.preview.cluster.services.get(`${String(namespace)}/${String(name)}`) : undefined;
    this.services.push(readServiceInfo(object, stored ?? readService(object, source), source));
  }

  private keep(object: PlainObject, source?: SourceLocation): void {
    const key = KEPT.find(kept => kept.kind === object.kind && isOfGroup(object.apiVersion, kept.group));
    if (!key) return;
    const reference = readReference(object, source);
    if (key.kind === 'FelixConfiguration') {this.felix.push({ object, reference });} else if (key.names?.includes(`${reference.namespace ?? 'default'}/${reference.name}`)) {
      this.kept.set(`${key.kind} ${reference.namespace ?? 'default'}/${reference.name}`, { object, reference });
    } else if (!key.names) {this.kept.set(`${key.kind} ${reference.name}`, { object, reference });}
  }
}

/** The kinds, and where a kind has many objects their names, that are kept as a whole. */
const KEPT: readonly { readonly kind: string; readonly group: string; readonly names?: readonly string[] }[] = [
  { kind: 'ConfigMap', group: '', names: ['kube-proxy', 'kube-proxy-config', 'kubeadm-config', 'cilium-config'].map(name => `kube-system/${name}`) },
  { kind: 'DaemonSet', group: 'apps', names: ['kube-system/kube-proxy'] },
  { kind: 'Installation', group: 'operator.tigera.io' },
  { kind: 'FelixConfiguration', group: 'crd.projectcalico.org' },
  { kind: 'FelixConfiguration', group: 'projectcalico.org' },
];

function isOfGroup(apiVersion: unknown, group: string): boolean {
  return typeof apiVersion === 'string' && (apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '') === group;
}
