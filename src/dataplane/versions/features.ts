import { SUPPORTED_MINORS, SupportedMinor } from './kube-proxy-version';

/**
 * What differs between the rulesets of kube-proxy minors, feature by feature. Everything else in this
 * folder asks for a feature; nothing compares versions.
 */
export interface Features {
  /**
   * The filter base chains: `around-dnat` has all of them just before or after the dnat priority;
   * `filter-priority` has the checks for endpoints at the filter priority (kubernetes#132456).
   */
  readonly filterChains: 'around-dnat' | 'filter-priority';
  /** Whether a packet is marked by a jump to the chain `mark-for-masquerade` or in place (kubernetes#135800). */
  readonly masqueradeMark: 'jump' | 'inline';
  /** Whether hairpin connections are marked in each endpoint's chain or matched by one set (kubernetes#136499). */
  readonly hairpin: 'endpoint-chain' | 'set';
  /** Where traffic to a ClusterIP is marked: in each Service's chain (with or without its port), or in one rule for all. */
  readonly clusterIpMasquerade: 'service-chain-with-port' | 'service-chain' | 'services-chain';
  /** Whether every endpoint has a chain, or only those of Services with session affinity. */
  readonly endpointChains: 'always' | 'with-affinity';
  /** How a single endpoint without affinity is addressed: a map of one, or plain `dnat to` (kubernetes#140723). */
  readonly singleEndpoint: 'map' | 'plain';
  /** The interface match of the interface detectors; `iif` needs the interface to exist (kubernetes#134024). */
  readonly interfaceMatch: 'iif' | 'iifname';
  /** A source range with prefix length 0: kept in the firewall rule, or no firewall at all. */
  readonly openSourceRange: 'kept' | 'no-firewall';
  /** Whether node hints of endpoints are followed (gate PreferSameTrafficDistribution). */
  readonly nodeHints: boolean;
  /** Whether zone hints are followed on a Node without a zone label (its zone is then the empty string). */
  readonly zoneHintsWithoutZone: boolean;
  /** Whether unallocated ClusterIPs are dropped (gate MultiCIDRServiceAllocator). */
  readonly serviceCidrs: boolean;
  /** Which of two endpoints with the same address and port of one Service wins. */
  readonly duplicateEndpoints: 'first-or-local' | 'last-unless-terminating';
  /** Whether one label selector holds for all kinds, or each kind has its own. */
  readonly labelSelectors: 'joint' | 'split';
  /** Whether the addresses of an EndpointSlice are checked for their family, beyond its address type. */
  readonly checksAddressFamily: boolean;
  /** Element comments are cut to this many bytes; nft itself takes 128 (kubernetes#139516). */
  readonly elementCommentLength: number;
  /** The words that nodePortAddresses takes beside CIDRs. */
  readonly nodePortAddressKeywords: 'primary-alone' | 'primary-localhost-all';
}

/** A value for all minors, or the values from a minor on, oldest first. */
type History<T> = readonly (readonly [since: SupportedMinor, value: T])[];

/** Each feature's history. The figures are those of the newest patch release of a minor, with default feature gates. */
const HISTORY: { readonly [F in keyof Features]: History<Features[F]> } = {
  filterChains: [['1.31', 'around-dnat'], ['1.33', 'filter-priority']],
  interfaceMatch: [['1.31', 'iif'], ['1.33', 'iifname']],
  serviceCidrs: [['1.31', false], ['1.33', true]],
  zoneHintsWithoutZone: [['1.31', false], ['1.33', true]],
  checksAddressFamily: [['1.31', true], ['1.33', false]],
  openSourceRange: [['1.31', 'kept'], ['1.34', 'no-firewall']],
  nodeHints: [['1.31', false], ['1.34', true]],
  clusterIpMasquerade: [['1.31', 'service-chain-with-port'], ['1.34', 'service-chain'], ['1.36', 'services-chain']],
  masqueradeMark: [['1.31', 'jump'], ['1.36', 'inline']],
  hairpin: [['1.31', 'endpoint-chain'], ['1.36', 'set']],
  endpointChains: [['1.31', 'always'], ['1.36', 'with-affinity']],
  duplicateEndpoints: [['1.31', 'first-or-local'], ['1.36', 'last-unless-terminating']],
  labelSelectors: [['1.31', 'joint'], ['1.36', 'split']],
  singleEndpoint: [['1.31', 'map'], ['1.37', 'plain']],
  elementCommentLength: [['1.31', Infinity], ['1.37', 128]],
  nodePortAddressKeywords: [['1.31', 'primary-alone'], ['1.37', 'primary-localhost-all']],
};

/** The features of a minor. */
export function featuresOf(minor: SupportedMinor): Features {
  const position = SUPPORTED_MINORS.indexOf(minor);
  const entries = Object.entries(HISTORY).map(([feature, history]) => {
    const reached = (history as History<unknown>).filter(([since]) => SUPPORTED_MINORS.indexOf(since) <= position);
    return [feature, reached[reached.length - 1][1]];
  });
  return Object.fromEntries(entries) as Features;
}
