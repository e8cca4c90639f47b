import { ChangedService, ChangedTraffic, ModeChanges } from './behavior/mode-changes';
import { PlainObject } from '../../../base/objects/fields';
import { kubernetesVersion } from '../../../base/version/kubernetes-version';
import { Version } from '../../../base/version/version';
import { Cluster } from '../../../cluster/cluster';
import { Image } from '../../../cluster/inventory/image';
import { describeReference, ObjectReference } from '../../../cluster/inventory/object-reference';
import { FoundConfiguration } from '../../../cluster/kube-proxy/kube-proxy-objects';
import { Service } from '../../../cluster/served/service';
import { Container, Workload } from '../../../cluster/workloads/workload';
import { ChangeTopic } from '../../../dataplane/modes/compare/topics';
import { KubeProxyConfiguration } from '../../../programs/kube-proxy/kube-proxy-configuration';
import { ProxyMode } from '../../../programs/kube-proxy/proxy-mode';
import { readKubeProxyConfiguration } from '../../../programs/kube-proxy/read-configuration';
import { Before } from '../goal';

/** The mode that kube-proxy currently runs in. */
export type CurrentMode = 'iptables' | 'ipvs' | 'nftables';

/** Services that change, and those of which it is not decided. */
export interface ServicesThatChange {
  readonly changed: readonly ChangedService[];
  readonly undecided: readonly Service[];
}

/** What Calico is told with. */
const CALICO_KINDS = ['Installation', 'FelixConfiguration'];

/** What rules look at: the cluster, kube-proxy's current and planned configuration, and its target version. */
export class NftablesContext {
  /** The minor that kube-proxy will have: 36 for 1.36. */
  public readonly targetMinor: number;
  /** `1.36` */
  public readonly targetVersion: string;
  /**
   * kube-proxy's current configuration, without fields that it cannot read; empty where neither the input nor the distribution shows one. Where kube-proxy is started with
   * flags and without --config, which makes it read no ConfigMap (upstream cmd/kube-proxy/app/options.go), it is what the flags say.
   */
  public readonly configuration: KubeProxyConfiguration;
  /**
   * The configuration that is about to be applied, or the current one where the input has none that is. Rules about settings that
   * nftables mode reads look at this one.
   */
  public readonly planned: KubeProxyConfiguration;
  /** Where the configuration is that is about to be applied; undefined where the input has none. */
  public readonly plan?: FoundConfiguration;
  /** The current mode. */
  public readonly mode: CurrentMode;

  private knownChanges: { readonly changes: ModeChanges | undefined } | undefined;

  /** @throws InputError where the version is none */
  constructor(public readonly cluster: Cluster, targetVersion: string, heedsPlan = true) {
    const version = kubernetesVersion(targetVersion, 'target version');
    this.targetMinor = version.minor;
    this.targetVersion = version.minorText;
    const read = (document: PlainObject = {}): KubeProxyConfiguration => readKubeProxyConfiguration(document, version.minor).configuration ?? {};
    const current = this.isConfiguredByFlags ? cluster.kubeProxy.configuration : cluster.kubeProxyConfiguration ?? cluster.distributionConfiguration;
    this.configuration = read(current?.document);
    // What is started with flags reads no ConfigMap.
    this.plan = heedsPlan && !this.isConfiguredByFlags ? cluster.plannedKubeProxyConfiguration : undefined;
    this.planned = this.plan ? read(this.plan.document) : this.configuration;
    this.mode = this.configurationMode(cluster);
  }

  /** What has no configuration among the objects, such as a static pod, tells its mode in other ways. */
  private configurationMode({ kubeProxyConfiguration, kubeProxy, recognition }: Cluster): CurrentMode {
    return currentMode(kubeProxyConfiguration || kubeProxy.isConfiguredByFlags ? this.configuration : { mode: recognition.currentMode });
  }

  /**
   * What the models of both modes say about each Service; undefined where they can't be applied, so that rules look at what Services ask
   * for alone.
   */
  public get changes(): ModeChanges | undefined {
    if (this.knownChanges === undefined) this.knownChanges = { changes: this.compareModes() };
    return this.knownChanges.changes;
  }

