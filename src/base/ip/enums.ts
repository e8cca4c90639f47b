import { Family } from './address';
import { IpFamily } from './ip-family';
import { IpProtocol } from './ip-protocol';
import { TransportProtocol } from './transport-protocol';

/** The family in nft's spelling. */
export const FAMILY_OF: Readonly<Record<IpFamily, Family>> = { [IpFamily.IPV4]: 'ip', [IpFamily.IPV6]: 'ip6' };

export const IP_FAMILY_OF: Readonly<Record<Family, IpFamily>> = { ip: IpFamily.IPV4, ip6: IpFamily.IPV6 };

export const IP_PROTOCOL_OF: Readonly<Record<TransportProtocol | 'icmp', IpProtocol>> = {
  tcp: IpProtocol.TCP,
  udp: IpProtocol.UDP,
  sctp: IpProtocol.SCTP,
  icmp: IpProtocol.ICMP,
};
