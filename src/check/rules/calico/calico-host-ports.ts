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
  description: 'With Calico\'s own CNI plugin the ports that pods ask for with hostPort are served by the plugin portmap, which goes on writing iptables '
    + 'rules with the node\'s own iptables binary, whatever the dataplanes of Calico and kube-proxy are. It stands beside kube-proxy\'s nftables rules '
    + 'without harm, but the package iptables has to stay on the node.',
  remediation: 'Keep the package iptables on the nodes. If no pod uses hostPort, set calicoNetwork.hostPorts: Disabled in the Installation instead.',
  references: ['https://www.cni.dev/plugins/current/meta/portmap/', 'https://docs.tigera.io/calico/latest/reference/installation/api'],
  * check({ cluster }) {
    const calico = calicoOf(cluster);
    if (!calico?.hostPorts || !writesRules(calico)) return;
    yield {
      message: 'Pods with a hostPort need the iptables binary on their node also after the change.',
      objects: dataplaneSetting(calico, calico.isOperatorManaged ? 'hostPorts Enabled' : 'the CNI plugin portmap'),
    };
  },
};
