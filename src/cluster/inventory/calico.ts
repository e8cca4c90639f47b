import { ObjectReference } from './object-reference';
import { isPlainObject, PlainObject } from '../../base/objects/fields';
import { isBefore, leadingVersion, Version } from '../../base/version/version';
import { calicoMinorOfOperator } from '../../programs/calico/features';
import { Cluster } from '../cluster';
import { KeptObject } from '../software-objects';
import { Container, Workload } from '../workloads/workload';

/** Installation `spec.calicoNetwork.linuxDataplane`; for manifest installs what Felix is told, in the same words. */
export type CalicoDataplane = 'Iptables' | 'BPF' | 'VPP' | 'Nftables';

/** FelixConfiguration `spec.nftablesMode`. */
export type NftablesMode = 'Auto' | 'Enabled' | 'Disabled';

/** A setting of Felix and the object that has it. */
export interface FelixSetting {
  readonly value: string;
  readonly object: ObjectReference;
}

/** What is known of the cluster's Calico, from its Installation, its FelixConfigurations and the DaemonSet of calico-node. */
export interface Calico {
  /** Whether the Tigera operator manages it; otherwise it is installed from manifests. */
  readonly isOperatorManaged: boolean;
  /** Undefined where no object tells, and with Calico Enterprise, which counts its versions differently. */
  readonly version?: Version;
  /** The dataplane that is asked for today. */
  readonly linuxDataplane: CalicoDataplane;
  /** The value of linuxPolicySetupTimeoutSeconds; 0 is a value as well. */
  readonly linuxPolicySetupTimeoutSeconds?: number;
  /** Whether the CNI plugin chain has portmap, which serves `hostPort`. */
  readonly hostPorts: boolean;
  /** What FELIX_NFTABLESMODE of calico-node says; it outranks every FelixConfiguration. */
  readonly environmentNftablesMode?: FelixSetting;
  /** What FelixConfiguration `default` says, or Felix's own default; undefined where that depends on an unknown version. */
  readonly configuredNftablesMode?: NftablesMode;
  /** The effective mode for nodes without a FelixConfiguration of their own; undefined as above. */
  readonly nftablesMode?: NftablesMode;
  /** FelixConfigurations for single nodes (`node.NAME`) that have a nftablesMode; the operator leaves them alone. */
  readonly nodeNftablesModes: readonly FelixSetting[];
  /** The image of calico-node. */
  readonly node?: Container;
  readonly installation?: ObjectReference;
  /** `default`, or the one of a node where there is no other. */
  readonly felixConfiguration?: ObjectReference;
  readonly daemonSet?: Workload;
  readonly operator?: Workload;
}

/** Felix 3.32 is the first to know Auto, which is its default (felix/config `NFTablesMode`). */
const FIRST_MINOR_WITH_AUTO = 32;

/** Calico's mode of installation, version and settings, or `undefined` where the cluster has no Calico. */
export function calicoOf(cluster: Cluster): Calico | undefined {
  const workloads = [...cluster.workloads.values()];
  const daemonSet = workloads.find(workload => workload.kind === 'DaemonSet' && calicoNodeOf(workload) !== undefined);
  const installation = cluster.calicoInstallation;
  const felix = cluster.felixConfigurations.find(({ reference }) => reference.name === 'default');
  if (!daemonSet && !installation && cluster.felixConfigurations.length === 0) return undefined;

  const node = daemonSet && calicoNodeOf(daemonSet);
  const operator = workloads.find(({ containers }) => containers.some(({ image }) => isTigeraOperator(image.repository)));
  const version = cluster.statedCalicoVersion ?? versionOf(installation, node, operator);
  const network = calicoNetworkOf(installation);
  const environmentNftablesMode = environmentSetting(daemonSet, node, 'FELIX_NFTABLESMODE');
  const configuredNftablesMode = nftablesModeOf(specOf(felix)?.nftablesMode, version);
  const nftablesMode = environmentNftablesMode ? nftablesModeOf(environmentNftablesMode.value, version) : configuredNftablesMode;
  return {
    isOperatorManaged: installation !== undefined,
    version,
    linuxDataplane: installation ? dataplaneOf(network?.linuxDataplane) : felixDataplane(specOf(felix)?.bpfEnabled, node, nftablesMode),
    linuxPolicySetupTimeoutSeconds: typeof network?.linuxPolicySetupTimeoutSeconds === 'number' ? network.linuxPolicySetupTimeoutSeconds : undefined,
    hostPorts: hasPortmap(installation, daemonSet),
    environmentNftablesMode,
    configuredNftablesMode,
    nftablesMode,
    nodeNftablesModes: cluster.felixConfigurations.flatMap(kept => {
      const value = specOf(kept)?.nftablesMode;
      return kept.reference.name.startsWith('node.') && typeof value === 'string' ? [{ value, object: kept.reference }] : [];
    }),
    node,
    installation: installation?.reference,
    felixConfiguration: (felix ?? cluster.felixConfigurations[0])?.reference,
    daemonSet,
    operator,
  };
}

