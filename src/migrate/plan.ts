import { CalicoPlan, planCalico } from './calico-plan';
import { Canary, canaryOf } from './canary';
import { KUBEADM_HASH, manifestOf } from './manifest';
import { MigrationPaths, PATHS } from './paths';
import { fieldError, InputError, quoted } from '../base/errors';
import { isPlainObject, PlainObject } from '../base/objects/fields';
import { KubernetesVersion, kubernetesVersion } from '../base/version/kubernetes-version';
import { Finding, FindingSeverity } from '../check/findings/finding';
import { SolvedFinding } from '../check/findings/solved';
import { Waived, WaivedFinding } from '../check/findings/waiver';
import { CurrentMode, NftablesContext } from '../check/goals/nftables/context';
import { Cluster } from '../cluster/cluster';
import { ObjectReference } from '../cluster/inventory/object-reference';
import { Node } from '../cluster/served/node';
import { nodeOfName } from '../cluster/served/served-cluster';
import { SUPPORTED_MINORS } from '../dataplane/versions/kube-proxy-version';
import { parseYamlDocument } from '../input/yaml';
import { Distribution } from '../programs/distributions/distribution';
import { readKubeProxyConfigMap } from '../programs/kube-proxy/config-map';
import { KubeProxyConfiguration } from '../programs/kube-proxy/kube-proxy-configuration';
import { migrateKubeProxyConfiguration } from '../programs/kube-proxy/migrate';
import { KubeProxyMigrationDecision } from '../programs/kube-proxy/migration-decision';
import { renderKubeProxyConfiguration } from '../programs/kube-proxy/render';
import { versionNotices } from '../programs/kube-proxy/version-rules';
import { LiveClusterFiles, liveClusterFiles } from '../programs/kubeadm/live-cluster';

/** What a migration is asked to be. */
export interface MigrationOptions {
  /** The version that kube-proxy will have, as in `1.36` or `v1.36.3`. */
  readonly targetVersion: string;
  /** Where NodePorts are to answer; by default as it is configured, and the default of nftables mode where it is not. */
  readonly nodePortAddresses?: readonly string[];
  /** The nodes that change first; by default one worker that no blocker is about. */
  readonly canaryNodes?: readonly string[];
  /** The nodes whose rulesets are wanted; by default all of them that run Linux. */
  readonly rulesetNodes?: readonly string[];
  /** Where the files will be, which the texts name. */
  readonly paths?: MigrationPaths;
}

/** Everything that a migration of one cluster is made of. */
export interface MigrationPlan {
  readonly cluster: Cluster;
  readonly version: KubernetesVersion;
  readonly currentMode: CurrentMode;
  /** What counts of what a check has found, and what is waived. */
  readonly findings: readonly Finding[];
  readonly waived: readonly WaivedFinding[];
  /** What the new configuration solves. */
  readonly solved: readonly SolvedFinding[];
  /** What keeps kube-proxy from nftables mode on single nodes, by their names. A waiver makes no node ready. */
  readonly blockedNodes: ReadonlyMap<string, Finding>;
  /** The ConfigMap of today, and the new one; both can be applied. */
  readonly configMap: { readonly reference: ObjectReference; readonly before: PlainObject; readonly after: PlainObject };
  readonly configuration: KubeProxyConfiguration;
  readonly decisions: readonly KubeProxyMigrationDecision[];
  readonly notices: readonly string[];
  /** kube-proxy's DaemonSet, where the input has it. */
  readonly daemonSet?: ObjectReference & { readonly labels: string };
  readonly canary?: Canary;
  readonly canaryNodes: readonly string[];
  readonly calico?: CalicoPlan;
  readonly kubeadm?: LiveClusterFiles;
  /** The same with the configuration of today. */
  readonly rollbackKubeadm?: LiveClusterFiles;
  /** The distributions of the nodes; none where nothing on them tells. */
  readonly distributions: readonly Distribution[];
  readonly rulesetNodes: readonly string[];
  /** Why there are no rulesets. */
  readonly noRulesets?: string;
  readonly paths: MigrationPaths;
}

