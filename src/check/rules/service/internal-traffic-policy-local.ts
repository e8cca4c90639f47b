import { FAMILIES } from '../../../base/ip/address';
import { describeNodes, nodesWithoutEndpoint, portEndpointsOf, servingNodes } from '../../../cluster/inventory/service-endpoints';
import { isExternallyAccessible, servedServices } from '../../../cluster/inventory/service-frontends';
import { Service } from '../../../cluster/served/service';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { ConcernedObject } from '../../findings/rule';
import { whereAny } from '../../findings/where-any';
import { ChangedService } from '../../goals/nftables/behavior/mode-changes';
import { NftablesContext } from '../../goals/nftables/context';
import { NftablesRule } from '../../goals/nftables/rule';

export const internalTrafficPolicyLocal: NftablesRule = {
  id: 'internal-traffic-policy-local',
  title: 'internalTrafficPolicy Local without an endpoint on the node',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  from: ['ipvs'],
  description: 'With internalTrafficPolicy Local, the ClusterIP leads to endpoints of the client\'s own node. If the node has none, IPVS '
    + 'nevertheless uses those of other nodes when the Service also has NodePorts or external addresses, so the problem may have gone unnoticed. '
    + 'With a ClusterIP only, IPVS refuses the connection at once. nftables mode, like iptables mode, drops the packets in both cases: clients '
    + 'wait for a timeout.',
  remediation: 'Run an endpoint on each node that has clients, for example, with a DaemonSet that tolerates the taints of the nodes, or set '
    + 'internalTrafficPolicy: Cluster.',
  references: ['https://kubernetes.io/docs/concepts/services-networking/service-traffic-policy/', 'https://kep.k8s.io/2086'],
  topics: ['internal-policy-local'],
  * check(context) {
    const local = servedServices(context.cluster).filter(({ internalTrafficPolicy }) => internalTrafficPolicy === 'Local');
    const works = context.changedBy(internalTrafficPolicyLocal.topics!, local, ({ consequence }) => consequence === 'breaks');
    const broken = works.changed.map(withNodes);
    const isBroken = new Set(works.changed.map(({ service }) => service));
    const slower = context.changedBy(internalTrafficPolicyLocal.topics!, []).changed.filter(({ service }) => !isBroken.has(service)).map(withNodes);
    const { broken: alsoBroken, unknown, slower: alsoSlower } = byObjects(works.undecided, context);
    yield* whereAny([...broken, ...alsoBroken], {
      message: 'On nodes without an endpoint, the ClusterIP currently works through an endpoint of another node despite internalTrafficPolicy '
        + 'Local; in nftables mode, packets to it are dropped.',
    });
    yield* whereAny(unknown, {
      message: 'If a node does not have an endpoint, the ClusterIP currently works there through an endpoint of another node despite '
        + 'internalTrafficPolicy Local; in nftables mode, packets to it are dropped.',
      severity: FindingSeverity.WARNING,
      confidence: FindingConfidence.NEEDS_NODE_CHECK,
      remediation: 'Compare the EndpointSlices with the Nodes. Run an endpoint on each node that has clients, or set internalTrafficPolicy: Cluster.',
    });
    yield* whereAny([...slower, ...alsoSlower], {
      message: 'On nodes without an endpoint, connections to the ClusterIP are currently refused; in nftables mode, they time out.',
      severity: FindingSeverity.INFO,
    });
  },
};

function withNodes({ service, nodes }: ChangedService): ConcernedObject {
  return { object: service, detail: `no endpoint on ${describeNodes(nodes)}` };
}

/** What the objects show of Services that the models don't decide. */
function byObjects(services: readonly Service[], { cluster }: NftablesContext) {
  const nodes = servingNodes(cluster);
  const broken: ConcernedObject[] = [];
  const unknown: ConcernedObject[] = [];
  const slower: ConcernedObject[] = [];
  for (const object of services) {
    const endpoints = nodes.length === 0 ? undefined : portEndpointsOf(cluster, object);
    if (!endpoints) {
      (FAMILIES.some(family => isExternallyAccessible(object, family)) ? unknown : slower).push({ object });
      continue;
    }
    const accessible = endpoints.filter(({ family }) => isExternallyAccessible(object, family));
    const lackingAccessible = nodesWithoutEndpoint(nodes, accessible);
    const lacking = nodesWithoutEndpoint(nodes, endpoints);
    if (lackingAccessible.length > 0) broken.push({ object, detail: `no endpoint on ${describeNodes(lackingAccessible)}` });
    else if (lacking.length > 0) slower.push({ object, detail: `no endpoint on ${describeNodes(lacking)}` });
  }
  return { broken, unknown, slower };
}
