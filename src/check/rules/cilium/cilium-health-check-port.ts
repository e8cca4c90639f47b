import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { CiliumRule } from '../../goals/cilium/rule';

export const ciliumHealthCheckPort: CiliumRule = {
  id: 'cilium-health-check-port',
  title: 'Health check of load balancers that kube-proxy answers',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.NEEDS_NODE_CHECK,
  description: 'Load balancers of several clouds ask kube-proxy on port 10256 whether a node is healthy. Its replacement answers there only where kubeProxyReplacementHealthzBindAddr is set; '
    + 'otherwise all nodes count as down when kube-proxy is gone.',
  remediation: 'Set kubeProxyReplacementHealthzBindAddr: "0.0.0.0:10256".',
  references: ['https://docs.cilium.io/en/stable/network/kubernetes/kubeproxy-free/#kube-proxy-replacement-health-check-server'],
  * check(context) {
    const { cluster, shown } = context;
    if (!shown || !context.replacesKubeProxy || shown.config['kube-proxy-replacement-healthz-bind-address']) return;
    // Only a cloud has a provider whose load balancers come from outside.
    const cloud = [...cluster.nodes.values()].find(({ providerId }) => /^(?:aws|azure|gce|oci|openstack|digitalocean|hcloud|ibm|linode|vultr|alicloud|scaleway)\b/.test(providerId));
    const services = [...cluster.services.values()].filter(({ type, externalTrafficPolicy }) => type === 'LoadBalancer' && externalTrafficPolicy === 'Cluster');
    if (!cloud || services.length === 0) return;
    yield {
      message: `Load balancers may count all nodes as down: nothing answers on port 10256 (${cloud.providerId.split(':')[0]}).`,
      objects: services.map(object => ({ object })),
    };
  },
};
