import { ClusterInventory } from '../cluster/cluster-inventory';
import { ImageVersion } from '../cluster/image';
import { ObjectReference } from '../cluster/object-reference';
import { WorkloadInfo } from '../cluster/workload-info';
import { decode } from '../configuration/decode';
import { noKubernetesVersion, parseKubernetesVersion } from '../configuration/kubernetes-version';
import { KUBE_PROXY_CONFIGURATION_FIELDS } from '../kube-proxy-configuration/fields';
import { KubeProxyConfiguration } from '../kube-proxy-configuration/kube-proxy-configuration';
import { InputError } from '../ruleset/errors';

/** The mode that kube-proxy runs in today. */
export type CurrentMode = 'iptables' | 'ipvs' | 'nftables';

/** What rules look at: the cluster, what kube-proxy is told today, and the version that it is to have. */
export class RuleContext {
  /** The minor that kube-proxy will have: 36 for 1.36. */
  public readonly targetMinor: number;
  /** `1.36` */
  public readonly targetVersion: string;
  /** kube-proxy's configuration of today, without fields that it can't read; empty where the input has none. */
  public readonly configuration: KubeProxyConfiguration;
  /** The mode of today. */
  public readonly mode: CurrentMode;

  /** @throws InputError where the version is none */
  constructor(public readonly cluster: ClusterInventory, targetVersion: string) {
    const version = parseKubernetesVersion(targetVersion);
    if (!version) throw new InputError(`target version: ${noKubernetesVersion(targetVersion)}`);
    this.targetMinor = version.minor;
    this.targetVersion = version.minorText;
    const document = cluster.kubeProxyConfiguration?.document;
    const { value } = decode(document ?? {}, KUBE_PROXY_CONFIGURATION_FIELDS, version.minor);
    this.configuration = value ?? {};
    this.mode = currentMode(this.configuration);
  }

  /** What findings about kube-proxy's configuration are about: nothing where the input has none. */
  public get configurationObjects(): { readonly object: ObjectReference }[] {
    const object = this.cluster.kubeProxyConfigurationReference;
    return object === undefined ? [] : [{ object }];
  }

  /** kube-proxy's DaemonSet, by its image, whatever its name is. */
  public get kubeProxyDaemonSet(): WorkloadInfo | undefined {
    return this.cluster.workloads.find(({ kind, containers }) => kind === 'DaemonSet' && containers.some(({ image }) => image.name === 'kube-proxy'));
  }

  /** The version of kube-proxy of today. */
  public get currentVersion(): ImageVersion | undefined {
    return this.kubeProxyDaemonSet?.containers.find(({ image }) => image.name === 'kube-proxy')?.image.version;
  }
}

/** An empty mode is iptables, up to 1.39 at least. */
function currentMode({ mode }: KubeProxyConfiguration): CurrentMode {
  return mode === 'nftables' || mode === 'ipvs' ? mode : 'iptables';
}
