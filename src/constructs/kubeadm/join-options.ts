import { KubeadmCredential } from './credential';
import { KubeadmDiscovery } from './discovery';
import { KubeadmApiEndpoint, KubeadmNodeRegistrationOptions } from './node-registration-options';
import { KubeadmTimeouts } from './timeouts';

/**
 * What holds for nodes that join: kubeadm's JoinConfiguration. kube-proxy's mode is not among it.
 */
export interface KubeadmJoinOptions {
  /**
   * How the node finds the cluster, and knows that it is the right one.
   */
  readonly discovery: KubeadmDiscovery;

  /**
   * How the node registers.
   *
   * @default - kubeadm's defaults
   */
  readonly nodeRegistration?: KubeadmNodeRegistrationOptions;

  /**
   * Where the cluster's CA certificate is written to: an absolute path that ends with `.crt`.
   *
   * @default - /etc/kubernetes/pki/ca.crt
   */
  readonly caCertPath?: string;

  /**
   * Phases of `kubeadm join` to leave out, as in `addon/kube-proxy`.
   *
   * @default - none
   */
  readonly skipPhases?: string[];

  /**
   * The absolute path of a folder on the node with patches for the manifests that kubeadm makes.
   *
   * @default - no patches
   */
  readonly patchesDirectory?: string;

  /**
   * How long kubeadm waits.
   *
   * @default - kubeadm's defaults
   */
  readonly timeouts?: KubeadmTimeouts;

  /**
   * Only show what would be done. From Kubernetes 1.31 on.
   *
   * @default - false
   */
  readonly dryRun?: boolean;
}

/**
 * What holds for control-plane nodes that join.
 */
export interface KubeadmJoinControlPlaneOptions extends KubeadmJoinOptions {
  /**
   * The address of the API server on this node.
   *
   * @default - the address of the default network interface, port 6443
   */
  readonly localApiEndpoint?: KubeadmApiEndpoint;

  /**
   * The key for the certificates that `kubeadm init --upload-certs` has uploaded.
   *
   * @default - none: the certificates have to be on the node
   */
  readonly certificateKey?: KubeadmCredential;
}
