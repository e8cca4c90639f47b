import { isPlainObject } from '../../../base/objects/fields';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { linuxNodes } from '../../findings/nodes';
import { whereAny } from '../../findings/where-any';
import { NftablesRule } from '../../goals/nftables/rule';

/** Enterprise Linux 10 has removed the kernel modules of iptables (kops#17789, kubespray#13291). */
const ENTERPRISE_LINUX_10 = /^(?:Red Hat Enterprise Linux|Rocky Linux|AlmaLinux|CentOS Stream|Oracle Linux Server)\D* 10\b/;

export const flannelIptables: NftablesRule = {
  id: 'flannel-iptables',
  title: 'flannel writes iptables rules on nodes without iptables',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.NEEDS_NODE_CHECK,
  from: ['ipvs', 'iptables', 'nftables'],
  description: 'flannel writes its masquerade rules with iptables unless EnableNFTables is true. Enterprise Linux 10 no longer has the kernel modules that '
    + 'iptables needs, and does not install the iptables package: flannel does not start there, and pods get no network. kube-proxy in nftables mode does not '
    + 'need iptables, so clusters on such nodes often change both at once.',
  remediation: 'Set "EnableNFTables": true in net-conf.json of the ConfigMap kube-flannel-cfg and restart flannel, or keep iptables-nft and '
    + 'kernel-modules-extra on the nodes.',
  references: [
    'https://github.com/kubernetes-sigs/kubespray/pull/13291',
    'https://github.com/kubernetes/kops/issues/17503',
    'https://github.com/flannel-io/flannel/blob/master/Documentation/configuration.md',
  ],
  * check(context) {
    const kept = context.cluster.networkConfigMap('kube-flannel/kube-flannel-cfg', 'kube-system/kube-flannel-cfg');
    const data = kept?.object.data;
    const text = isPlainObject(data) ? data['net-conf.json'] : undefined;
    if (!kept || typeof text !== 'string' || enablesNftables(text)) return;
    const nodes = linuxNodes(context).filter(({ osImage }) => ENTERPRISE_LINUX_10.test(osImage)).map(object => ({ object, detail: object.osImage }));
    yield* whereAny(nodes.length === 0 ? [] : [{ object: kept.reference, detail: 'EnableNFTables is not true' }, ...nodes], {
      message: 'flannel is set to write iptables rules, which these nodes have no kernel modules for.',
    });
  },
};

/** flannel refuses what is not JSON, so that nothing can be said about it here. */
function enablesNftables(text: string): boolean {
  try {
    const document: unknown = JSON.parse(text);
    return isPlainObject(document) && document.EnableNFTables === true;
  } catch {
    return true;
  }
}
