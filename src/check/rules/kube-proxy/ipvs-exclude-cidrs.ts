import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { NftablesRule } from '../../goals/nftables/rule';

export const ipvsExcludeCidrs: NftablesRule = {
  id: 'ipvs-exclude-cidrs',
  title: 'excludeCIDRs no longer protects other users of IPVS',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  from: ['ipvs'],
  description: 'ipvs.excludeCIDRs is set where other software (keepalived, kube-vip) or an administrator has virtual servers in the IPVS table of '
    + 'the node. In nftables mode, kube-proxy does not use IPVS, but at every start, including restarts and upgrades, it cleans up after IPVS '
    + 'mode by flushing the whole IPVS table of the node, whatever excludeCIDRs says. From 1.34, it skips this where modprobe cannot load ip_vs.',
  remediation: 'Move the other virtual servers off the nodes of the cluster, or make their owner restore them after each start of kube-proxy. '
    + 'ipvsadm -Ln on a node lists the virtual servers inside excludeCIDRs.',
  references: [
    'https://github.com/kubernetes/kubernetes/issues/134147',
    'https://github.com/kubernetes/kubernetes/pull/97336',
  ],
  * check({ configuration, configurationObjects }) {
    const cidrs = configuration.ipvs?.excludeCIDRs ?? [];
    if (cidrs.length === 0) return;
    yield {
      message: 'excludeCIDRs currently protects virtual servers of other software; in nftables mode, kube-proxy removes them each time it starts.',
      objects: configurationObjects.map(({ object }) => ({ object, detail: `excludeCIDRs ${cidrs.join(', ')}` })),
    };
  },
};
