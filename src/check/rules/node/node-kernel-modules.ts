import { leadingVersion } from '../../../base/version/version';
import { Node } from '../../../cluster/served/node';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { linuxNodes } from '../../findings/nodes';
import { whereAny } from '../../findings/where-any';
import { NftablesRule } from '../../goals/nftables/rule';

/** Operating systems of which it is known that something is missing: the node's `osImage`, and what it is. */
const SYSTEMS: readonly { readonly isMeant: (osImage: string) => boolean; readonly lacks: string }[] = [
  // siderolabs/pkgs#951, fixed by #953; Talos 1.8 is the first with nftables as its default.
  { isMeant: isTalosBefore18, lacks: 'the kernels of Talos before 1.8 are built without NFT_FIB' },
  // kubernetes/kops#17968
  { isMeant: osImage => /^Rocky Linux 9\b/.test(osImage), lacks: 'Rocky Linux 9 does not load nf_conntrack by itself' },
  // kubernetes/kops#17915, #17920 and #18179
  {
    isMeant: osImage => /^(Red Hat Enterprise Linux|Rocky Linux|AlmaLinux|Oracle Linux Server|CentOS Stream)\D* 10\b/.test(osImage),
    lacks: 'images of Enterprise Linux 10 may lack nft_ct, and do not load nf_tables and nf_conntrack by themselves',
  },
];

export const nodeKernelModules: NftablesRule = {
  id: 'node-kernel-modules',
  title: 'Kernel modules may be missing or not loaded',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.NEEDS_NODE_CHECK,
  from: ['ipvs', 'iptables', 'nftables'],
  description: 'kube-proxy\'s rules in nftables mode need nf_tables with fib, ct, nat, masq and reject expressions; where one is missing, every sync '
    + 'fails with «Could not process rule: No such file or directory». At its start kube-proxy writes net/netfilter/nf_conntrack_max, and exits where '
    + 'nf_conntrack is not loaded; rules of iptables and IPVS load it today, and nothing may be left to do that after a reboot. Named are Nodes of '
    + 'operating systems for which upstream has reports: Talos before 1.8, Rocky Linux 9 and Enterprise Linux 10. Kernels that somebody has built '
    + 'with a configuration of their own can\'t be told from a Node object.',
  remediation: 'Look on one node of each image: modprobe -a -n -v nf_tables nft_fib_inet nft_ct nft_nat nft_masq nft_reject_inet nf_conntrack, and '
    + 'in a network namespace that is thrown away: unshare -n nft \'add table ip t; add chain ip t c; add rule ip t c fib daddr type local ct state new '
    + 'accept\'. Have the modules loaded at boot by a file in /etc/modules-load.d, or upgrade the image.',
  references: [
    'https://github.com/siderolabs/pkgs/issues/951',
    'https://github.com/kubernetes/kops/issues/17915',
    'https://github.com/kubernetes/kops/pull/17968',
    'https://github.com/kubernetes/kops/pull/18444',
  ],
  * check(context) {
    const objects = linuxNodes(context).flatMap((node: Node) => {
      const system = SYSTEMS.find(({ isMeant }) => isMeant(node.osImage));
      return system ? [{ object: node, detail: `${node.osImage}: ${system.lacks}` }] : [];
    });
    yield* whereAny(objects, { message: 'The node\'s operating system is known to lack kernel modules that nftables mode needs, or not to load them.' });
  },
};

/** `Talos (v1.7.6)` */
function isTalosBefore18(osImage: string): boolean {
  const version = /^Talos \((v[^)]*)\)/.exec(osImage);
  const { major, minor } = (version && leadingVersion(version[1])) || { major: 1, minor: 8 };
  return major < 1 || (major === 1 && minor < 8);
}