/** The first minor that has nftables mode. */
const FIRST_MINOR = 29;

/**
 * Plans the migration of a cluster: everything that can be wrong is found here, before the first file is written.
 *
 * @param checked what a check has found
 * @throws InputError where something is missing or wrong
 */
export function planMigration(cluster: Cluster, checked: Pick<Waived, 'findings' | 'waived'> & { readonly solved?: readonly SolvedFinding[] }, options: MigrationOptions): MigrationPlan {
  const version = kubernetesVersion(options.targetVersion, 'target version');
  if (version.minor < FIRST_MINOR) {
    throw new InputError(`target version: nftables mode exists from Kubernetes 1.${FIRST_MINOR} (KEP-3866): upgrade the cluster first`);
  }
  const { mode } = new NftablesContext(cluster, options.targetVersion);
  const found = kubeProxyConfigMap(cluster);
  const { description, notes = [] } = cluster.kubeProxyConfiguration!;
  if (mode === 'nftables') {
    throw new InputError(`${description}: the mode is nftables already: `
      + 'there is nothing to migrate (check tells what else to know)');
  }
  const { configuration, decisions } = migrateKubeProxyConfiguration(
    found.document, { kubernetesMinor: version.minorText, nodePortAddresses: options.nodePortAddresses }, description);

  const after = withConfiguration(found.object, found.key, configuration);
  const daemonSet = cluster.kubeProxyDaemonSet;
  const kubeadm = kubeadmFiles(cluster, configuration, options.targetVersion);
  const blockedNodes = blockedNodesOf([...checked.findings, ...checked.waived.map(({ finding }) => finding)]);
  const canaryNodes = options.canaryNodes?.map(name => nodeOf(cluster, name).name) ?? defaultCanary(cluster, blockedNodes);
  return {
    cluster,
    version,
    currentMode: mode,
    findings: checked.findings,
    waived: checked.waived,
    solved: checked.solved ?? [],
    blockedNodes,
    configMap: { reference: found.reference, before: manifestOf(found.object), after },
    configuration,
    decisions,
    notices: [...notes.map(note => `${description}: ${note}`), ...versionNotices(configuration, version.minor), ...kubeadm?.notices ?? [], ...blockedCanaries(canaryNodes, blockedNodes)],
    daemonSet: daemonSet && { ...daemonSet.reference, labels: selectorOf(daemonSet.object) },
    canary: daemonSet && canaryOf(daemonSet.object, after),
    canaryNodes,
    calico: planCalico(cluster),
    kubeadm,
    rollbackKubeadm: kubeadmFiles(cluster, found.document, options.targetVersion),
    distributions: [...new Set([...cluster.nodes.values()].flatMap(({ distribution }) => distribution ?? []))],
    ...rulesetNodes(cluster, version, options.rulesetNodes),
    paths: options.paths ?? PATHS,
  };
}

function kubeProxyConfigMap(cluster: Cluster) {
  const kept = cluster.kubeProxyConfigMap;
  const configMap = kept && readKubeProxyConfigMap(kept.object, kept.reference.source);
  if (kept && configMap) return { ...kept, ...configMap };
  const [distribution] = [...cluster.nodes.values()].flatMap(node => node.distribution ?? []);
  throw new InputError([
    'the input has no ConfigMap kube-system/kube-proxy, which is what a migration changes: add it with kubectl get configmap -n kube-system kube-proxy kubeadm-config -o yaml',
    ...distribution?.lasts === 'own-setting'
      ? [`the nodes are of ${distribution.name}, which may have none: there the mode is set by`, ...distribution.setting.map(line => `  ${line}`)]
      : [],
  ].join('\n'));
}

function withConfiguration(object: PlainObject, key: string, configuration: KubeProxyConfiguration): PlainObject {
  const manifest = manifestOf(object, [KUBEADM_HASH]);
  return { ...manifest, data: { ...object.data as PlainObject, [key]: renderKubeProxyConfiguration(configuration) } };
}

