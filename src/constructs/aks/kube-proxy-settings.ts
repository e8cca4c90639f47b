import { Duration } from 'cdk8s';
import { ProxyMode } from '../../programs/kube-proxy/proxy-mode';

/**
 * How IPVS chooses the endpoint of a connection, where AKS runs kube-proxy.
 */
export enum AksIpvsScheduler {
  /** The endpoint with the fewest connections from the node. */
  LEAST_CONNECTION = 'LeastConnection',
  /** One endpoint after the other. */
  ROUND_ROBIN = 'RoundRobin',
}

/**
 * What AKS lets kube-proxy be told in IPVS mode.
 */
export interface AksIpvsOptions {
  /**
   * How IPVS chooses the endpoint of a connection.
   *
   * @default - AKS's default
   */
  readonly scheduler?: AksIpvsScheduler;

  /**
   * How long an idle TCP session is kept: whole seconds, at least one.
   *
   * @default - AKS's default
   */
  readonly tcpTimeout?: Duration;

  /**
   * How long a TCP session is kept after a FIN: whole seconds, at least one.
   *
   * @default - AKS's default
   */
  readonly tcpFinTimeout?: Duration;

  /**
   * How long an idle UDP session is kept: whole seconds, at least one.
   *
   * @default - AKS's default
   */
  readonly udpTimeout?: Duration;
}

/**
 * What AKS lets a cluster's kube-proxy be told: its `networkProfile.kubeProxyConfig`.
 */
export interface AksKubeProxySettings {
  /**
   * The proxy mode. AKS runs kube-proxy in nftables mode from Kubernetes 1.33, in IPVS mode from 1.22.
   *
   * @default - ProxyMode.NFTABLES; none where enabled is false
   */
  readonly mode?: ProxyMode;

  /**
   * Whether AKS runs kube-proxy. Only a cluster that brings its own CNI plugin may switch it off, since that plugin has
   * to replace it.
   *
   * @default - true
   */
  readonly enabled?: boolean;

  /**
   * What kube-proxy is told in IPVS mode. AKS refuses it in the other modes (KubeProxyConfigFieldUnsupported).
   *
   * @default - AKS's defaults
   */
  readonly ipvs?: AksIpvsOptions;
}
