import { changeOf } from './change-of';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { NftablesRule } from '../../goals/nftables/rule';

export const distributionNotReady: NftablesRule = {
  id: 'distribution-not-ready',
  title: 'The distribution cannot set nftables mode',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  from: ['ipvs', 'iptables'],
  description: 'Most installers write kube-proxy\'s configuration themselves. Each of them has a first version that offers nftables mode, or whose '
    + 'images, kernels and network plugins work with it; some have no setting for it at all. The versions are those that run and, where the distribution '
    + 'has its own, the one that is stated (--distribution-version).',
  remediation: 'Upgrade the distribution to a version that has nftables mode, then change the mode.',
  references: ['https://github.com/cdk8s-nftables/cdk8s-nftables/blob/main/docs/distributions.md'],
  * check(context) {
    const found = changeOf(context);
    if (typeof found?.change === 'string') yield { message: `${found.name}: ${found.change}`, objects: [] };
  },
};
