import { PlannedBehavior, planBehavior } from './behavior';
import { canaryOf } from './canary';
import { blockedCanaries, blockedNodesOf, defaultCanary } from './canary-nodes';
import { manifestOf } from '../manifest';
import { hasOwnRollout, plannedWay, PlannedWay, withoutLost } from './distribution/planned-way';
import { distributionStep } from './distribution/step';
import { KubeProxyNames, kubeProxyNames } from './names';
import { nodeKinds } from './node-kinds';
import { MigrationPaths, PATHS } from './paths';
import { PlannedRulesets, planRulesets } from './plan-rulesets';
import { currentConfiguration } from './planned-configuration';
import { Reconciler, reconcilersOf } from './reconcilers';
import { podsAtATime } from './rollout';
import { MOST_RULESETS, RulesetSample } from './ruleset-sample';
import { Node } from '../../cluster/served/node';
import { MigrationStep } from '../step';
import { calicoStep } from './steps/calico';
import { canaryStep } from './steps/canary';
import { kubeProxyStep, migratedConfigMap } from './steps/kube-proxy';
import { kubeadmStep } from './steps/kubeadm';
import { InputError } from '../../base/errors';
import { PlainObject } from '../../base/objects/fields';
import { KubernetesVersion, kubernetesVersion } from '../../base/version/kubernetes-version';
import { Finding } from '../../check/findings/finding';
import { SolvedFinding } from '../../check/findings/solved';
import { WaivedFinding } from '../../check/findings/waived-finding';
import { Waived } from '../../check/findings/waiver';
import { CurrentMode, NftablesContext } from '../../check/goals/nftables/context';
import { Cluster } from '../../cluster/cluster';
import { nodeOfName } from '../../cluster/served/served-cluster';
import { readKubeProxyConfigMap } from '../../programs/kube-proxy/config-map';
import { KubeProxyConfiguration } from '../../programs/kube-proxy/kube-proxy-configuration';
import { migrateKubeProxyConfiguration } from '../../programs/kube-proxy/migrate';
import { KubeProxyMigrationDecision } from '../../programs/kube-proxy/migration-decision';
import { ProxyMode } from '../../programs/kube-proxy/proxy-mode';
import { completeKubeProxyConfiguration } from '../../programs/kube-proxy/render';
import { versionNotices } from '../../programs/kube-proxy/version-rules';

/** What a migration is asked to be. */
export interface MigrationOptions {
  /** The version that kube-proxy will have, as in `1.36` or `v1.36.3`. */
  readonly targetVersion: string;
  /** Where NodePorts are to answer; by default as it is configured, and the default of nftables mode where it is not. */
  readonly nodePortAddresses?: readonly string[];
  /** The nodes that change first; by default one worker that no blocker is about. */
  readonly canaryNodes?: readonly string[];
  /** The nodes whose rulesets are wanted; by default those of a sample, or of all nodes in a small cluster. */
  readonly rulesetNodes?: readonly string[];
  /** Whether the rulesets of all nodes that run Linux are wanted, however many these are. */
  readonly allRulesets?: boolean;
}

/** Everything that a migration of one cluster is made of. */
export interface MigrationPlan extends PlannedRulesets {
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
  readonly configuration: KubeProxyConfiguration;
  readonly decisions: readonly KubeProxyMigrationDecision[];
  readonly notices: readonly string[];
  /** kube-proxy's ConfigMap as it is, where that is what changes. */
  readonly configMap?: PlainObject;
  readonly names: KubeProxyNames;
  /** The nodes that a migration is about: those that run Linux. */
  readonly nodes: readonly Node[];
  /** The nodes that change first; none where there is no canary, or no Node. */
  readonly canaryNodes: readonly string[];
  /** A node to try commands on: one of those that go first. */
  readonly exampleNode?: string;
  /** The parts of the migration, in their order. */
  readonly steps: readonly MigrationStep[];
  /** Whether there is a canary. */
  readonly hasCanary: boolean;
  /** How many of kube-proxy's pods are replaced at a time. */
  readonly podsAtATime: number;
  /** What would undo changes of kube-proxy's objects. */
  readonly reconcilers: readonly Reconciler[];
  /** What clients notice; nothing where that can't be computed. */
  readonly behavior?: PlannedBehavior;
  readonly paths: MigrationPaths;
  /** How the distribution brings the mode; undefined where kube-proxy's ConfigMap is its own. */
  readonly way?: PlannedWay;
}

/** What a check has found. */
interface Checked extends Pick<Waived, 'findings' | 'waived'> {
  readonly solved?: readonly SolvedFinding[];
}

/** The first minor that has nftables mode. */
const FIRST_MINOR = 29;

/**
 * Plans the migration of a cluster: everything that can be wrong is found here, before the first file is written.
 *
 * @param checked what a check has found
 * @throws InputError where something is missing or wrong
 */
