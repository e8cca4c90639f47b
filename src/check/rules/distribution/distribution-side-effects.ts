import { changeOf } from './change-of';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { NftablesRule } from '../../goals/nftables/rule';

export const distributionSideEffects: NftablesRule = {
  id: 'distribution-side-effects',
  title: 'The distribution does more than change the mode',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.MANIFEST,
  from: ['ipvs', 'iptables'],
  description: 'How a new mode gets to the nodes is up to the distribution: some replace machines, some restart every kube-proxy at once, some overwrite '
    + 'the mode with their next upgrade, and some leave their own network plugin with iptables.',
  remediation: 'Plan the change with this in mind; migrate writes a runbook for the distribution.',
  references: ['https://github.com/cdk8s-nftables/cdk8s-nftables/blob/main/docs/distributions.md'],
  * check(context) {
    const found = changeOf(context);
    if (!found || typeof found.change === 'string') return;
    for (const message of found.change.warnings ?? []) yield { message, objects: [] };
  },
};
