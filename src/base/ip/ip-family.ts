/** An IP family. Each has a table of its own, which nothing in the other one affects. */
export enum IpFamily {
  /** The table `ip kube-proxy`. */
  IPV4 = 'ipv4',
  /** The table `ip6 kube-proxy`. */
  IPV6 = 'ipv6',
}
