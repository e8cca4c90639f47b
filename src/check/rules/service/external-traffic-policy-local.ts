import { FAMILIES, Family } from '../../../base/ip/address';
import { describeNodes, nodesWithoutEndpoint, portEndpointsOf, servingNodes } from '../../../cluster/inventory/service-endpoints';
import { hasExternalAddresses, mayHaveFamily, servedServices } from '../../../cluster/inventory/service-frontends';
import { Service, isExternalPolicyLocal } from '../../../cluster/served/service';
import { SourceClass } from '../../../dataplane/explain/vocabulary';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { detectsPods } from '../../findings/local-detection';
import { ConcernedObject, Occurrence } from '../../findings/rule';
import { whereAny } from '../../findings/where-any';
import { ChangedService, ChangedTraffic } from '../../goals/nftables/behavior/mode-changes';
import { NftablesContext, ServicesThatChange } from '../../goals/nftables/context';
import { NftablesRule } from '../../goals/nftables/rule';

/** KEP-3866: before, there is nothing to drop packets. */
const FIRST_MINOR_WITH_THE_MODE = 29;
/** Later minors have kubernetes#132456; in 1.33 it came with a patch release, 1.33.5. */
const LAST_MINOR_WITH_EARLY_FILTER = 32;

export const externalTrafficPolicyLocal: NftablesRule = {
  id: 'external-traffic-policy-local',
  title: 'externalTrafficPolicy Local for clients inside the cluster',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  from: ['ipvs', 'iptables'],
  description: 'For clients outside the cluster, externalTrafficPolicy Local means the same in all modes: endpoints of the node, and no answer if '
    + 'it has none. In iptables and nftables mode, pods and processes of a node are exempt and use the endpoints of all nodes. IPVS treats all '
    + 'clients alike: it uses local endpoints or, without them, those of other nodes, and keeps the client address. detectLocalMode identifies '
    + 'pods; without it (no clusterCIDR), they count as outside. kube-proxy 1.31, 1.32 and 1.33 before 1.33.5 in nftables mode drop what '
    + 'processes of a node (including hostNetwork pods) send to an external address of such a Service while the node has no endpoint for it.',
  remediation: 'Let clients inside the cluster use the ClusterIP, or run an endpoint on each node, for example, with a DaemonSet.',
  references: [
    'https://github.com/kubernetes/kubernetes/issues/131765',
    'https://github.com/kubernetes/kubernetes/pull/132456',
    'https://github.com/kubernetes/kubernetes/issues/74383',
    'https://github.com/kubernetes/kubernetes/issues/93456',
  ],
  topics: ['external-policy-local'],
  * check(context) {
    const services = servedServices(context.cluster).filter(service => isExternalPolicyLocal(service));
    if (services.length === 0) return;
    yield* context.mode === 'iptables' ? ofIptables(services, context) : ofIpvs(services, context);
  },
};

/** Rows of clients that are served less, or by others; what starts to work is not a finding. */
function changedBy(context: NftablesContext, services: readonly Service[], isMeant: (row: ChangedTraffic) => boolean): ServicesThatChange {
  return context.changedBy(externalTrafficPolicyLocal.topics!, services, row => row.consequence !== 'starts-to-work' && isMeant(row));
}

/** Whether the node drops what it delivered, since it has no endpoint and does not take the client for one of the cluster. */
function isDroppedWithoutEndpoint({ sourceClass, after }: ChangedTraffic): boolean {
  return sourceClass !== SourceClass.POD_ELSEWHERE && after.shares[0].cause === 'no-local-endpoints';
}

function isOfPodElsewhere({ sourceClass }: ChangedTraffic): boolean {
  return sourceClass === SourceClass.POD_ELSEWHERE;
}

function withNodes({ service, nodes }: ChangedService): ConcernedObject {
  return { object: service, detail: `no endpoint on ${describeNodes(nodes)}` };
}

