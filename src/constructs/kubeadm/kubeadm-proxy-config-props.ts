import { KubeadmClusterOptions } from './cluster-options';
import { KubeadmApiVersion } from './enums';
import { KubeadmInitOptions } from './init-options';
import { KubeadmJoinControlPlaneOptions, KubeadmJoinOptions } from './join-options';
import { KubeadmResetOptions } from './reset-options';
import { KubeadmTransport } from './transport';
import { KubeadmUpgradeOptions } from './upgrade-options';
import { NftablesKubeProxy } from '../kube-proxy/nftables-kube-proxy';

/**
 * Properties of `KubeadmProxyConfig`.
 */
export interface KubeadmProxyConfigProps {
  /**
   * The version of kubeadm, and of the cluster that it makes or upgrades to, as `1.36` or `v1.36.3`. It decides which documents
   * and which fields there are. Without a patch release kubeadm looks up the newest one.
   */
  readonly kubernetesVersion: string;

  /**
   * The kube-proxy whose configuration the files hold. It cannot be combined with `kubeProxyConfiguration`.
   *
   * @default - kubeProxyConfiguration
   */
  readonly kubeProxy?: NftablesKubeProxy;

  /**
   * The KubeProxyConfiguration as plain data, with or without apiVersion and kind. It is checked as strictly as kubeadm and kube-proxy
   * do, and written as it is.
   *
   * @default - nftables mode, and kube-proxy's defaults for the rest
   */
  readonly kubeProxyConfiguration?: any;

  /**
   * A KubeletConfiguration as plain data, for the files that kubeadm reads one from: init, and upgrade up to Kubernetes 1.29.
   *
   * @default - none: kubeadm's defaults
   */
  readonly kubeletConfiguration?: any;

  /**
   * What holds for the whole cluster.
   *
   * @default - kubeadm's defaults
   */
  readonly cluster?: KubeadmClusterOptions;

  /**
   * What holds for the first control-plane node.
   *
   * @default - kubeadm's defaults; there is a file for init all the same
   */
  readonly init?: KubeadmInitOptions;

  /**
   * What holds for workers that join.
   *
   * @default - no file for them
   */
  readonly joinWorker?: KubeadmJoinOptions;

  /**
   * What holds for control-plane nodes that join.
   *
   * @default - no file for them
   */
  readonly joinControlPlane?: KubeadmJoinControlPlaneOptions;

  /**
   * How to upgrade. An empty object asks for a file without settings.
   *
   * @default - no file and no commands for upgrades
   */
  readonly upgrade?: KubeadmUpgradeOptions;

  /**
   * How to undo init or join.
   *
   * @default - no file and no command for it
   */
  readonly reset?: KubeadmResetOptions;

  /**
   * Put the KubeProxyConfiguration into the files for join, too. kubeadm does not use it there, which a comment in the file says.
   *
   * @default - false
   */
  readonly kubeProxyConfigurationInJoinFiles?: boolean;

  /**
   * The version of kubeadm's configuration API.
   *
   * @default - KubeadmApiVersion.V1BETA4 from Kubernetes 1.31 on, else KubeadmApiVersion.V1BETA3
   */
  readonly apiVersion?: KubeadmApiVersion;

  /**
   * The folder of the files in the app's output folder.
   *
   * @default - kubeadm
   */
  readonly folder?: string;

  /**
   * An API object that carries the files.
   *
   * @default - none
   */
  readonly transport?: KubeadmTransport;
}
