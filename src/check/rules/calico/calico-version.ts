import { isBefore } from '../../../base/version/version';
import { calicoOf } from '../../../cluster/inventory/calico';
import { CALICO_NFTABLES_GUIDE, calicoItself, writesRules } from '../../findings/calico-subject';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { NftablesRule } from '../../goals/nftables/rule';

export const calicoVersion: NftablesRule = {
  id: 'calico-version',
  title: 'Calico without a stable nftables dataplane',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  from: ['ipvs', 'iptables', 'nftables'],
  description: 'Calico has an nftables dataplane from 3.29: a tech preview in 3.29 and 3.30, and stable from 3.31. Before 3.29, it cannot run '
    + 'together with kube-proxy in nftables mode at all. Calico Enterprise numbers its versions differently, so its version counts as unknown.',
  remediation: 'Upgrade Calico to the newest patch release of 3.31 or later before you change the mode of kube-proxy.',
  references: [CALICO_NFTABLES_GUIDE, 'https://docs.tigera.io/calico/latest/release-notes/'],
  * check({ cluster }) {
    const calico = calicoOf(cluster);
    if (!calico || !writesRules(calico)) return;
    const objects = calicoItself(calico);
    if (!calico.version) {
      yield {
        message: 'The objects do not show Calico\'s version. Its nftables dataplane exists from 3.29 and is stable from 3.31.',
        objects,
        severity: FindingSeverity.WARNING,
        confidence: FindingConfidence.NEEDS_NODE_CHECK,
        remediation: 'Check the image of calico-node, and upgrade Calico to 3.31 or later if it is older.',
      };
    } else if (isBefore(calico.version, 3, 29)) {
      yield { message: 'This version of Calico does not have an nftables dataplane: policies would not work together with kube-proxy in nftables '
        + 'mode.', objects };
    } else if (isBefore(calico.version, 3, 31)) {
      yield { message: 'The nftables dataplane of this version of Calico is a tech preview.', objects, severity: FindingSeverity.WARNING };
    }
  },
};
