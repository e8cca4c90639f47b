import { apiVersionOf, apiVersionProblem, KubeadmApiVersion } from './api-versions';
import { addonSection, commandsText, upgradeSections } from './commands';
import { PlainDocument, renderDocuments } from './documents';
import { kubeadmGateProblems } from './feature-gates';
import { InputError, quoted } from '../../base/errors';
import { isObject } from '../../base/schema/decode';
import { kubernetesVersion as readVersion } from '../../base/version/kubernetes-version';

/** The files for a cluster that runs, made from the configuration that kubeadm keeps in it. */
export interface LiveClusterFiles {
  readonly addonFile: LiveClusterFile;
  /** Left out where kubeadm of the version reads no file. */
  readonly upgradeFile?: LiveClusterFile;
  /** The commands that use the files. */
  readonly commands: string;
  /** What the files leave out of the cluster's configuration, and why. */
  readonly notices: readonly string[];
}

export interface LiveClusterFile {
  readonly name: string;
  readonly text: string;
}

/**
 * The files that change a live cluster's kube-proxy to another configuration.
 *
 * @param clusterConfiguration the key `ClusterConfiguration` of the ConfigMap `kubeadm-config`, parsed; its fields are kept as they are, but for feature gates that kubeadm would refuse
 * @param kubeProxyConfiguration the configuration that kube-proxy is to have, already checked for the version
 * @param kubernetesVersion the version of kubeadm that reads the files, as `1.36` or `v1.36.3`
 * @throws InputError where kubeadm of the version can't read the ClusterConfiguration, or there is no version
 */
export function liveClusterFiles(clusterConfiguration: unknown, kubeProxyConfiguration: PlainDocument, kubernetesVersion: string): LiveClusterFiles {
  const version = readVersion(kubernetesVersion);
  const given = readableCluster(clusterConfiguration, version.minor);
  const refused = kubeadmGateProblems(isObject(given.featureGates) ? given.featureGates : {}, version.minor);
  const cluster = refused.length === 0 ? given : withoutGates(given, refused.map(({ field }) => field.replace('featureGates.', '')));

  const addonFile = { name: 'kube-proxy-addon.conf', text: renderDocuments([{ fields: cluster }, { fields: kubeProxyConfiguration }]) };
  const upgradeFile = upgradeFileOf(kubeProxyConfiguration, version.minor);
  return {
    addonFile,
    upgradeFile,
    commands: commandsText([addonSection(addonFile.name), ...upgradeSections({ version }, upgradeFile?.name)]),
    notices: refused.map(({ field, message }) => `${addonFile.name} has no ${field} of the ClusterConfiguration, since it ${message}`),
  };
}

function withoutGates(cluster: PlainDocument, names: readonly string[]): PlainDocument {
  const gates = Object.entries(cluster.featureGates as object).filter(([name]) => !names.includes(name));
  return { ...cluster, featureGates: Object.fromEntries(gates) };
}

/**
 * Up to 1.29 a file without kubeadm's own kinds replaces only what is in it, and the rest is taken from the cluster
 * (upstream `FetchFromClusterWithLocalOverwrites`), which is just what a cluster that runs needs.
 */
function upgradeFileOf(kubeProxyConfiguration: PlainDocument, minor: number): LiveClusterFile | undefined {
  const fields = UPGRADE_DOCUMENTS.filter(({ since }) => since <= minor).at(-1)!.document(kubeProxyConfiguration);
  return fields && { name: 'upgrade.conf', text: renderDocuments([{ fields }]) };
}

const UPGRADE_DOCUMENTS: readonly { readonly since: number; readonly document: (kubeProxy: PlainDocument) => PlainDocument | undefined }[] = [
  { since: 0, document: kubeProxy => kubeProxy },
  { since: 30, document: () => undefined },
  { since: 31, document: () => ({ apiVersion: 'kubeadm.k8s.io/v1beta4', kind: 'UpgradeConfiguration' }) },
];

function readableCluster(value: unknown, minor: number): PlainDocument {
  if (!isObject(value) || value.kind !== 'ClusterConfiguration') {
    throw new InputError(`ClusterConfiguration: ${isObject(value) ? `kind: ${quoted(value.kind)} is another kind` : `${quoted(value)} is no object: expected fields`}`);
  }
  const apiVersion: KubeadmApiVersion | undefined = apiVersionOf(value.apiVersion);
  const problem = apiVersion === undefined ? `${quoted(value.apiVersion)} is no version of kubeadm's API that this library knows` : apiVersionProblem(apiVersion, minor);
  if (problem !== undefined) {
    throw new InputError(`ClusterConfiguration: apiVersion: ${problem}; kubeadm config migrate of a kubeadm that reads both makes one out of the other`);
  }
  return value;
}
