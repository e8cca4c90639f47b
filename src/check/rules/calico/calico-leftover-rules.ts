import { isBefore } from '../../../base/version/version';
import { calicoOf } from '../../../cluster/inventory/calico';
import { calicoItself } from '../../findings/calico-subject';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { NftablesRule } from '../../goals/nftables/rule';

export const calicoLeftoverRules: NftablesRule = {
  id: 'calico-leftover-rules',
  title: 'Calico leaves its iptables rules behind',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.MANIFEST,
  from: ['ipvs', 'iptables'],
  description: 'Calico 3.29 and 3.30 do not remove the rules of the previous dataplane. The cali- chains of iptables stay on the node as they '
    + 'were at the time of the change, still filter packets, and contradict later policies and pods. Calico 3.31 removes them in both directions.',
  remediation: 'Upgrade Calico to 3.31 or later before the change. Otherwise, drain and reboot each node after its kube-proxy and calico-node '
    + 'have changed.',
  references: ['https://github.com/projectcalico/calico/pull/10530'],
  * check({ cluster }) {
    const calico = calicoOf(cluster);
    if (calico?.linuxDataplane !== 'Iptables' || isBefore(calico.version, 3, 29) !== false || !isBefore(calico.version, 3, 31)) return;
    yield { message: 'This version of Calico leaves its iptables rules on the node when it changes to nftables.', objects: calicoItself(calico) };
  },
};
