import { Duration } from 'cdk8s';
import { KubeadmApiServerOptions, KubeadmControlPlaneComponentOptions } from './component-options';
import { KubeadmEncryptionAlgorithm } from './enums';
import { KubeadmEtcd } from './etcd';

/**
 * What holds for the whole cluster: kubeadm's ClusterConfiguration. Its kubernetesVersion is the construct's.
 */
export interface KubeadmClusterOptions {
  /**
   * The host of the control plane that all nodes reach, with or without a port, as in `k8s.example.internal:6443`.
   *
   * @default - the address of the first control-plane node, which can't be changed later
   */
  readonly controlPlaneEndpoint?: string;

  /**
   * The cluster's networks.
   *
   * @default - kubeadm's defaults
   */
  readonly networking?: KubeadmNetworkingOptions;

  /**
   * Where etcd runs.
   *
   * @default - on the control-plane nodes, with kubeadm's defaults
   */
  readonly etcd?: KubeadmEtcd;

  /**
   * The API server.
   *
   * @default - kubeadm's defaults
   */
  readonly apiServer?: KubeadmApiServerOptions;

  /**
   * The controller manager.
   *
   * @default - kubeadm's defaults
   */
  readonly controllerManager?: KubeadmControlPlaneComponentOptions;

  /**
   * The scheduler.
   *
   * @default - kubeadm's defaults
   */
  readonly scheduler?: KubeadmControlPlaneComponentOptions;

  /**
   * The add-on CoreDNS.
   *
   * @default - kubeadm's defaults
   */
  readonly dns?: KubeadmDnsOptions;

  /**
   * The add-on kube-proxy. From Kubernetes 1.31 on.
   *
   * @default - kube-proxy is installed
   */
  readonly proxy?: KubeadmProxyAddonOptions;

  /**
   * The absolute path of the folder for certificates.
   *
   * @default - /etc/kubernetes/pki
   */
  readonly certificatesDir?: string;

  /**
   * Where images are pulled from.
   *
   * @default - registry.k8s.io
   */
  readonly imageRepository?: string;

  /**
   * Feature gates of kubeadm itself, not of kube-proxy.
   *
   * @default - none
   */
  readonly featureGates?: { readonly [name: string]: boolean };

  /**
   * The name of the cluster.
   *
   * @default - kubernetes
   */
  readonly clusterName?: string;

  /**
   * The algorithm of the keys that kubeadm makes. From Kubernetes 1.31 on.
   *
   * @default - KubeadmEncryptionAlgorithm.RSA_2048
   */
  readonly encryptionAlgorithm?: KubeadmEncryptionAlgorithm;

  /**
   * How long certificates are valid. From Kubernetes 1.31 on.
   *
   * @default - one year
   */
  readonly certificateValidityPeriod?: Duration;

  /**
   * How long CA certificates are valid. From Kubernetes 1.31 on.
   *
   * @default - ten years
   */
  readonly caCertificateValidityPeriod?: Duration;
}

/**
 * The cluster's networks.
 */
export interface KubeadmNetworkingOptions {
  /**
   * The CIDR of Services. In a dual-stack cluster two of them with a comma between.
   *
   * @default - 10.96.0.0/12
   */
  readonly serviceSubnet?: string;

  /**
   * The CIDR of pods. In a dual-stack cluster two of them with a comma between.
   *
   * @default - none
   */
  readonly podSubnet?: string;

  /**
   * The DNS domain of Services.
   *
   * @default - cluster.local
   */
  readonly dnsDomain?: string;
}

/**
 * The add-on CoreDNS.
 */
export interface KubeadmDnsOptions {
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
   * Don't install it. From Kubernetes 1.31 on.
   *
   * @default - false
   */
  readonly disabled?: boolean;
}

/**
 * The add-on kube-proxy.
 */
export interface KubeadmProxyAddonOptions {
  /**
   * Don't install it.
   *
   * @default - false
   */
  readonly disabled?: boolean;
}
