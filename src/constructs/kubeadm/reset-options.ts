import { KubeadmUnmountFlag } from './enums';
import { KubeadmTimeouts } from './timeouts';

/**
 * How to undo init or join: kubeadm's ResetConfiguration from Kubernetes 1.31 on. Up to 1.30 the command gets flags instead,
 * and what has no flag is an error.
 */
export interface KubeadmResetOptions {
  /**
   * Empty the folder /etc/kubernetes/tmp.
   *
   * @default - false
   */
  readonly cleanupTmpDir?: boolean;

  /**
   * The absolute path of the folder with certificates, which is emptied.
   *
   * @default - /etc/kubernetes/pki
   */
  readonly certificatesDir?: string;

  /**
   * The URL of the container runtime's socket.
   *
   * @default - the one that is found
   */
  readonly criSocket?: string;

  /**
   * Only show what would be done.
   *
   * @default - false
   */
  readonly dryRun?: boolean;

  /**
   * Don't ask.
   *
   * @default - false
   */
  readonly force?: boolean;

  /**
   * The names of checks whose errors count as warnings, or `all` alone.
   *
   * @default - none
   */
  readonly ignorePreflightErrors?: string[];

  /**
   * Phases of `kubeadm reset` to leave out, as in `addon/kube-proxy`.
   *
   * @default - none
   */
  readonly skipPhases?: string[];

  /**
   * How to unmount the kubelet's directories. From Kubernetes 1.31 on.
   *
   * @default - none
   */
  readonly unmountFlags?: KubeadmUnmountFlag[];

  /**
   * How long kubeadm waits.
   *
   * @default - kubeadm's defaults
   */
  readonly timeouts?: KubeadmTimeouts;
}
