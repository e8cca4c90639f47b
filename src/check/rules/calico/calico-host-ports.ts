import { calicoOf } from '../../../cluster/inventory/calico';
import { dataplaneSetting, writesRules } from '../../findings/calico-subject';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { NftablesRule } from '../../goals/nftables/rule';

export const calicoHostPorts: NftablesRule = {
  id: 'calico-host-ports',
  title: 'hostPort needs iptables on the node',
  severity: FindingSeverity.INFO,
  confidence: FindingConfidence.NEEDS_NODE_CHECK,
  from: ['ipvs', 'iptables', 'nftables'],
  description: 'With Calico\'s own CNI plugin, the plugin portmap serves the ports that pods request with hostPort. It continues to write '
    + 'iptables rules with the iptables binary of the node, whatever the dataplanes of Calico and kube-proxy are. These rules do not conflict '
    + 'with the nftables rules of kube-proxy, but the iptables package must stay on the node.',
  remediation: 'Keep the iptables package on the nodes. If no pod uses hostPort, set calicoNetwork.hostPorts: Disabled in the Installation instead.',
  references: ['https://www.cni.dev/plugins/current/meta/portmap/', 'https://docs.tigera.io/calico/latest/reference/installation/api'],
  * check({ cluster }) {
    const calico = calicoOf(cluster);
    if (!calico?.hostPorts || !writesRules(calico)) return;
    yield {
      message: 'Pods with a hostPort still need the iptables binary on their node after the change.',
      objects: dataplaneSetting(calico, calico.isOperatorManaged ? 'hostPorts Enabled' : 'the CNI plugin portmap'),
    };
  },
};
