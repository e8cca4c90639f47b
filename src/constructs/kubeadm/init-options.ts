import { Duration } from 'cdk8s';
import { KubeadmCredential } from './credential';
import { KubeadmTokenUsage } from './enums';
import { KubeadmApiEndpoint, KubeadmNodeRegistrationOptions } from './node-registration-options';
import { KubeadmTimeouts } from './timeouts';

/**
 * What holds for the first control-plane node: kubeadm's InitConfiguration.
 */
export interface KubeadmInitOptions {
  /**
   * The tokens that nodes can join with.
   *
   * @default - kubeadm makes one for 24 hours, and prints it
   */
  readonly bootstrapTokens?: KubeadmBootstrapTokenOptions[];

  /**
   * How the node registers.
   *
   * @default - kubeadm's defaults
   */
  readonly nodeRegistration?: KubeadmNodeRegistrationOptions;

  /**
   * The address of the API server on this node.
   *
   * @default - the address of the default network interface, port 6443
   */
  readonly localApiEndpoint?: KubeadmApiEndpoint;

  /**
   * The key that the certificates are encrypted with which control-plane nodes download when they join.
   *
   * @default - kubeadm makes one if it is called with --upload-certs, and prints it
   */
  readonly certificateKey?: KubeadmCredential;

  /**
   * Phases of `kubeadm init` to leave out, as in `addon/kube-proxy`.
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
 * A token that nodes can join with.
 */
export interface KubeadmBootstrapTokenOptions {
  /**
   * The token.
   *
   * @default - KubeadmCredential.placeholder('KUBEADM_BOOTSTRAP_TOKEN'), for the second one with `_2` behind it, and so on
   */
  readonly token?: KubeadmCredential;

  /**
   * What it is for.
   *
   * @default - none
   */
  readonly description?: string;

  /**
   * How long it is valid. Zero means for ever. (kubeadm's own field `expires` never works: it refuses it beside the `ttl` that it sets itself.)
   *
   * @default - 24 hours
   */
  readonly ttl?: Duration;

  /**
   * What it can be used for.
   *
   * @default - signing and authentication
   */
  readonly usages?: KubeadmTokenUsage[];

  /**
   * The groups that it authenticates as. They begin with `system:bootstrappers:`.
   *
   * @default - system:bootstrappers:kubeadm:default-node-token
   */
  readonly groups?: string[];
}
