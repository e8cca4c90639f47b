/** A protocol over IP. Services are for all but ICMP. */
export enum IpProtocol {
  /** TCP. */
  TCP = 'tcp',
  /** UDP. */
  UDP = 'udp',
  /** SCTP. */
  SCTP = 'sctp',
  /** ICMP or ICMPv6: an echo request. */
  ICMP = 'icmp',
}
