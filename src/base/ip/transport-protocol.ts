/** A transport protocol in nft's (lower-case) spelling. */
export type TransportProtocol = 'tcp' | 'udp' | 'sctp';
