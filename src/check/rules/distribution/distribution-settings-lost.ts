import { changeOf } from './change-of';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { NftablesRule } from '../../goals/nftables/rule';

export const distributionSettingsLost: NftablesRule = {
  id: 'distribution-settings-lost',
  title: 'The distribution does not pass on a setting of nftables mode',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.MANIFEST,
  from: ['ipvs', 'iptables'],
  description: 'A distribution that writes kube-proxy\'s configuration passes on some of its settings only. masqueradeAll, masqueradeBit and the sync '
    + 'periods move from the section iptables to the section nftables, which some distributions do not have; others have no field for '
    + 'nodePortAddresses. In nftables mode the default counts instead.',
  remediation: 'Decide whether the default of nftables mode will do. If it will not, keep the current mode, or ask for the setting in the distribution.',
  references: ['https://github.com/cdk8s-nftables/cdk8s-nftables/blob/main/docs/distributions.md'],
  * check(context) {
    const found = changeOf(context);
    if (!found || typeof found.change === 'string' || 'missing' in found.change) return;
    for (const { field, reason } of found.change.lost ?? []) {
      yield { message: `${found.name} cannot carry over ${field}: ${reason}.`, objects: context.configurationObjects };
    }
  },
};
