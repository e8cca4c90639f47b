import { KubeProxyNftablesOptions } from './mode-options';
import { KubeProxyConntrackOptions } from './process-options';

/**
 * The settings of kube-proxy that distributions may pass on, and that `NftablesKubeProxy` has, too: one set of them can be given to several
 * constructs.
 */
export interface KubeProxySettings {
  /**
   * The version of kube-proxy, as `1.36` or `v1.36.3`, or that of k3s, RKE2 or k0s, as `v1.36.3+k3s1`: it decides what may be set, and names
   * the image.
   */
  readonly kubernetesVersion: string;

  /**
   * The node's addresses that NodePorts are served on: CIDRs, or `['primary']` for the Node's own addresses. From
   * Kubernetes 1.37 any mix of CIDRs, `primary`, `localhost` and `all`.
   *
   * @default - the Node's primary addresses in nftables mode, and all of the node's addresses in the other modes
   */
  readonly nodePortAddresses?: string[];

  /**
   * What kube-proxy reads in nftables mode.
   *
   * @default - kube-proxy's defaults
   */
  readonly nftables?: KubeProxyNftablesOptions;

  /**
   * The kernel's connection tracking.
   *
   * @default - kube-proxy's defaults
   */
  readonly conntrack?: KubeProxyConntrackOptions;

  /**
   * Kubernetes feature gates, by name.
   *
   * @default - none
   */
  readonly featureGates?: { readonly [key: string]: boolean };
}
