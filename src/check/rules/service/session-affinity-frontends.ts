import { FAMILIES } from '../../../base/ip/address';
import { describeAddresses, externalAddresses, isExternallyAccessible, servedServices } from '../../../cluster/inventory/service-frontends';
import { Service } from '../../../cluster/served/service';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { NftablesRule } from '../../goals/nftables/rule';

export const sessionAffinityFrontends: NftablesRule = {
  id: 'session-affinity-frontends',
  title: 'Session affinity spans all addresses of a Service',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.MANIFEST,
  from: ['ipvs'],
  description: 'With sessionAffinity ClientIP, a client returns to its endpoint. IPVS remembers the endpoint separately for each address and '
    + 'port: the ClusterIP, every external address, and every node address with a NodePort. In nftables mode, as in iptables mode, a Service port '
    + 'shares this state between all of its addresses: a client that uses several of them gets one endpoint instead of several.',
  remediation: 'Check that nothing depends on different endpoints behind different addresses, for example, a proxy that connects to several '
    + 'NodePorts to spread load. Without affinity, or with a Service for each use, endpoints are selected independently.',
  references: ['https://kubernetes.io/docs/reference/networking/virtual-ips/#session-affinity', 'https://github.com/kubernetes/kubernetes/issues/103000'],
  * check({ cluster, changes }) {
    const asksForIt = (service: Service) =>
      service.affinityTimeoutSeconds !== undefined && FAMILIES.some(family => isExternallyAccessible(service, family));
    const objects = servedServices(cluster)
      .filter(service => changes?.decides(service) ? changes.sharesAffinityOtherwise.has(service) : asksForIt(service))
      .map(object => ({ object, detail: frontends(object) }));
    yield* whereAny(objects, {
      message: 'Clients of Services with sessionAffinity ClientIP currently have an endpoint for each address of the Service; in nftables mode, '
        + 'they have one for all addresses.',
    });
  },
};

/** `ClusterIP, 203.0.113.7, NodePorts` */
function frontends(service: Service): string {
  const external = externalAddresses(service);
  return ['ClusterIP', ...external.length > 0 ? [describeAddresses(external)] : [], ...service.hasNodePorts ? ['NodePorts'] : []].join(', ');
}
