import { Duration } from 'cdk8s';

/**
 * How long kubeadm waits for what. Each has to be more than zero. In `v1beta3` there are only two of them:
 * `controlPlaneComponentHealthCheck` of init, and `discovery` of join.
 */
export interface KubeadmTimeouts {
  /**
   * For a component of the control plane to become healthy.
   *
   * @default - 4 minutes
   */
  readonly controlPlaneComponentHealthCheck?: Duration;

  /**
   * For the kubelet to become healthy.
   *
   * @default - 4 minutes
   */
  readonly kubeletHealthCheck?: Duration;

  /**
   * For a call of the API server.
   *
   * @default - 1 minute
   */
  readonly kubernetesApiCall?: Duration;

  /**
   * For a call of etcd.
   *
   * @default - 2 minutes
   */
  readonly etcdApiCall?: Duration;

  /**
   * For the kubelet to get its certificate when a node joins.
   *
   * @default - 5 minutes
   */
  readonly tlsBootstrap?: Duration;

  /**
   * For a node that joins to get to know the cluster.
   *
   * @default - 5 minutes
   */
  readonly discovery?: Duration;

  /**
   * For the kubelet to take over a static pod's new manifest.
   *
   * @default - 5 minutes
   */
  readonly upgradeManifests?: Duration;
}
