import { CalicoVersion } from './calico-version';
import { IgnoringObject, readIgnoringObject } from './ignoring-object';
import { NodeInfo, readNodeInfo } from './node-info';
import { describeReference, ObjectReference, readReference } from './object-reference';
import { readServiceInfo, ServiceInfo } from './service-info';
import { readWorkloadInfo, WorkloadInfo } from './workload-info';
import { InputError, SourceLocation } from '../../base/errors';
import { isPlainObject, PlainObject } from '../../base/objects/fields';
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
  /** Those whose annotation names findings that do not count. */
  public readonly ignoring: IgnoringObject[] = [];
  /** Objects that are kept as a whole, by `KIND NAME`, or by `ConfigMap NAMESPACE/NAME`. */
  private readonly kept = new Map<string, KeptObject>();
  private readonly felix: KeptObject[] = [];
  private configuration?: ObjectReference;
  private calicoVersion?: CalicoVersion;
  private planned?: FoundConfiguration;

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
    if (!parseCalicoVersion(text)) throw new InputError(`Calico version: ${noCalicoVersion(text)}`);
    const [major, minor, patch] = text.replace(/^v/, '').split(/[.+-]/);
    this.calicoVersion = { major: Number(major), minor: Number(minor), ...patch !== undefined && { patch: Number(patch) } };
  }

  /** Calico's version where somebody has said it. */
  public get statedCalicoVersion(): CalicoVersion | undefined {
    return this.calicoVersion;
  }

  /** Says which configuration kube-proxy is about to get, beside the one that it has. */
  public planKubeProxyConfiguration(configuration: FoundConfiguration): void {
    this.planned = configuration;
  }

  /** The configuration that is about to be applied. */
  public get plannedKubeProxyConfiguration(): FoundConfiguration | undefined {
    return this.planned;
  }

  /** kube-proxy's configuration, and where it is. */
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

  /** A ConfigMap of a network plugin or a mesh that decides over Services or rules of the nodes; the first of these names that there is. */
  public networkConfigMap(...namespacedNames: readonly string[]): KeptObject | undefined {
    return namespacedNames.map(name => this.kept.get(`ConfigMap ${name}`)).find(kept => kept !== undefined);
  }

  /** What OpenShift's network operator is told, or what the cluster was installed with. */
  public get openshiftNetwork(): KeptObject | undefined {
    return this.kept.get('Network cluster');
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
    const ignoring = readIgnoringObject(object, source);
    if (ignoring) this.ignoring.push(ignoring);
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
    const candidates = KEPT.filter(kept => kept.kind === object.kind && isOfGroup(object.apiVersion, kept.group));
    if (candidates.length === 0) return;
    const reference = readReference(object, source);
    const namespacedName = `${reference.namespace ?? 'default'}/${reference.name}`;
    for (const { kind, names } of candidates) {
      if (kind === 'FelixConfiguration') this.felix.push({ object, reference });
      else if (names?.includes(namespacedName)) this.kept.set(`${kind} ${namespacedName}`, { object, reference });
      // The operator's object says more than the one that the cluster was installed with.
      else if (!names && !(this.kept.has(`${kind} ${reference.name}`) && isOfGroup(object.apiVersion, 'config.openshift.io'))) {
        this.kept.set(`${kind} ${reference.name}`, { object, reference });
      }
    }
  }
}

/** Of Antrea, flannel and Istio, each in the namespaces that their manifests and charts put it in. */
const NETWORK_CONFIG_MAPS = [
  'kube-system/antrea-config', 'kube-flannel/kube-flannel-cfg', 'kube-system/kube-flannel-cfg', 'istio-system/istio-cni-config', 'kube-system/istio-cni-config',
];

/** The kinds, and where a kind has many objects their names, that are kept as a whole. */
const KEPT: readonly { readonly kind: string; readonly group: string; readonly names?: readonly string[] }[] = [
  { kind: 'ConfigMap', group: '', names: ['kube-proxy', 'kube-proxy-config', 'kubeadm-config', 'cilium-config'].map(name => `kube-system/${name}`) },
  { kind: 'ConfigMap', group: '', names: NETWORK_CONFIG_MAPS },
  { kind: 'DaemonSet', group: 'apps', names: ['kube-system/kube-proxy'] },
  { kind: 'Network', group: 'operator.openshift.io' },
  { kind: 'Network', group: 'config.openshift.io' },
  { kind: 'Installation', group: 'operator.tigera.io' },
  { kind: 'FelixConfiguration', group: 'crd.projectcalico.org' },
  { kind: 'FelixConfiguration', group: 'projectcalico.org' },
];

function isOfGroup(apiVersion: unknown, group: string): boolean {
  return typeof apiVersion === 'string' && (apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '') === group;
}
