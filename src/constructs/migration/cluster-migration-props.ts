import { ClusterDistribution } from '../checks/cluster-distribution';
import { ClusterGoal } from '../checks/cluster-goal';
import { KubeProxyAddonOptions } from '../kube-proxy/addon-options';

/**
 * Properties of `ClusterMigration`.
 */
export interface ClusterMigrationProps {
  /**
   * What the cluster is to get.
   *
   * @default - ClusterGoal.nftables, with those of its options that are properties here
   */
  readonly goal?: ClusterGoal;

  /**
   * The version that kube-proxy will have, as `1.36` or `v1.36.3`, where no goal is given.
   *
   * @default - none; needed without a goal
   */
  readonly targetVersion?: string;

  /**
   * Files with the cluster's objects, in YAML or JSON as `kubectl get -o yaml` prints them. A folder stands for its files. They may
   * hold whatever the command `migrate` takes with the goal: files of the distribution's installer, or values of a chart, too.
   *
   * @default - none
   */
  readonly files?: string[];

  /**
   * Further objects of the cluster, as plain data. Lists count as their items.
   *
   * @default - none
   */
  readonly objects?: any[];

  /**
   * Where NodePorts are to answer from now on: CIDRs, or `primary`, where no goal is given.
   *
   * @default - as it is configured; where it is not, the default of nftables mode, which is the Node's primary addresses alone
   */
  readonly nodePortAddresses?: string[];

  /**
   * Calico's version, as `3.31`, where no goal is given and the objects don't tell it.
   *
   * @default - what calico-node's image, the Installation's status or the operator's image tell
   */
  readonly calicoVersion?: string;

  /**
   * Whose the cluster is, where the input does not show it.
   *
   * @default - what the input shows
   */
  readonly distribution?: ClusterDistribution;

  /**
   * The version of the distribution itself, where it is another one than that of Kubernetes: of kubespray, Gardener, KKP and others.
   *
   * @default - what the input shows
   */
  readonly distributionVersion?: string;

  /**
   * The nodes that change first in the runbook, where no goal is given.
   *
   * @default - one worker that no blocker is about
   */
  readonly canaryNodes?: string[];

  /**
   * The nodes whose rulesets are written, where no goal is given. With an empty list, none are.
   *
   * @default - all that run Linux; in clusters of more than 10 nodes one for each kind of node
   */
  readonly rulesetNodes?: string[];

  /**
   * Writes the rulesets of all nodes that run Linux, however many these are, where no goal is given.
   *
   * @default false
   */
  readonly allRulesets?: boolean;

  /**
   * Files with what the script of `cdk8s-nftables probe`, or a `NodeProbe`, has printed on the nodes: they decide what the objects
   * alone leave open.
   *
   * @default - none: some findings have to be confirmed on the nodes
   */
  readonly nodeFacts?: string[];

  /**
   * A file with waivers: findings that are accepted for a stated reason until a given date.
   *
   * @default - none
   */
  readonly waivers?: string;

  /**
   * The day for which waivers count, as `YYYY-MM-DD`. With a day that is given, the same input has the same result on any day.
   *
   * @default - today's, in UTC
   */
  readonly today?: string;

  /**
   * Makes the whole kube-proxy add-on, as with `NftablesKubeProxy`, instead of its ConfigMap alone, in a migration to nftables mode.
   *
   * @default - the ConfigMap alone
   */
  readonly addon?: KubeProxyAddonOptions;

  /**
   * The folder for the files, in the app's output folder.
   *
   * @default - migration
   */
  readonly folder?: string;
}
