/**
 * Properties of `NodeProbe`.
 */
export interface NodeProbeProps {
  /**
   * The nodes to ask, each by a Job.
   *
   * @default - a DaemonSet asks all nodes that run Linux
   */
  readonly nodeNames?: string[];

  /**
   * The image, which needs a POSIX shell and the tools of busybox. On nodes without tools of their own, as with Talos, an image that has
   * `nft`, `iptables` and `ipset` as well finds out more.
   *
   * @default - busybox:1.37
   */
  readonly image?: string;

  /**
   * The namespace, which has to allow privileged pods.
   *
   * @default - kube-system
   */
  readonly namespaceName?: string;

  /**
   * Labels of the nodes that the DaemonSet asks, beside `kubernetes.io/os: linux`.
   *
   * @default - none
   */
  readonly nodeSelector?: { readonly [key: string]: string };

  /**
   * Read the tables of the firewall, for which the pods get the capabilities NET_ADMIN and SYS_CHROOT. Without them these facts are unknown.
   *
   * @default - true
   */
  readonly readsFirewall?: boolean;
}
