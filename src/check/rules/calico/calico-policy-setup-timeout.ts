import { isBefore } from '../../../base/version/version';
import { calicoOf } from '../../../cluster/inventory/calico';
import { dataplaneSetting } from '../../findings/calico-subject';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { NftablesRule } from '../../goals/nftables/rule';

export const calicoPolicySetupTimeout: NftablesRule = {
  id: 'calico-policy-setup-timeout',
  title: 'The operator refuses Nftables with linuxPolicySetupTimeoutSeconds',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  from: ['ipvs', 'iptables', 'nftables'],
  description: 'The operators of Calico 3.29 and 3.30 accept linuxPolicySetupTimeoutSeconds with the dataplanes Iptables and BPF only, and set it '
    + 'to 0 themselves. Changing linuxDataplane to Nftables then makes the Installation invalid: the operator stops working, and Calico stays on '
    + 'iptables although kube-proxy has changed. Operators from 1.39 (Calico 3.31) accept the field with any dataplane.',
  remediation: 'Change both fields at once: `kubectl patch installation.operator.tigera.io default --type merge -p '
    + '\'{"spec":{"calicoNetwork":{"linuxDataplane":"Nftables","linuxPolicySetupTimeoutSeconds":null}}}\'`. Alternatively, upgrade Calico to 3.31 '
    + 'or later first.',
  references: ['https://github.com/projectcalico/calico/issues/10348'],
  * check({ cluster }) {
    const calico = calicoOf(cluster);
    if (calico?.linuxPolicySetupTimeoutSeconds === undefined || calico.linuxDataplane === 'BPF' || calico.linuxDataplane === 'VPP') return;
    const { version, linuxPolicySetupTimeoutSeconds } = calico;
    if (version && (isBefore(version, 3, 29) || !isBefore(version, 3, 31))) return;
    yield {
      message: 'The operator refuses linuxDataplane Nftables as long as linuxPolicySetupTimeoutSeconds is set, even to 0.',
      objects: dataplaneSetting(calico, `linuxPolicySetupTimeoutSeconds ${linuxPolicySetupTimeoutSeconds}`),
      confidence: version ? FindingConfidence.MANIFEST : FindingConfidence.NEEDS_NODE_CHECK,
    };
  },
};
