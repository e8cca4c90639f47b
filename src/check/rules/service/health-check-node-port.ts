import { describeAddresses, servedServices } from '../../../cluster/inventory/service-frontends';
import { Service } from '../../../cluster/served/service';
import { isSet } from '../../../programs/kube-proxy/migration-steps';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { ConcernedObject } from '../../findings/rule';
import { whereAny } from '../../findings/where-any';
import { NftablesRule } from '../../goals/nftables/rule';

export const healthCheckNodePort: NftablesRule = {
  id: 'health-check-node-port',
  title: 'Load balancer health checks may be blocked by the firewall',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.NEEDS_NODE_CHECK,
  from: ['ipvs', 'iptables'],
  description: 'Services of type LoadBalancer with externalTrafficPolicy Local have a healthCheckNodePort, where the load balancer checks whether '
    + 'the node has endpoints. In iptables and IPVS mode, kube-proxy accepts packets to that port on every address, whatever the firewall of the '
    + 'node is set to. In nftables mode, it does not open the firewall, and listens only on the addresses of nodePortAddresses, by default the '
    + 'primary ones. In IPVS mode, each node also holds the addresses of load balancers and answers probes to them. If probes fail, the load '
    + 'balancer removes the node.',
  remediation: 'Allow the health check ports in the firewalls of the nodes. If load balancers probe an address other than the Node\'s own, add it '
    + 'to nodePortAddresses.',
  references: ['https://github.com/kubernetes/kubernetes/issues/97225', 'https://kep.k8s.io/3866'],
  topics: ['health-check-addresses', 'health-check-load-balancer', 'health-check-firewall'],
  * check(context) {
    const { cluster, planned, mode } = context;
    const services = servedServices(cluster).filter(service => service.healthCheckNodePort !== 0);
    const addresses = context.changedBy(['health-check-addresses'], services);
    const loadBalancers = context.changedBy(['health-check-load-balancer'], services);
    const objects = services.map(withPort);
    yield* whereAny(objects, { aspect: 'firewall', message: 'In nftables mode, kube-proxy does not open the firewall of the node for load balancer health checks.' });
    if (!isSet(planned.nodePortAddresses)) {
      const changed = [...addresses.changed.map(({ service }) => service), ...addresses.undecided].map(withPort);
      yield* whereAny(changed, { aspect: 'addresses', message: 'Health check ports will answer on the primary addresses of the nodes only instead of all addresses.' });
    }
    if (mode !== 'ipvs') return;
    yield* whereAny(
      [...loadBalancers.changed.map(({ service }) => service), ...loadBalancers.undecided.filter(service => service.loadBalancerVips.length > 0)]
        .map(object => ({ object, detail: `healthCheckNodePort ${object.healthCheckNodePort} on ${describeAddresses(object.loadBalancerVips)}` })),
      {
        message: 'Every node currently answers health checks that are sent to the address of the load balancer itself because IPVS mode adds it '
          + 'to kube-ipvs0; in nftables mode, nodes do not.',
        remediation: 'Let load balancers probe the nodes\' own addresses.',
      },
    );
  },
};

function withPort(object: Service): ConcernedObject {
  return { object, detail: `healthCheckNodePort ${object.healthCheckNodePort}` };
}