/** IPVS never delivered what is lost here, so that only iptables users lose something. */
function* ofIptables(services: readonly Service[], context: NftablesContext): Generator<Occurrence> {
  const { changed, undecided } = changedBy(context, services, () => true);
  const isEarly = context.targetMinor >= FIRST_MINOR_WITH_THE_MODE && context.targetMinor <= LAST_MINOR_WITH_EARLY_FILTER;
  yield* onNodesWithoutEndpoint(changed, isEarly ? undecided.filter(hasExternalAddresses) : [], context, {
    message: `kube-proxy ${context.targetVersion} drops what processes of a node without an endpoint send to the external addresses of Services with `
      + 'externalTrafficPolicy Local; currently, they reach the endpoints of other nodes.',
    remediation: 'Change the mode with kube-proxy 1.33.5 or later, or let these processes use the ClusterIP.',
  });
}

function* ofIpvs(services: readonly Service[], context: NftablesContext): Generator<Occurrence> {
  const detects = (family: Family) => detectsPods(context.planned, family);
  const dropped = changedBy(context, services, isDroppedWithoutEndpoint);
  const elsewhere = changedBy(context, [], isOfPodElsewhere).changed;
  const others = changedBy(context, [], row => !isDroppedWithoutEndpoint(row) && !isOfPodElsewhere(row)).changed;
  const open = dropped.undecided;
  const detected = open.filter(service => FAMILIES.some(family => mayHaveFamily(service, family) && detects(family)));
  const undetected = open.filter(service => Object.keys(service.clusterIps).length === 0
    ? !FAMILIES.some(detects)
    : FAMILIES.some(family => mayHaveFamily(service, family) && !detects(family)));
  yield* onNodesWithoutEndpoint(dropped.changed, undetected, context, {
    message: 'kube-proxy cannot distinguish pods from clients outside the cluster: on nodes without an endpoint, nftables mode drops what pods '
      + 'send to external addresses and NodePorts of Services with externalTrafficPolicy Local; currently, they reach the endpoints of other nodes.',
    remediation: 'Set clusterCIDR to the addresses of the pods, or use the detectLocalMode that the CNI plugin documents.',
  });
  yield* whereAny([...others.map(({ service }) => service), ...open].map(object => ({ object })), {
    message: 'Clients on a node that use an external address or NodePort of a Service with externalTrafficPolicy Local get endpoints of all '
      + 'nodes; currently, they stay with local endpoints as long as there are any.',
    severity: FindingSeverity.WARNING,
    remediation: 'If clients must stay on their node, set internalTrafficPolicy: Local and use the ClusterIP; otherwise, no action is required.',
  });
  const mayBeLost = (context.planned.detectLocalMode || 'ClusterCIDR') === 'ClusterCIDR' ? detected.filter(({ hasNodePorts }) => hasNodePorts) : [];
  yield* whereAny([...elsewhere.map(({ service }) => service), ...mayBeLost].map(object => ({ object })), {
    message: 'If the CNI plugin keeps pod addresses on the way to other nodes, some connections from pods to NodePorts of other nodes will time '
      + 'out: with a cluster CIDR, they count as local there and are sent to endpoints whose replies take another path.',
    severity: FindingSeverity.WARNING,
    confidence: FindingConfidence.NEEDS_NODE_CHECK,
    remediation: 'Let pods use the ClusterIP instead of NodePorts, or use detectLocalMode NodeCIDR if each Node has its own podCIDR.',
  });
}

/**
 * @param changed Services of which the models tell
 * @param services others: only those that have no endpoint on some node, or of which the objects do not tell
 */
function* onNodesWithoutEndpoint(
  changed: readonly ChangedService[], services: readonly Service[], { cluster }: NftablesContext, occurrence: Omit<Occurrence, 'objects'>,
): Generator<Occurrence> {
  const nodes = servingNodes(cluster);
  const proven: ConcernedObject[] = changed.map(withNodes);
  const unknown: ConcernedObject[] = [];
  for (const object of services) {
    const endpoints = nodes.length === 0 ? undefined : portEndpointsOf(cluster, object);
    const lacking = endpoints && nodesWithoutEndpoint(nodes, endpoints);
    if (!lacking) unknown.push({ object });
    else if (lacking.length > 0) proven.push({ object, detail: `no endpoint on ${describeNodes(lacking)}` });
  }
  yield* whereAny(proven, occurrence);
  yield* whereAny(unknown, { ...occurrence, confidence: FindingConfidence.NEEDS_NODE_CHECK });
}
