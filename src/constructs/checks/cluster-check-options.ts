import { ClusterDistribution } from './cluster-distribution';
import { ClusterGoal } from './cluster-goal';
import { ClusterRule } from '../../check/custom/cluster-rule';

/**
 * How a cluster is checked.
 */
export interface ClusterCheckOptions {
  /**
   * What the cluster is to get.
   *
   * @default - ClusterGoal.nftables, with targetVersion and calicoVersion
   */
  readonly goal?: ClusterGoal;

  /**
   * The version that kube-proxy will have, as in `1.36`, where no goal is given.
   *
   * @default - none; needed without a goal
   */
  readonly targetVersion?: string;

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
   * The ids of the rules to apply.
   *
   * @default - all rules of the goal
   */
  readonly includeRules?: string[];

  /**
   * The ids of rules not to apply.
   *
   * @default - none
   */
  readonly excludeRules?: string[];

  /**
   * Rules of your own, which are applied beside those of the goal.
   *
   * @default - none
   */
  readonly extraRules?: ClusterRule[];

  /**
   * Files with what the script of `cdk8s-nftables probe`, or a `NodeProbe`, has printed on the nodes: they decide what the objects
   * alone leave open.
   *
   * @default - none: some findings have to be confirmed on the nodes
   */
  readonly nodeFacts?: string[];

  /**
   * The path of a file of waivers: findings that are accepted for a stated reason until a given date.
   *
   * @default - nothing is waived
   */
  readonly waivers?: string;

  /**
   * The day for which waivers count, as `YYYY-MM-DD`. With a day that is given, the same input has the same result on any day.
   *
   * @default - today's, in UTC
   */
  readonly today?: string;
}

/**
 * How an app is checked, and what the cluster has that it will be applied to.
 */
export interface AppCheckOptions extends ClusterCheckOptions {
  /**
   * Files with objects of the cluster in YAML or JSON, such as what `kubectl get -o yaml` printed, or folders of them. Where the
   * app has an object of the same kind, namespace and name, the app's counts; its Service keeps the ClusterIPs and the ports that
   * the cluster has given it.
   *
   * @default - none
   */
  readonly files?: string[];

  /**
   * Objects of the cluster as plain objects. They count as those of `files` do.
   *
   * @default - none
   */
  readonly objects?: any[];
}
