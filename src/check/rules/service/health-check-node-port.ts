import { describeAddresses, servedServices } from '../../../cluster/inventory/service-frontends';
import { isSet } from '../../../programs/kube-proxy/migration-steps';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { NftablesRule } from '../../goals/nftables/rule';

export const healthCheckNodePort: NftablesRule = {
  id: 'health-check-node-port',
  title: 'Health checks of load balancers lose the firewall hole',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.NEEDS_NODE_CHECK,
  from: ['ipvs', 'iptables'],
  description: 'Services of type LoadBalancer with externalTrafficPolicy Local have a healthCheckNodePort, which the load balancer asks whether the '
    + 'node has endpoints. In the modes iptables and IPVS kube-proxy accepts packets to that port on every address, whatever the node\'s firewall '
    + 'says. In nftables mode it opens no holes, and listens on the addresses of nodePortAddresses alone, by default the primary ones. In IPVS mode '
    + 'each node also holds the load balancers\' addresses and answers probes to them. A load balancer whose probes fail takes the node out.',
  remediation: 'Allow the health check ports in the nodes\' firewalls. If load balancers probe another address than the Node\'s own, name it in '
    + 'nodePortAddresses.',
  references: ['https://github.com/kubernetes/kubernetes/issues/97225', 'https://kep.k8s.io/3866'],
  * check({ cluster, planned, mode }) {
    const services = servedServices(cluster).filter(service => service.healthCheckNodePort !== 0);
    const objects = services.map(object => ({ object, detail: `healthCheckNodePort ${object.healthCheckNodePort}` }));
    yield* whereAny(objects, { aspect: 'firewall', message: 'kube-proxy no longer lets health checks of load balancers through the node\'s firewall.' });
    if (!isSet(planned.nodePortAddresses)) {
      yield* whereAny(objects, { aspect: 'addresses', message: 'Health check ports will answer on the primary addresses of the nodes only, no longer on all addresses.' });
    }
    if (mode !== 'ipvs') return;
    yield* whereAny(
      services.filter(service => service.loadBalancerVips.length > 0)
        .map(object => ({ object, detail: `healthCheckNodePort ${object.healthCheckNodePort} on ${describeAddresses(object.loadBalancerVips)}` })),
      {
        message: 'Every node answers health checks that are sent to the address of the load balancer itself today, since IPVS mode puts it on '
          + 'kube-ipvs0; in nftables mode it does not.',
        remediation: 'Let load balancers probe the nodes\' own addresses.',
      },
    );
  },
};
