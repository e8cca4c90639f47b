import { KubeadmArgument } from './component-options';
import { KubeadmEnvironmentVariable } from './environment-options';

/**
 * etcd on the control-plane nodes, run by kubeadm.
 */
export interface KubeadmLocalEtcdOptions {
  /**
   * Where its image is pulled from.
   *
   * @default - the cluster's imageRepository
   */
  readonly imageRepository?: string;

  /**
   * The tag of its image. An upgrade does not change it then.
   *
   * @default - kubeadm's
   */
  readonly imageTag?: string;

  /**
   * The absolute path of the folder with its data.
   *
   * @default - /var/lib/etcd
   */
  readonly dataDir?: string;

  /**
   * Further arguments.
   *
   * @default - none
   */
  readonly extraArgs?: KubeadmArgument[];

  /**
   * Further environment variables. From Kubernetes 1.31 on.
   *
   * @default - none
   */
  readonly extraEnvs?: KubeadmEnvironmentVariable[];

  /**
   * Further IP addresses and DNS names for the certificate that clients see.
   *
   * @default - none
   */
  readonly serverCertSans?: string[];

  /**
   * Further IP addresses and DNS names for the certificate that other members see.
   *
   * @default - none
   */
  readonly peerCertSans?: string[];
}

/**
 * etcd that kubeadm has nothing to do with.
 */
export interface KubeadmExternalEtcdOptions {
  /**
   * The URLs of the members, as in `https://10.0.0.11:2379`: https where there are certificates.
   */
  readonly endpoints: string[];

  /**
   * URLs for HTTP requests, where they are not served at `endpoints`. From Kubernetes 1.35 on.
   *
   * @default - endpoints
   */
  readonly httpEndpoints?: string[];

  /**
   * The absolute path of the CA certificate on the control-plane nodes.
   *
   * @default - none, which is only right without certFile and keyFile
   */
  readonly caFile?: string;

  /**
   * The absolute path of the client certificate on the control-plane nodes.
   *
   * @default - none
   */
  readonly certFile?: string;

  /**
   * The absolute path of the client certificate's key on the control-plane nodes.
   *
   * @default - none
   */
  readonly keyFile?: string;
}

/**
 * Where the cluster's etcd runs.
 */
export class KubeadmEtcd {
  /**
   * On the control-plane nodes.
   *
   * @param options what differs from kubeadm's defaults
   */
  public static local(options: KubeadmLocalEtcdOptions): KubeadmEtcd {
    return new KubeadmEtcd({ local: options });
  }

  /**
   * Somewhere else.
   *
   * @param options how to reach it
   */
  public static external(options: KubeadmExternalEtcdOptions): KubeadmEtcd {
    return new KubeadmEtcd({ external: options });
  }

  /**
   * The properties in their place in the ClusterConfiguration.
   * @internal
   */
  public readonly _properties: object;

  private constructor(properties: object) {
    this._properties = properties;
  }
}
