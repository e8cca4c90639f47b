import { hasMetalLb } from '../../../cluster/inventory/address-announcers';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { NftablesRule } from '../../goals/nftables/rule';

export const ipvsStrictArp: NftablesRule = {
  id: 'ipvs-strict-arp',
  title: 'strictARP is no longer needed',
  severity: FindingSeverity.INFO,
  confidence: FindingConfidence.MANIFEST,
  from: ['ipvs'],
  description: 'With ipvs.strictARP, nodes do not answer ARP requests for the addresses on kube-ipvs0, as MetalLB and kube-vip require in IPVS '
    + 'mode. nftables mode does not create kube-ipvs0. kube-proxy does not reset the sysctls that strictARP has set (arp_ignore 1, arp_announce 2 '
    + 'for all interfaces): they stay until the node restarts or they are changed. Software that looks up load balancer addresses on kube-ipvs0 '
    + 'no longer finds them.',
  remediation: 'No action is required for the change. Set net.ipv4.conf.all.arp_ignore and arp_announce to the values that you want without IPVS, '
    + 'or restart the nodes.',
  references: [
    'https://metallb.io/installation/#preparation',
    'https://github.com/metallb/metallb/issues/637',
    'https://github.com/kubernetes-sigs/kubespray/pull/5180',
  ],
  * check({ cluster, configuration, configurationObjects }) {
    if (configuration.ipvs?.strictARP !== true) return;
    const metalLb = hasMetalLb(cluster) ? ' MetalLB needs strictARP in IPVS mode only.' : '';
    yield {
      message: `strictARP has no effect without kube-ipvs0, but its sysctls stay on the nodes until they are changed.${metalLb}`,
      objects: configurationObjects,
    };
  },
};
