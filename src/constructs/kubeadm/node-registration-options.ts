import { KubeadmArgument } from './component-options';
import { KubeadmImagePullPolicy, KubeadmTaintEffect } from './enums';

/**
 * How a node registers with the cluster.
 */
export interface KubeadmNodeRegistrationOptions {
  /**
   * The name of the Node.
   *
   * @default - the node's host name
   */
  readonly name?: string;

  /**
   * The URL of the container runtime's socket, as in `unix:///run/containerd/containerd.sock`.
   *
   * @default - the one that is found
   */
  readonly criSocket?: string;

  /**
   * The Node's taints. An empty list means none.
   *
   * @default - the control-plane taint on control-plane nodes, none on workers
   */
  readonly taints?: KubeadmTaint[];

  /**
   * Arguments of the kubelet on this node.
   *
   * @default - none
   */
  readonly kubeletExtraArgs?: KubeadmArgument[];

  /**
   * The names of checks whose errors count as warnings, or `all` alone.
   *
   * @default - none
   */
  readonly ignorePreflightErrors?: string[];

  /**
   * When to pull images.
   *
   * @default - KubeadmImagePullPolicy.IF_NOT_PRESENT
   */
  readonly imagePullPolicy?: KubeadmImagePullPolicy;

  /**
   * Pull images one after another, not at the same time. From Kubernetes 1.31 on.
   *
   * @default - true
   */
  readonly imagePullSerial?: boolean;
}

/**
 * A taint of a Node.
 */
export interface KubeadmTaint {
  /**
   * The key, as in `node-role.kubernetes.io/control-plane`.
   */
  readonly key: string;

  /**
   * The value.
   *
   * @default - none
   */
  readonly value?: string;

  /**
   * What it does to pods.
   */
  readonly effect: KubeadmTaintEffect;
}

/**
 * The address of the API server on a control-plane node.
 */
export interface KubeadmApiEndpoint {
  /**
   * The IP address that others reach it by.
   *
   * @default - the address of the default network interface
   */
  readonly advertiseAddress?: string;

  /**
   * The port that it listens on.
   *
   * @default - 6443
   */
  readonly bindPort?: number;
}
