import { CiliumMinor, isBeforeMinor } from '../target';

/** Words of policies, with the minor from which the agent knows them: pkg/policy/api/entity.go and l4.go. */
const ENTITIES: Readonly<Record<string, CiliumMinor | undefined>> = {
  'all': undefined,
  'world': undefined,
  'world-ipv4': undefined,
  'world-ipv6': undefined,
  'cluster': undefined,
  'host': undefined,
  'init': undefined,
  'ingress': undefined,
  'unmanaged': undefined,
  'remote-node': undefined,
  'health': undefined,
  'none': undefined,
  'kube-apiserver': undefined,
  'cluster-mesh': '1.20',
};

const PROTOCOLS: Readonly<Record<string, CiliumMinor | undefined>> = {
  TCP: undefined,
  UDP: undefined,
  SCTP: undefined,
  ANY: undefined,
  ICMP: undefined,
  ICMPV6: undefined,
  VRRP: '1.19',
  IGMP: '1.19',
  GRE: '1.20',
  IPIP: '1.20',
  IPV6: '1.20',
  ESP: '1.20',
  AH: '1.20',
};

/** Protocols of policies that have no ports. */
export const PORTLESS: readonly string[] = ['VRRP', 'IGMP', 'GRE', 'IPIP', 'IPV6', 'ESP', 'AH'];

function known(words: Readonly<Record<string, CiliumMinor | undefined>>, minor: CiliumMinor): string[] {
  return Object.keys(words).filter(word => words[word] === undefined || !isBeforeMinor(minor, words[word]));
}

export function agentEntities(minor: CiliumMinor): string[] {
  return known(ENTITIES, minor);
}

/** Of ports; those of ICMP are made of the block `icmps` alone. */
export function agentProtocols(minor: CiliumMinor): string[] {
  return known(PROTOCOLS, minor).filter(protocol => !protocol.startsWith('ICMP'));
}

const ICMP_V4: readonly string[] = [
  'EchoReply', 'DestinationUnreachable', 'Redirect', 'Echo', 'EchoRequest', 'RouterAdvertisement', 'RouterSelection', 'TimeExceeded', 'ParameterProblem',
  'Timestamp', 'TimestampReply', 'Photuris', 'ExtendedEchoRequest', 'ExtendedEchoReply',
];

const ICMP_V6: readonly string[] = [
  'DestinationUnreachable', 'PacketTooBig', 'TimeExceeded', 'ParameterProblem', 'EchoRequest', 'EchoReply', 'MulticastListenerQuery', 'MulticastListenerReport',
  'MulticastListenerDone', 'RouterSolicitation', 'RouterAdvertisement', 'NeighborSolicitation', 'NeighborAdvertisement', 'RedirectMessage', 'RouterRenumbering',
  'ICMPNodeInformationQuery', 'ICMPNodeInformationResponse', 'InverseNeighborDiscoverySolicitation', 'InverseNeighborDiscoveryAdvertisement',
  'HomeAgentAddressDiscoveryRequest', 'HomeAgentAddressDiscoveryReply', 'MobilePrefixSolicitation', 'MobilePrefixAdvertisement',
  'DuplicateAddressRequestCodeSuffix', 'DuplicateAddressConfirmationCodeSuffix', 'ExtendedEchoRequest', 'ExtendedEchoReply',
];

/** The names of ICMP types in a family, as pkg/policy/api/icmp.go has them. */
export function icmpTypeNames(family: unknown): readonly string[] {
  return family === 'IPv6' ? ICMP_V6 : ICMP_V4;
}
