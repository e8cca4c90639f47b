import { Cluster } from '../../../cluster/cluster';
import { nodesWithoutEndpoint, portEndpointsOf, servingNodes } from '../../../cluster/inventory/service-endpoints';
import { servedServices } from '../../../cluster/inventory/service-frontends';
import { Node } from '../../../cluster/served/node';
import { Service, isExternalPolicyLocal, ServicePort } from '../../../cluster/served/service';
import { servicePortComment } from '../../../dataplane/nftables/naming';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { ConcernedObject } from '../../findings/rule';
import { whereAny } from '../../findings/where-any';
import { NftablesRule } from '../../goals/nftables/rule';

/** What nft takes. All letters of the names are of one byte. */
const MAX_COMMENT = 128;
/** 1.37 cuts comments (kubernetes#139516). */
const LAST_FAILING_MINOR = 36;

export const serviceCommentTooLong: NftablesRule = {
  id: 'service-comment-too-long',
  title: 'Service name too long for nftables mode',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  from: ['ipvs', 'iptables', 'nftables'],
  description: 'For a Service port without endpoints (or, with traffic policy Local, without endpoints on the node), kube-proxy writes a set '
    + 'element with the comment "namespace/name:port name". nft accepts comments of up to 128 bytes and refuses the whole transaction for a '
    + 'longer one, so kube-proxy cannot program any Service on the node until the port has endpoints again. From 1.37, kube-proxy truncates the '
    + 'comment.',
  remediation: 'Rename the Service or its port so that namespace, name and port name have no more than 126 characters in total, or use kube-proxy '
    + '1.37.',
  references: ['https://github.com/kubernetes/kubernetes/issues/139515', 'https://github.com/kubernetes/kubernetes/pull/139516'],
  * check({ cluster, targetMinor }) {
    if (targetMinor > LAST_FAILING_MINOR) return;
    const nodes = servingNodes(cluster);
    const failing: ConcernedObject[] = [];
    const waiting: ConcernedObject[] = [];
    for (const object of servedServices(cluster)) {
      const ports = object.ports.filter(port => commentOf(object, port).length > MAX_COMMENT);
      if (ports.length === 0) continue;
      const detail = ports.map(port => `${commentOf(object, port).length} characters: ${commentOf(object, port)}`).join(', ');
      (hasNoEndpoints(object, ports, nodes, cluster) ? failing : waiting).push({ object, detail });
    }
    yield* whereAny(failing, {
      message: 'The names of a Service port without endpoints result in a comment of more than 128 characters: kube-proxy cannot program any '
        + 'Service on the node.',
    });
    yield* whereAny(waiting, {
      message: 'The names of a Service port result in a comment of more than 128 characters: as soon as the port has no endpoints, kube-proxy '
        + 'cannot program any Service on the node.',
      severity: FindingSeverity.WARNING,
    });
  },
};

function commentOf({ namespace, name }: Service, { name: port, protocol }: ServicePort): string {
  return servicePortComment({ namespace, service: name, protocol, port });
}

/** Whether one of the ports is shown to have no endpoints, or with a policy of Local none on some node. */
function hasNoEndpoints(info: Service, ports: readonly ServicePort[], nodes: readonly Node[], cluster: Cluster): boolean {
  const endpoints = portEndpointsOf(cluster, info)?.filter(({ port }) => ports.includes(port)) ?? [];
  const isLocal = info.internalTrafficPolicy === 'Local' || isExternalPolicyLocal(info);
  return endpoints.some(({ count }) => count === 0) || (isLocal && nodesWithoutEndpoint(nodes, endpoints).length > 0);
}