/** The container of Felix: canal, RKE2 and mirrors give the image other names, but not the container. */
function calicoNodeOf({ containers }: Workload): Container | undefined {
  return containers.find(({ name, image }) => name === 'calico-node' || image.repository.endsWith('calico/node'));
}

function isTigeraOperator(repository: string): boolean {
  return /(?:^|\/)(?:tigera\/operator|mirrored-calico-operator)$/.test(repository);
}

/** What runs comes before what the operator says, and that before what the operator of this version would install. */
function versionOf(installation?: KeptObject, node?: Container, operator?: Workload): Version | undefined {
  const variant = specOf(installation)?.variant;
  if ((variant !== undefined && variant !== 'Calico') || node?.image.name === 'cnx-node') return undefined;
  if (node?.image.version) return node.image.version;
  const status = installation?.object.status;
  const text = isPlainObject(status) ? status.calicoVersion : undefined;
  const version = typeof text === 'string' ? leadingVersion(text) : undefined;
  return version ?? versionByOperator(operator?.containers.find(({ image }) => isTigeraOperator(image.repository))?.image.version);
}

function versionByOperator(operator: Version | undefined): Version | undefined {
  const minor = operator?.major === 1 ? calicoMinorOfOperator(operator.minor) : undefined;
  return minor === undefined ? undefined : { major: 3, minor };
}

function dataplaneOf(value: unknown): CalicoDataplane {
  return value === 'BPF' || value === 'VPP' || value === 'Nftables' ? value : 'Iptables';
}

function felixDataplane(configuredBpf: unknown, node: Container | undefined, nftablesMode: NftablesMode | undefined): CalicoDataplane {
  const bpfEnabled = environmentOf(node, 'FELIX_BPFENABLED');
  if (bpfEnabled === undefined ? configuredBpf === true : /^(?:1|true|yes|y|t)$/i.test(bpfEnabled)) return 'BPF';
  return nftablesMode === 'Enabled' ? 'Nftables' : 'Iptables';
}

/** Felix reads the value whatever its case, and takes its default for a value that it doesn't know. */
function nftablesModeOf(value: unknown, version: Version | undefined): NftablesMode | undefined {
  const text = typeof value === 'string' ? value.toLowerCase() : '';
  if (text === 'enabled') return 'Enabled';
  if (text === 'disabled') return 'Disabled';
  const isBeforeAuto = isBefore(version, 3, FIRST_MINOR_WITH_AUTO);
  if (isBeforeAuto === undefined) return text === 'auto' ? 'Auto' : undefined;
  return isBeforeAuto ? 'Disabled' : 'Auto';
}

/**
 * The operator's default for hostPorts is Enabled with Calico's own CNI plugin, which is the default except on the clouds' Kubernetes
 * (tigera/operator `pkg/controller/installation`). Calico's manifests bring portmap with the CNI plugin.
 */
function hasPortmap(installation: KeptObject | undefined, daemonSet: Workload | undefined): boolean {
  if (!installation) return daemonSet?.initContainers.some(({ name }) => name === 'install-cni') ?? false;
  const { cni, kubernetesProvider } = specOf(installation) ?? {};
  const cniType = isPlainObject(cni) && typeof cni.type === 'string' ? cni.type : undefined;
  const isCalicoCni = cniType === undefined ? !CLOUDS_WITH_OWN_CNI.includes(kubernetesProvider) : cniType === 'Calico';
  return isCalicoCni && calicoNetworkOf(installation)?.hostPorts !== 'Disabled';
}

const CLOUDS_WITH_OWN_CNI: readonly unknown[] = ['EKS', 'GKE', 'AKS'];

function environmentSetting(daemonSet: Workload | undefined, node: Container | undefined, name: string): FelixSetting | undefined {
  const value = environmentOf(node, name);
  return daemonSet && value !== undefined ? { value, object: daemonSet } : undefined;
}

/** Felix reads names of variables whatever their case (felix/config `LoadConfigFromEnvironment`). */
function environmentOf(node: Container | undefined, name: string): string | undefined {
  return Object.entries(node?.environment ?? {}).find(([key]) => key.toUpperCase() === name)?.[1];
}

function calicoNetworkOf(installation: KeptObject | undefined): PlainObject | undefined {
  const network = specOf(installation)?.calicoNetwork;
  return isPlainObject(network) ? network : undefined;
}

function specOf(kept: KeptObject | undefined): PlainObject | undefined {
  const spec = kept?.object.spec;
  return isPlainObject(spec) ? spec : undefined;
}