/** The selector as kubectl's `-l` takes it. */
function selectorOf(daemonSet: PlainObject): string {
  const spec = isPlainObject(daemonSet.spec) ? daemonSet.spec : {};
  const selector = isPlainObject(spec.selector) && isPlainObject(spec.selector.matchLabels) ? spec.selector.matchLabels : {};
  return Object.entries(selector).map(([key, value]) => `${key}=${String(value)}`).join(',');
}

function blockedNodesOf(findings: readonly Finding[]): ReadonlyMap<string, Finding> {
  return new Map(findings.filter(({ severity }) => severity === FindingSeverity.BLOCKER)
    .flatMap(finding => finding.objects.filter(({ kind }) => kind === 'Node').map(({ name }) => [name, finding])));
}

function blockedCanaries(names: readonly string[], blocked: ReadonlyMap<string, Finding>): string[] {
  return names.flatMap(name => {
    const finding = blocked.get(name);
    return finding ? [`${name} is to change first, but can't: ${finding.title} (${finding.ruleId})`] : [];
  });
}

/** One worker that no blocker is about; the control plane goes last. */
function defaultCanary(cluster: Cluster, blocked: ReadonlyMap<string, Finding>): string[] {
  return linuxNodes(cluster).filter(({ name, unschedulable }) => !unschedulable && !blocked.has(name))
    .sort((a, b) => Number(isControlPlane(a)) - Number(isControlPlane(b)) || (a.name < b.name ? -1 : 1)).slice(0, 1).map(({ name }) => name);
}

/** By the label; some installers set none, but name the machines so. */
function isControlPlane({ labels, name }: Node): boolean {
  return 'node-role.kubernetes.io/control-plane' in labels || 'node-role.kubernetes.io/master' in labels
    || /(?:^|[-.])(?:cp|master|control-?plane)(?:[-.\d]|$)/.test(name);
}

function linuxNodes(cluster: Cluster): Node[] {
  return [...cluster.nodes.values()].filter(({ operatingSystem }) => operatingSystem !== 'windows');
}

function nodeOf(cluster: Cluster, name: string): Node {
  return nodeOfName(cluster, name);
}

function kubeadmFiles(
  cluster: Cluster, configuration: KubeProxyConfiguration | PlainObject, targetVersion: string,
): LiveClusterFiles | undefined {
  const kept = cluster.kubeadmConfigMap;
  if (!kept) return undefined;
  const { object, reference } = kept;
  const text = isPlainObject(object.data) ? object.data.ClusterConfiguration : undefined;
  if (typeof text !== 'string') throw fieldError(object, 'data[ClusterConfiguration]', `${quoted(text)} is no text: expected kubeadm's ClusterConfiguration`, reference.source);
  const where = `ConfigMap kube-system/kubeadm-config${reference.source === undefined ? '' : ` (${reference.source.toString()})`}`;
  try {
    return liveClusterFiles(parseYamlDocument(text, `${where}, ClusterConfiguration`), { ...configuration }, targetVersion);
  } catch (error) {
    throw error instanceof InputError && !error.message.startsWith(where) ? new InputError(`${where}: ${error.message}`) : error;
  }
}

function rulesetNodes(cluster: Cluster, version: KubernetesVersion, chosen?: readonly string[]): Pick<MigrationPlan, 'rulesetNodes' | 'noRulesets'> {
  if (!(SUPPORTED_MINORS as readonly string[]).includes(version.minorText)) {
    return { rulesetNodes: [], noRulesets: `The rules of kube-proxy ${version.minorText} are not known: rulesets are made for ${SUPPORTED_MINORS.join(', ')}.` };
  }
  const names = chosen?.map(name => nodeOf(cluster, name).name) ?? linuxNodes(cluster).map(({ name }) => name);
  return { rulesetNodes: names, ...names.length === 0 && chosen === undefined && { noRulesets: 'The input has no Nodes, so there are no rulesets.' } };
}