export function planMigration(cluster: Cluster, checked: Checked, options: MigrationOptions): MigrationPlan {
  const version = kubernetesVersion(options.targetVersion, 'target version');
  if (version.minor < FIRST_MINOR) {
    throw new InputError(`target version: nftables mode exists from Kubernetes 1.${FIRST_MINOR} (KEP-3866); upgrade the cluster first`);
  }
  const { mode } = new NftablesContext(cluster, options.targetVersion);
  if (options.nodePortAddresses) cluster.requestNodePortAddresses(options.nodePortAddresses);
  const way = plannedWay(cluster, options.targetVersion);
  const kept = way && !way.changesConfigMap ? undefined : kubeProxyConfigMap(cluster);
  const found = { document: kept?.document ?? currentConfiguration(cluster).document };
  const { description, notes = [] } = cluster.kubeProxyConfiguration ?? { description: way?.name ?? '' };
  if (mode === 'nftables' && !way) {
    throw new InputError(`${description}: the mode is already nftables, so there is nothing to migrate; check reports what else to know`);
  }
  const migrated = migrateKubeProxyConfiguration(
    found.document, { kubernetesMinor: version.minorText, nodePortAddresses: options.nodePortAddresses }, description);
  const decisions = kept ? migrated.decisions : [];
  const configuration = configurationOf(migrated.configuration, way);

  const paths = PATHS;
  const daemonSet = cluster.kubeProxyDaemonSet;
  const names = kubeProxyNames(kept?.reference, daemonSet, configuration);
  const nodes = [...cluster.nodes.values()].filter(({ operatingSystem }) => operatingSystem !== 'windows');
  const blockedNodes = blockedNodesOf([...checked.findings, ...checked.waived.map(({ finding }) => finding)]);
  const canaryNodes = options.canaryNodes?.map(name => nodeOfName(cluster, name).name) ?? defaultCanary(nodes, blockedNodes);
  const exampleNode = canaryNodes[0] ?? nodes[0]?.name;
  const configMap = kept && migratedConfigMap(kept.object, kept.key, configuration);
  const isOwnRollout = way !== undefined && hasOwnRollout(way);
  const canary = configMap && daemonSet && !isOwnRollout ? canaryOf(daemonSet.object, configMap) : undefined;
  const steps = [
    kept && configMap && kubeProxyStep({ before: manifestOf(kept.object), after: configMap, configuration, decisions, paths }),
    canary && canaryStep(canary, paths),
    way && distributionStep(way, paths),
    way?.change.calico === 'settings' ? undefined : calicoStep(cluster, canary ? canaryNodes : [], paths, way?.change.calico?.version),
    kept && !isOwnRollout ? kubeadmStep(cluster, {
      before: found.document, after: configuration, targetVersion: options.targetVersion, targetMinor: version.minor, names, paths,
    }) : undefined,
  ].filter(step => step !== undefined);
  const rulesets = planRulesets(cluster, { version, configuration, nodes, exampleNode, description: paths.configMap }, options);
  return {
    cluster,
    version,
    currentMode: mode,
    findings: checked.findings,
    waived: checked.waived,
    solved: checked.solved ?? [],
    blockedNodes,
    configuration,
    decisions,
    notices: [
      ...notes.map(note => `${description}: ${note}`), ...versionNotices(configuration, version.minor),
      ...steps.flatMap(step => step.notices ?? []), ...blockedCanaries(canaryNodes, blockedNodes),
    ],
    configMap: kept?.object,
    names,
    nodes,
    canaryNodes,
    exampleNode,
    steps,
    hasCanary: canary !== undefined,
    podsAtATime: podsAtATime(daemonSet?.object, nodes.length),
    reconcilers: kept ? reconcilersOf([kept.object, ...daemonSet ? [daemonSet.object] : []]) : [],
    ...rulesets,
    behavior: planBehavior(cluster, {
      version: version.minorText,
      currentMode: mode as ProxyMode,
      configuration,
      description: paths.configMap,
      nodes: behaviorNodes(cluster, rulesets.sample, nodes, exampleNode),
    }),
    paths,
    way,
  };
}

/** Of many nodes one of each kind. The example node comes first: it is the one on which the runbook tries things. */
function behaviorNodes(cluster: Cluster, sample: RulesetSample, nodes: readonly Node[], exampleNode: string | undefined): string[] {
  const wanted = sample.nodes.length > 0 ? sample.nodes : nodes.slice(0, 1).map(({ name }) => name);
  const sampled = wanted.length > MOST_RULESETS ? nodeKinds(cluster, wanted).map(kind => kind.nodes[0]) : wanted;
  return exampleNode === undefined ? [] : [exampleNode, ...sampled.filter(name => name !== exampleNode)];
}

/** What kube-proxy will go by: of what it could have, what the distribution passes on. */
function configurationOf(migrated: KubeProxyConfiguration, way: PlannedWay | undefined): KubeProxyConfiguration {
  if (!way) return migrated;
  const { configMap } = way.change;
  const passedOn = configMap ? configMap.configuration?.({ ...migrated }) ?? migrated : withoutLost({ ...migrated }, way.change);
  return completeKubeProxyConfiguration(passedOn as KubeProxyConfiguration);
}

function kubeProxyConfigMap(cluster: Cluster) {
  const kept = cluster.kubeProxyConfigMap;
  const configMap = kept && readKubeProxyConfigMap(kept.object, kept.reference.source, kept.key);
  if (kept && configMap) return { ...kept, ...configMap };
  throw new InputError('the input does not have the ConfigMap kube-system/kube-proxy, which a migration changes; '
    + 'add it with: kubectl get configmap -n kube-system kube-proxy kubeadm-config -o yaml. Where the cluster has none, state its distribution '
    + '(--distribution), or add the files of its installer');
}
