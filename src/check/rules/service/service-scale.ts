import { Cluster } from '../../../cluster/cluster';
import { portEndpointsOf } from '../../../cluster/inventory/service-endpoints';
import { servedServices } from '../../../cluster/inventory/service-frontends';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { NftablesRule } from '../../goals/nftables/rule';

/** What makes the first sync slow. A map is what spreads the connections of one Service port over its endpoints. */
interface Load {
  readonly maps: number;
  readonly endpoints: number;
}

/** From this size on the first sync takes as long as the message says, in those who have published it. */
interface Threshold {
  readonly load: keyof Load;
  readonly atLeast: number;
  /** The last minor that the figure is about. */
  readonly lastMinor: number;
  readonly severity: FindingSeverity;
  readonly message: string;
}

/** Up to this minor each endpoint has a chain of its own (kubernetes#135800, #136499). */
const LAST_MINOR_WITH_ENDPOINT_CHAINS = 35;
/** Up to this minor a port with a single endpoint has a map as well (kubernetes#140723). */
const LAST_MINOR_WITH_MAPS_OF_ONE = 36;

/**
 * The published figures are 16 m 43 s for 44,128 maps (kubernetes#139513, 1.36.1) and 13 m 15 s for 250,011 endpoints of 5,006 Services
 * (kubernetes#135639). The warnings begin at about a quarter of them, where the time is counted in minutes at worst.
 */
const THRESHOLDS: readonly Threshold[] = [
  {
    load: 'maps',
    atLeast: 40_000,
    lastMinor: Infinity,
    severity: FindingSeverity.BLOCKER,
    message: 'Clusters with this many Service ports have reported about 15 minutes for the first sync, during which new connections fail.',
  },
  {
    load: 'endpoints',
    atLeast: 200_000,
    lastMinor: LAST_MINOR_WITH_ENDPOINT_CHAINS,
    severity: FindingSeverity.BLOCKER,
    message: 'Clusters with this many endpoints have reported about 15 minutes for the first sync, during which new connections fail.',
  },
  {
    load: 'maps',
    atLeast: 10_000,
    lastMinor: Infinity,
    severity: FindingSeverity.WARNING,
    message: 'With this many Service ports, the first sync takes noticeable time, during which new connections fail.',
  },
  {
    load: 'endpoints',
    atLeast: 50_000,
    lastMinor: LAST_MINOR_WITH_ENDPOINT_CHAINS,
    severity: FindingSeverity.WARNING,
    message: 'With this many endpoints, the first sync takes noticeable time, during which new connections fail.',
  },
];

export const serviceScale: NftablesRule = {
  id: 'service-scale',
  title: 'Long first sync',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.NEEDS_NODE_CHECK,
  from: ['ipvs', 'iptables'],
  description: 'At startup in nftables mode, kube-proxy first removes the rules of the old mode; until its first sync is done, new connections to '
    + 'Services fail on the node. The time grows faster than the number of maps, one for each Service port with endpoints (from 1.37, only for '
    + 'ports with several endpoints or with session affinity); up to 1.35, it also grows with the number of endpoints, which have a chain each. '
    + 'Reported times are 16 m 43 s for 44,128 Service ports with one endpoint each (1.36.1) and 13 m 15 s for 250,011 endpoints of 5,006 '
    + 'Services; these are orders of magnitude, not limits. Later syncs write only changes.',
  remediation: 'Measure the first sync on a drained node of this cluster (kubeproxy_sync_full_proxy_rules_duration_seconds), use the newest '
    + 'kube-proxy, preferably 1.37 or later, and change one node at a time after draining or replacing it. Keep nftables.minSyncPeriod at 1s or '
    + 'more.',
  references: [
    'https://github.com/kubernetes/kubernetes/issues/139513',
    'https://github.com/kubernetes/kubernetes/issues/135639',
    'https://github.com/kubernetes/kubernetes/issues/139328',
    'https://github.com/kubernetes/kubernetes/pull/140723',
  ],
  * check({ cluster, configurationObjects, targetMinor }) {
    const load = loadOf(cluster, targetMinor);
    const reached = THRESHOLDS.find(threshold => targetMinor <= threshold.lastMinor && load[threshold.load] >= threshold.atLeast);
    if (!reached) return;
    const detail = `${load.maps} maps, ${load.endpoints} endpoints`;
    yield { message: reached.message, severity: reached.severity, objects: configurationObjects.map(({ object }) => ({ object, detail })) };
  },
};

/** A Service whose endpoints are not known counts as one with a single endpoint for each port. */
function loadOf(cluster: Cluster, minor: number): Load {
  let maps = 0;
  let endpoints = 0;
  for (const info of servedServices(cluster)) {
    const fewest = minor <= LAST_MINOR_WITH_MAPS_OF_ONE || info.affinityTimeoutSeconds !== undefined ? 1 : 2;
    for (const count of portEndpointsOf(cluster, info)?.map(port => port.count) ?? info.ports.map(() => 1)) {
      if (count >= fewest) maps++;
      endpoints += count;
    }
  }
  return { maps, endpoints };
}
