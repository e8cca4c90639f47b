import { KubeadmHostPathType } from './enums';
import { KubeadmEnvironmentVariable } from './environment-options';

/**
 * An argument of a component.
 */
export interface KubeadmArgument {
  /**
   * The name of the flag, without hyphens before it, as in `node-cidr-mask-size-ipv4`.
   */
  readonly name: string;

  /**
   * The value.
   */
  readonly value: string;
}

/**
 * A file or a folder of the node that a component gets.
 */
export interface KubeadmHostPathMount {
  /**
   * The name of the volume in the pod.
   */
  readonly name: string;

  /**
   * The path on the node.
   */
  readonly hostPath: string;

  /**
   * The path in the pod.
   */
  readonly mountPath: string;

  /**
   * Whether the pod can't write there.
   *
   * @default - false
   */
  readonly readOnly?: boolean;

  /**
   * What is required at the path.
   *
   * @default - no check
   */
  readonly pathType?: KubeadmHostPathType;
}

/**
 * A component of the control plane.
 */
export interface KubeadmControlPlaneComponentOptions {
  /**
   * Further arguments. From Kubernetes 1.31 on a name may be there more than once.
   *
   * @default - none
   */
  readonly extraArgs?: KubeadmArgument[];

  /**
   * Further files and folders of the node.
   *
   * @default - none
   */
  readonly extraVolumes?: KubeadmHostPathMount[];

  /**
   * Further environment variables. From Kubernetes 1.31 on.
   *
   * @default - none
   */
  readonly extraEnvs?: KubeadmEnvironmentVariable[];
}

/**
 * The API server.
 */
export interface KubeadmApiServerOptions extends KubeadmControlPlaneComponentOptions {
  /**
   * Further IP addresses and DNS names for its certificate. A name may begin with `*.`.
   *
   * @default - none
   */
  readonly certSans?: string[];
}
