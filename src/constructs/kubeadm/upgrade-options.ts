import { KubeadmImagePullPolicy } from './enums';
import { KubeadmTimeouts } from './timeouts';

/**
 * How to upgrade: kubeadm's UpgradeConfiguration from Kubernetes 1.31 on. Up to 1.30 the commands get flags instead, and what
 * has no flag is an error. kube-proxy's mode is kept; it can't be changed here from 1.30 on.
 */
export interface KubeadmUpgradeOptions {
  /**
   * For `kubeadm upgrade apply`.
   *
   * @default - kubeadm's defaults
   */
  readonly apply?: KubeadmUpgradeApplyOptions;

  /**
   * For `kubeadm upgrade node`.
   *
   * @default - kubeadm's defaults
   */
  readonly node?: KubeadmUpgradeNodeOptions;

  /**
   * For `kubeadm upgrade plan`.
   *
   * @default - kubeadm's defaults
   */
  readonly plan?: KubeadmUpgradePlanOptions;

  /**
   * For `kubeadm upgrade diff`.
   *
   * @default - kubeadm's defaults
   */
  readonly diff?: KubeadmUpgradeDiffOptions;

  /**
   * How long kubeadm waits.
   *
   * @default - kubeadm's defaults
   */
  readonly timeouts?: KubeadmTimeouts;
}

/**
 * The upgrade of one node.
 */
export interface KubeadmUpgradeNodeOptions {
  /**
   * Renew certificates.
   *
   * @default - true
   */
  readonly certificateRenewal?: boolean;

  /**
   * Upgrade etcd, too.
   *
   * @default - true
   */
  readonly etcdUpgrade?: boolean;

  /**
   * Only show what would be done.
   *
   * @default - false
   */
  readonly dryRun?: boolean;

  /**
   * The names of checks whose errors count as warnings, or `all` alone.
   *
   * @default - none
   */
  readonly ignorePreflightErrors?: string[];

  /**
   * The absolute path of a folder on the node with patches for the manifests that kubeadm makes.
   *
   * @default - no patches
   */
  readonly patchesDirectory?: string;

  /**
   * Phases of `kubeadm upgrade node` to leave out, as in `addon/kube-proxy`.
   *
   * @default - none
   */
  readonly skipPhases?: string[];

  /**
   * When to pull images.
   *
   * @default - KubeadmImagePullPolicy.IF_NOT_PRESENT
   */
  readonly imagePullPolicy?: KubeadmImagePullPolicy;

  /**
   * Pull images one after another, not at the same time.
   *
   * @default - true
   */
  readonly imagePullSerial?: boolean;
}

/**
 * The upgrade of the cluster, on the first control-plane node.
 */
export interface KubeadmUpgradeApplyOptions {
  /**
   * The full version, as in `v1.36.3`.
   *
   * @default - the construct's kubernetesVersion, on the command line
   */
  readonly kubernetesVersion?: string;

  /**
   * Renew certificates.
   *
   * @default - true
   */
  readonly certificateRenewal?: boolean;

  /**
   * Upgrade etcd, too.
   *
   * @default - true
   */
  readonly etcdUpgrade?: boolean;

  /**
   * Only show what would be done.
   *
   * @default - false
   */
  readonly dryRun?: boolean;

  /**
   * Upgrade even if requirements are not met. No question is asked then.
   *
   * @default - false
   */
  readonly forceUpgrade?: boolean;

  /**
   * Allow versions that are not released: alpha, beta.
   *
   * @default - false
   */
  readonly allowExperimentalUpgrades?: boolean;

  /**
   * Allow release candidates.
   *
   * @default - false
   */
  readonly allowRcUpgrades?: boolean;

  /**
   * Print the configuration.
   *
   * @default - false
   */
  readonly printConfig?: boolean;

  /**
   * The names of checks whose errors count as warnings, or `all` alone.
   *
   * @default - none
   */
  readonly ignorePreflightErrors?: string[];

  /**
   * The absolute path of a folder on the node with patches for the manifests that kubeadm makes.
   *
   * @default - no patches
   */
  readonly patchesDirectory?: string;

  /**
   * Phases of `kubeadm upgrade apply` to leave out, as in `addon/kube-proxy`.
   *
   * @default - none
   */
  readonly skipPhases?: string[];

  /**
   * When to pull images.
   *
   * @default - KubeadmImagePullPolicy.IF_NOT_PRESENT
   */
  readonly imagePullPolicy?: KubeadmImagePullPolicy;

  /**
   * Pull images one after another, not at the same time.
   *
   * @default - true
   */
  readonly imagePullSerial?: boolean;
}

/**
 * What an upgrade would do.
 */
export interface KubeadmUpgradePlanOptions {
  /**
   * The full version, as in `v1.36.3`.
   *
   * @default - the construct's kubernetesVersion, on the command line
   */
  readonly kubernetesVersion?: string;

  /**
   * Plan the upgrade of etcd, too. From Kubernetes 1.33 on.
   *
   * @default - true
   */
  readonly etcdUpgrade?: boolean;

  /**
   * Only show what would be done.
   *
   * @default - false
   */
  readonly dryRun?: boolean;

  /**
   * Allow versions that are not released: alpha, beta.
   *
   * @default - false
   */
  readonly allowExperimentalUpgrades?: boolean;

  /**
   * Allow release candidates.
   *
   * @default - false
   */
  readonly allowRcUpgrades?: boolean;

  /**
   * Print the configuration.
   *
   * @default - false
   */
  readonly printConfig?: boolean;

  /**
   * The names of checks whose errors count as warnings, or `all` alone.
   *
   * @default - none
   */
  readonly ignorePreflightErrors?: string[];
}

/**
 * What an upgrade would change in the manifests of static pods.
 */
export interface KubeadmUpgradeDiffOptions {
  /**
   * The full version, as in `v1.36.3`.
   *
   * @default - the construct's kubernetesVersion, on the command line
   */
  readonly kubernetesVersion?: string;

  /**
   * How many lines to show around a change.
   *
   * @default - 3
   */
  readonly contextLines?: number;
}
