import { Family } from './ip/address';

/** An IP family. Each has a table of its own, which nothing in the other one affects. */
export enum IpFamily {
  /** The table `ip kube-proxy`. */
  IPV4 = 'ipv4',
  /** The table `ip6 kube-proxy`. */
  IPV6 = 'ipv6',
}

/** The family in nft's spelling. */
export const FAMILY_OF: Record<IpFamily, Family> = { [IpFamily.IPV4]: 'ip', [IpFamily.IPV6]: 'ip6' };

export const IP_FAMILY_OF: Record<Family, IpFamily> = { ip: IpFamily.IPV4, ip6: IpFamily.IPV6 };
