import { Features, featuresOf } from '../../../src/dataplane/versions/features';
import { SUPPORTED_MINORS } from '../../../src/dataplane/versions/kube-proxy-version';

/** The differences between minors: the value of each feature in 1.31, 1.32, 1.33, 1.34, 1.35, 1.36 and 1.37. */
const TABLE: { readonly [F in keyof Features]: readonly Features[F][] } = {
  filterChains: ['around-dnat', 'around-dnat', 'filter-priority', 'filter-priority', 'filter-priority', 'filter-priority', 'filter-priority'],
  masqueradeMark: ['jump', 'jump', 'jump', 'jump', 'jump', 'inline', 'inline'],
  hairpin: ['endpoint-chain', 'endpoint-chain', 'endpoint-chain', 'endpoint-chain', 'endpoint-chain', 'set', 'set'],
  clusterIpMasquerade: [
    'service-chain-with-port', 'service-chain-with-port', 'service-chain-with-port', 'service-chain', 'service-chain', 'services-chain', 'services-chain',
  ],
  endpointChains: ['always', 'always', 'always', 'always', 'always', 'with-affinity', 'with-affinity'],
  singleEndpoint: ['map', 'map', 'map', 'map', 'map', 'map', 'plain'],
  interfaceMatch: ['iif', 'iif', 'iifname', 'iifname', 'iifname', 'iifname', 'iifname'],
  openSourceRange: ['kept', 'kept', 'kept', 'no-firewall', 'no-firewall', 'no-firewall', 'no-firewall'],
  nodeHints: [false, false, false, true, true, true, true],
  zoneHintsWithoutZone: [false, false, true, true, true, true, true],
  serviceCidrs: [false, false, true, true, true, true, true],
  duplicateEndpoints: [
    'first-or-local', 'first-or-local', 'first-or-local', 'first-or-local', 'first-or-local', 'last-unless-terminating', 'last-unless-terminating',
  ],
  labelSelectors: ['joint', 'joint', 'joint', 'joint', 'joint', 'split', 'split'],
  checksAddressFamily: [true, true, false, false, false, false, false],
  elementCommentLength: [Infinity, Infinity, Infinity, Infinity, Infinity, Infinity, 128],
  nodePortAddressKeywords: [
    'primary-alone', 'primary-alone', 'primary-alone', 'primary-alone', 'primary-alone', 'primary-alone', 'primary-localhost-all',
  ],
};

test.each(SUPPORTED_MINORS.map((minor, i) => [minor, i] as const))('the features of %s', (minor, i) => {
  expect(featuresOf(minor)).toEqual(Object.fromEntries(Object.entries(TABLE).map(([feature, values]) => [feature, values[i]])));
});
