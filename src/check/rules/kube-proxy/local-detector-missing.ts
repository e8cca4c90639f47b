import { Family } from '../../../base/ip/address';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { detectsPods } from '../../findings/local-detection';
import { NftablesContext } from '../../goals/nftables/context';
import { NftablesRule } from '../../goals/nftables/rule';

const FAMILIES: Readonly<Record<Family, string>> = { ip: 'IPv4', ip6: 'IPv6' };

export const localDetectorMissing: NftablesRule = {
  id: 'local-detector-missing',
  title: 'kube-proxy does not know the pods\' addresses',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.MANIFEST,
  from: ['ipvs'],
  description: 'Without a clusterCIDR (in detectLocalMode ClusterCIDR, the default) kube-proxy can\'t tell pods of its node from others. IPVS mode asks only when it '
    + 'decides whether to rewrite the source of traffic to ClusterIPs. In nftables mode pods then count as clients from outside: a Service with '
    + 'externalTrafficPolicy Local drops what they send to its load balancer, external IP or NodePort from nodes without an endpoint of it, where IPVS mode '
    + 'took a remote endpoint; and traffic from outside to ClusterIPs keeps its source.',
  remediation: 'Set clusterCIDR to the pods\' CIDRs, one of each family, or use detectLocalMode: NodeCIDR where Nodes have pod CIDRs.',
  references: [
    'https://kubernetes.io/docs/reference/config-api/kube-proxy-config.v1alpha1/#kubeproxy-config-k8s-io-v1alpha1-LocalMode',
    'https://kep.k8s.io/3866',
  ],
  * check(context) {
    const { detectLocalMode, clusterCIDR } = context.planned;
    if ((detectLocalMode || 'ClusterCIDR') !== 'ClusterCIDR') return;
    if (!clusterCIDR) {
      yield { message: 'The configuration has no clusterCIDR, so pods count as clients from outside in nftables mode.', objects: context.configurationObjects };
      return;
    }
    for (const family of familiesOfServices(context)) {
      if (detectsPods(context.planned, family)) continue;
      yield {
        message: `clusterCIDR has no ${FAMILIES[family]} CIDR, though Services have ${FAMILIES[family]} addresses: pods count as clients from outside there in nftables mode.`,
        objects: context.configurationObjects,
      };
    }
  },
};

function familiesOfServices({ cluster }: NftablesContext): Family[] {
  const services = [...cluster.services.values()];
  return (Object.keys(FAMILIES) as Family[]).filter(family => services.some(service => service.clusterIps[family] !== undefined));
}
