import { Duration } from 'cdk8s';

/**
 * What kube-proxy reads in nftables mode.
 */
export interface KubeProxyNftablesOptions {
  /**
   * Masquerade (SNAT) all traffic that is sent to a cluster IP, which some CNI plugins need. A cluster that comes
   * from iptables or IPVS mode has to carry it over from `iptables.masqueradeAll`.
   *
   * @default - false
   */
  readonly masqueradeAll?: boolean;

  /**
   * The bit of the packet mark that asks for masquerading, from 0 to 31.
   *
   * @default - 14
   */
  readonly masqueradeBit?: number;

  /**
   * How soon a sync that failed is tried again. Changes are synced as they come, all rules at least once an hour. Zero means the default.
   *
   * @default - 30 seconds
   */
  readonly syncPeriod?: Duration;

  /**
   * The shortest time between two syncs: changes that come sooner wait and are synced together. Zero means the
   * default.
   *
   * @default - 1 second
   */
  readonly minSyncPeriod?: Duration;
}

/**
 * What kube-proxy reads in iptables mode. In IPVS mode it reads `masqueradeAll` and `masqueradeBit` from here, too.
 */
export interface KubeProxyIptablesOptions {
  /**
   * Masquerade (SNAT) all traffic that is sent to a cluster IP.
   *
   * @default - false
   */
  readonly masqueradeAll?: boolean;

  /**
   * The bit of the packet mark that asks for masquerading, from 0 to 31.
   *
   * @default - 14
   */
  readonly masqueradeBit?: number;

  /**
   * Serve NodePorts on 127.0.0.1 as well; nftables and IPVS mode never do by this setting.
   *
   * @default - true
   */
  readonly localhostNodePorts?: boolean;

  /**
   * The longest time between two full syncs and clean-ups. Zero means the default.
   *
   * @default - 30 seconds
   */
  readonly syncPeriod?: Duration;

  /**
   * The shortest time between two syncs. Zero means the default.
   *
   * @default - 1 second
   */
  readonly minSyncPeriod?: Duration;
}

/**
 * What kube-proxy reads in IPVS mode.
 */
export interface KubeProxyIpvsOptions {
  /**
   * The IPVS scheduler, such as `rr`, `lc` or `sh`.
   *
   * @default - rr
   */
  readonly scheduler?: string;

  /**
   * CIDRs whose IPVS virtual servers kube-proxy leaves alone when it cleans up.
   *
   * @default - none
   */
  readonly excludeCidrs?: string[];

  /**
   * Don't answer ARP requests for the addresses on kube-ipvs0, as MetalLB and other announcers need it.
   *
   * @default - false
   */
  readonly strictArp?: boolean;

  /**
   * The longest time between two full syncs and clean-ups. Zero means the default.
   *
   * @default - 30 seconds
   */
  readonly syncPeriod?: Duration;

  /**
   * The shortest time between two syncs. Zero is at every change.
   *
   * @default - zero
   */
  readonly minSyncPeriod?: Duration;

  /**
   * How long an idle TCP session is kept. Zero leaves the kernel's setting as it is.
   *
   * @default - zero
   */
  readonly tcpTimeout?: Duration;

  /**
   * How long a TCP session is kept after a FIN. Zero leaves the kernel's setting as it is.
   *
   * @default - zero
   */
  readonly tcpFinTimeout?: Duration;

  /**
   * How long an idle UDP session is kept. Zero leaves the kernel's setting as it is.
   *
   * @default - zero
   */
  readonly udpTimeout?: Duration;
}
