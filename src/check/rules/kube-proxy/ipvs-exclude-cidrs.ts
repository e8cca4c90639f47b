import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { NftablesRule } from '../../goals/nftables/rule';

export const ipvsExcludeCidrs: NftablesRule = {
  id: 'ipvs-exclude-cidrs',
  title: 'excludeCIDRs no longer protects other users of IPVS',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  from: ['ipvs'],
  description: 'ipvs.excludeCIDRs is set where somebody else (keepalived, kube-vip, an administrator) has virtual servers in the node\'s IPVS table. In '
    + 'nftables mode kube-proxy leaves IPVS alone, except at its start: at every start, also that of a restart or an upgrade, it removes what IPVS mode '
    + 'has left by flushing the node\'s whole IPVS table, and doesn\'t look at excludeCIDRs. From 1.34 it skips that where modprobe can\'t load ip_vs.',
  remediation: 'Move the other virtual servers off the nodes of the cluster, or have their owner put them back after each start of kube-proxy. Look at '
    + 'ipvsadm -Ln on the nodes for virtual servers inside excludeCIDRs.',
  references: [
    'https://github.com/kubernetes/kubernetes/issues/134147',
    'https://github.com/kubernetes/kubernetes/pull/97336',
  ],
  * check({ configuration, configurationObjects }) {
    const cidrs = configuration.ipvs?.excludeCIDRs ?? [];
    if (cidrs.length === 0) return;
    yield {
      message: 'excludeCIDRs keeps virtual servers of others today; in nftables mode kube-proxy removes them at each of its starts.',
      objects: configurationObjects.map(({ object }) => ({ object, detail: `excludeCIDRs ${cidrs.join(', ')}` })),
    };
  },
};
