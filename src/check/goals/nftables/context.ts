import { decode } from '../../../base/schema/decode';
import { kubernetesVersion } from '../../../base/version/kubernetes-version';
import { Version } from '../../../base/version/version';
import { ClusterInventory } from '../../../cluster/inventory/cluster-inventory';
import { Image } from '../../../cluster/inventory/image';
import { ObjectReference } from '../../../cluster/inventory/object-reference';
import { ContainerInfo, WorkloadInfo } from '../../../cluster/inventory/workload-info';
import { KUBE_PROXY_CONFIGURATION_FIELDS } from '../../../programs/kube-proxy/fields';
import { KubeProxyConfiguration } from '../../../programs/kube-proxy/kube-proxy-configuration';
import { flagValue } from '../../findings/command-line';
import { configurationFlags, configurationOfFlags } from '../../findings/configuration-flags';

/** The mode that kube-proxy runs in today. */
export type CurrentMode = 'iptables' | 'ipvs' | 'nftables';

/** What rules look at: the cluster, what kube-proxy is told today, and the version that it is to have. */
export class NftablesContext {
  /** The minor that kube-proxy will have: 36 for 1.36. */
  public readonly targetMinor: number;
  /** `1.36` */
  public readonly targetVersion: string;
  /**
   * kube-proxy's configuration of today, without fields that it can't read; empty where the input has none. Where kube-proxy is started with
   * flags and without --config, which makes it read no ConfigMap (upstream cmd/kube-proxy/app/options.go), it is what the flags say.
   */
  public readonly configuration: KubeProxyConfiguration;
  /** The mode of today. */
  public readonly mode: CurrentMode;

  /** @throws InputError where the version is none */
  constructor(public readonly cluster: ClusterInventory, targetVersion: string) {
    const version = kubernetesVersion(targetVersion, 'target version');
    this.targetMinor = version.minor;
    this.targetVersion = version.minorText;
    const document = cluster.kubeProxyConfiguration?.document;
    const { value } = decode(document ?? {}, KUBE_PROXY_CONFIGURATION_FIELDS, version.minor);
    this.configuration = this.isConfiguredByFlags ? configurationOfFlags(name => this.kubeProxyFlag(name)) : value ?? {};
    this.mode = currentMode(this.configuration);
  }

  /** Whether the input tells of a cluster at all, and is not just the manifests of an app. */
  public get showsCluster(): boolean {
    return this.cluster.nodes.length > 0 || this.cluster.kubeProxyConfiguration !== undefined || this.kubeProxyDaemonSet !== undefined;
  }

  /** Whether kube-proxy takes its configuration from its command line, and not from a ConfigMap. */
  public get isConfiguredByFlags(): boolean {
    return this.kubeProxyFlag('config') === undefined && configurationFlags(name => this.kubeProxyFlag(name)).length > 0;
  }

  /** What findings about kube-proxy's configuration are about: nothing where the input has none. */
  public get configurationObjects(): { readonly object: ObjectReference }[] {
    const object = this.isConfiguredByFlags ? this.kubeProxyDaemonSet : this.cluster.kubeProxyConfigurationReference;
    return object === undefined ? [] : [{ object }];
  }

  /** kube-proxy's DaemonSet on Linux, by its image, whatever its name is. */
  public get kubeProxyDaemonSet(): WorkloadInfo | undefined {
    const candidates = this.cluster.workloads.filter(({ kind, containers, nodeSelector }) =>
      kind === 'DaemonSet' && nodeSelector['kubernetes.io/os'] !== 'windows' && containers.some(isKubeProxy));
    return candidates.find(({ name }) => name === 'kube-proxy') ?? candidates[0];
  }

  /** The image of kube-proxy of today. */
  public get currentImage(): Image | undefined {
    return this.kubeProxyContainer?.image;
  }

  /** The version of kube-proxy of today. */
  public get currentVersion(): Version | undefined {
    return this.currentImage?.version;
  }

  /** What a flag is set to on kube-proxy's command line; undefined where it isn't there, or the input has no DaemonSet. */
  public kubeProxyFlag(name: string): string | undefined {
    return flagValue(this.kubeProxyContainer?.command ?? [], name);
  }

  private get kubeProxyContainer(): ContainerInfo | undefined {
    return this.kubeProxyDaemonSet?.containers.find(isKubeProxy);
  }
}

function isKubeProxy({ image }: ContainerInfo): boolean {
  return image.name === 'kube-proxy';
}

/** An empty mode is iptables, up to 1.39 at least. */
function currentMode({ mode }: KubeProxyConfiguration): CurrentMode {
  return mode === 'nftables' || mode === 'ipvs' ? mode : 'iptables';
}
