import { Cluster } from '../../../cluster/cluster';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { kubeProxyOnAllNodes } from '../../goals/cilium/kube-proxy';
import { CiliumRule } from '../../goals/cilium/rule';

export const ciliumHealthCheckPort: CiliumRule = {
  id: 'cilium-health-check-port',
  title: 'Health check of load balancers that kube-proxy answers',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.NEEDS_NODE_CHECK,
  description: 'Load balancers of several clouds ask kube-proxy on port 10256 whether a node is healthy. Its replacement answers there only where kubeProxyReplacementHealthzBindAddr is set; '
    + 'otherwise all nodes count as down when kube-proxy is gone. Where kube-proxy still listens on that port, agents of 1.17 stop at start, and later ones report an error and serve nothing until they '
    + 'start again.',
  remediation: 'Set kubeProxyReplacementHealthzBindAddr: "0.0.0.0:10256" when kube-proxy is gone; node by node, by a CiliumNodeConfig for nodes that kube-proxy is kept off.',
  references: ['https://docs.cilium.io/en/stable/network/kubernetes/kubeproxy-free/#kube-proxy-replacement-health-check-server'],
  * check(context) {
    const { cluster, shown, minor } = context;
    if (!shown || !context.replacesKubeProxy) return;
    const address = shown.config['kube-proxy-replacement-healthz-bind-address'];
    if (address) {
      const kubeProxy = kubeProxyOnAllNodes(cluster);
      // daemon/healthz/kube_proxy_healthz.go; daemon/cmd/kube_proxy_healthz.go in 1.17
      yield* whereAny(kubeProxy && portOf(address) === portOf(healthzAddressOf(cluster)) ? [{ object: kubeProxy, detail: `listens on port ${portOf(address)}, too` }] : [], {
        message: `kube-proxy listens where agents are to answer health checks (${address}): ${minor === '1.17' ? 'agents stop at start' : 'they serve nothing until they start again without it'}.`,
        severity: minor === '1.17' ? FindingSeverity.BLOCKER : FindingSeverity.WARNING,
      });
      return;
    }
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

/** Where kube-proxy answers health checks, by its configuration. */
function healthzAddressOf({ kubeProxyConfiguration }: Cluster): string {
  const { healthzBindAddress } = kubeProxyConfiguration?.document ?? {};
  return typeof healthzBindAddress === 'string' && healthzBindAddress !== '' ? healthzBindAddress : '0.0.0.0:10256';
}

/** An address without a port gets that of kube-proxy: its defaults.go. The colons of an IPv6 address without brackets are none before a port. */
function portOf(address: string): string {
  return /^(?:\[.*\]|[^:]*):(\d+)$/.exec(address)?.[1] ?? '10256';
}