  /**
   * The Services whose traffic changes for one of the reasons, and those of the candidates of which the models can't tell.
   *
   * @param candidates Services that may be concerned, as far as they themselves show
   * @param isMeant which of the traffic counts; by default all of it
   */
  public changedBy(topics: readonly ChangeTopic[], candidates: readonly Service[], isMeant?: (row: ChangedTraffic) => boolean): ServicesThatChange {
    const { changes } = this;
    if (!changes) return { changed: [], undecided: candidates };
    return { changed: changes.of(topics, isMeant), undecided: candidates.filter(service => !changes.decides(service)) };
  }

  /** Why the models can't be applied to the Services of a cluster; undefined where they can, or there are none. */
  public get whyUndecided(): string | undefined {
    const { cluster, mode, targetVersion } = this;
    if (mode === 'nftables' || !this.showsCluster || !cluster.hasStoredServices) return undefined;
    const configuration = this.isConfiguredByFlags ? cluster.kubeProxy.configuration : cluster.kubeProxyConfiguration;
    return configuration === undefined ? 'the input does not show kube-proxy\'s configuration' : ModeChanges.lackOf(cluster, targetVersion);
  }

  private compareModes(): ModeChanges | undefined {
    const { cluster, targetVersion: version, mode } = this;
    const configuration = this.isConfiguredByFlags ? cluster.kubeProxy.configuration : cluster.kubeProxyConfiguration;
    if (configuration === undefined || mode === 'nftables') return undefined;
    return ModeChanges.of({ cluster, version, currentMode: mode as ProxyMode, configuration, planned: this.plan ?? configuration });
  }

  /** The same for a cluster to which one part of what is about to be applied is not: kube-proxy's configuration, and Calico's settings. */
  public get before(): Before<NftablesContext>[] {
    const calico = this.showsCluster ? this.cluster.withoutApplied(CALICO_KINDS) : undefined;
    return [
      ...this.plan ? [{ context: new NftablesContext(this.cluster, this.targetVersion, false), applied: this.plan.description }] : [],
      ...calico ? [{ context: new NftablesContext(calico.cluster, this.targetVersion), applied: calico.applied.map(placeOf).join(' and ') }] : [],
    ];
  }

  /** Whether the input shows a cluster at all, and is not just the manifests of an app. */
  public get showsCluster(): boolean {
    return this.cluster.nodes.size > 0 || this.cluster.kubeProxyConfiguration !== undefined || this.kubeProxyDaemonSet !== undefined;
  }

  /** Whether kube-proxy takes its configuration from its command line, and not from a ConfigMap. */
  public get isConfiguredByFlags(): boolean {
    return this.cluster.kubeProxy.isConfiguredByFlags;
  }

  /** What findings about kube-proxy's configuration are about: nothing where the input has none. */
  public get configurationObjects(): { readonly object: ObjectReference }[] {
    const object = this.isConfiguredByFlags ? this.kubeProxyDaemonSet : this.cluster.kubeProxyConfiguration?.reference;
    return object === undefined ? [] : [{ object }];
  }

  /** kube-proxy's DaemonSet on Linux, by its image, whatever its name is. */
  public get kubeProxyDaemonSet(): Workload | undefined {
    return this.cluster.kubeProxy.daemonSet?.workload;
  }

  /** The current image of kube-proxy. */
  public get currentImage(): Image | undefined {
    return this.kubeProxyContainer?.image;
  }

  /** The current version of kube-proxy. */
  public get currentVersion(): Version | undefined {
    return this.currentImage?.version;
  }

  /** What a flag is set to on kube-proxy's command line; undefined where it isn't there, or the input has no DaemonSet. */
  public kubeProxyFlag(name: string): string | undefined {
    return this.cluster.kubeProxy.flag(name);
  }

  private get kubeProxyContainer(): Container | undefined {
    return this.cluster.kubeProxy.daemonSet?.container;
  }
}

function placeOf(reference: ObjectReference): string {
  return reference.source === undefined ? describeReference(reference) : `${describeReference(reference)} (${reference.source.toString()})`;
}

/** An empty mode is iptables, up to 1.39 at least. */
function currentMode({ mode }: { readonly mode?: string }): CurrentMode {
  return mode === 'nftables' || mode === 'ipvs' ? mode : 'iptables';
}
