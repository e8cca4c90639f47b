import { FindingConfidence, FindingSeverity } from '../finding';
import { Rule } from '../rule';

export const healthCheckNodePort: Rule = {
  id: 'health-check-node-port',
  title: 'Health checks of load balancers lose the firewall hole',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.NEEDS_NODE_CHECK,
  from: ['ipvs', 'iptables'],
  description: 'Services of type LoadBalancer with externalTrafficPolicy Local have a healthCheckNodePort, which the load balancer asks whether the '
    + 'node has endpoints. In the modes iptables and IPVS kube-proxy accepts packets to that port on every address, whatever the node\'s firewall '
    + 'says. In nftables mode it opens no holes, and listens on the addresses of nodePortAddresses alone, by default the primary ones. A load '
    + 'balancer whose probes fail takes the node out.',
  remediation: 'Allow the health check ports in the nodes\' firewalls. If load balancers probe another address than the Node\'s own, name it in '
    + 'nodePortAddresses.',
  references: ['https://github.com/kubernetes/kubernetes/issues/97225', 'https://kep.k8s.io/3866'],
  * check({ cluster }) {
    const objects = cluster.services.filter(service => service.healthCheckNodePort !== 0)
      .map(service => ({ object: service, detail: `healthCheckNodePort ${service.healthCheckNodePort}` }));
    if (objects.length > 0) yield { message: 'kube-proxy no longer lets health checks of load balancers through the node\'s firewall.', objects };
  },
};
