import { Family } from '../../../base/ip/address';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { detectsPods } from '../../findings/local-detection';
import { NftablesContext } from '../../goals/nftables/context';
import { NftablesRule } from '../../goals/nftables/rule';

const FAMILIES: Readonly<Record<Family, string>> = { ip: 'IPv4', ip6: 'IPv6' };

export const localDetectorMissing: NftablesRule = {
  id: 'local-detector-missing',
  title: 'kube-proxy does not know the addresses of pods',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.MANIFEST,
  from: ['ipvs'],
  description: 'Without a clusterCIDR (in detectLocalMode ClusterCIDR, the default), kube-proxy cannot distinguish pods of its node from other '
    + 'clients. IPVS mode uses this only to decide whether to masquerade traffic to ClusterIPs. In nftables mode, pods count as external clients: '
    + 'on nodes without an endpoint, a Service with externalTrafficPolicy Local drops what they send to its load balancer, external IP or '
    + 'NodePort, where IPVS mode used a remote endpoint. Traffic from outside the cluster to ClusterIPs keeps its source address.',
  remediation: 'Set clusterCIDR to the CIDRs of the pods, one of each family, or use detectLocalMode: NodeCIDR if Nodes have pod CIDRs.',
  references: [
    'https://kubernetes.io/docs/reference/config-api/kube-proxy-config.v1alpha1/#kubeproxy-config-k8s-io-v1alpha1-LocalMode',
    'https://kep.k8s.io/3866',
  ],
  topics: ['local-detector'],
  * check(context) {
    const { detectLocalMode, clusterCIDR } = context.planned;
    if ((detectLocalMode || 'ClusterCIDR') !== 'ClusterCIDR') return;
    if (!clusterCIDR && context.cluster.recognition.distribution?.setsClusterCidr) return;
    if (!clusterCIDR) {
      yield {
        message: 'The configuration does not set clusterCIDR, so pods count as external clients in nftables '
        + 'mode.',
        objects: context.configurationObjects,
      };
      return;
    }
    for (const family of familiesOfServices(context)) {
      if (detectsPods(context.planned, family)) continue;
      yield {
        message: `clusterCIDR does not contain an ${FAMILIES[family]} CIDR, but Services have ${FAMILIES[family]} addresses: for these, pods count as external clients in nftables mode.`,
        objects: context.configurationObjects,
      };
    }
  },
};

function familiesOfServices({ cluster }: NftablesContext): Family[] {
  const services = [...cluster.services.values()];
  return (Object.keys(FAMILIES) as Family[]).filter(family => services.some(service => service.clusterIps[family] !== undefined));
}
