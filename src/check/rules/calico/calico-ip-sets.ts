import { isBefore } from '../../../base/version/version';
import { calicoOf } from '../../../cluster/inventory/calico';
import { calicoItself, writesRules } from '../../findings/calico-subject';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { NftablesRule } from '../../goals/nftables/rule';

export const calicoIpSets: NftablesRule = {
  id: 'calico-ip-sets',
  title: 'Felix fails on IP sets with overlapping CIDRs',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.NEEDS_NODE_CHECK,
  from: ['ipvs', 'iptables', 'nftables'],
  description: 'nftables sets refuse overlapping networks, so Felix must leave out networks that others contain. Calico 3.32.0 does not do so '
    + 'when nftablesMode is Auto, the default: a policy whose selector matches a NetworkSet and a pod with an address in it makes Felix panic '
    + 'repeatedly. Up to 3.31.6 and 3.32.1, Felix also fails when such a contained member is removed, and panics on a set member that it cannot '
    + 'read, such as 0.0.0.0/0 in a NetworkSet. 3.31.7 and 3.32.2 have both fixes. Before 3.33.0, Felix also restarts repeatedly where IP pools '
    + 'overlap.',
  remediation: 'Upgrade Calico to 3.31.7, 3.32.2 or later. Until then, avoid networks in NetworkSets and policies that contain pod addresses or '
    + 'each other, and avoid 0.0.0.0/0.',
  references: [
    'https://github.com/projectcalico/calico/issues/12851',
    'https://github.com/projectcalico/calico/pull/12671',
    'https://github.com/projectcalico/calico/pull/13274',
    'https://github.com/projectcalico/calico/issues/13477',
    'https://github.com/projectcalico/calico/pull/14020',
  ],
  * check({ cluster }) {
    const calico = calicoOf(cluster);
    const version = calico?.version;
    if (!calico || !version || !writesRules(calico) || isBefore(version, 3, 29)) return;
    const objects = calicoItself(calico);
    const isFirst = version.minor === 32 && version.patch === 0;
    if (isFirst && (calico.isOperatorManaged || calico.nftablesMode !== 'Enabled')) {
      yield { message: 'In nftables mode, this version of Felix panics on policies whose networks overlap, such as a NetworkSet that contains pod '
        + 'addresses.', objects };
    } else if (isBefore(version, 3, 31, 7) !== false || (version.minor === 32 && isBefore(version, 3, 32, 2) !== false)) {
      yield {
        message: 'In nftables mode, this version of Felix may fail on policies whose networks overlap when one of them is removed, and on 0.0.0.0/0.',
        objects,
        severity: FindingSeverity.WARNING,
      };
    }
  },
};
