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
  description: 'kube-proxy\'s rules in nftables mode need nf_tables with fib, ct, nat, masq and reject expressions; if one is missing, every sync '
    + 'fails with "Could not process rule: No such file or directory". At startup, kube-proxy writes net/netfilter/nf_conntrack_max and exits if '
    + 'nf_conntrack is not loaded; the rules of iptables and IPVS mode currently load it, and after a reboot nothing may do so. The finding lists '
    + 'Nodes whose operating systems have upstream reports: Talos before 1.8, Rocky Linux 9 and Enterprise Linux 10. A Node object does not show '
    + 'custom-built kernels.',
  remediation: 'Check one node of each image with modprobe -a -n -v nf_tables nft_fib_inet nft_ct nft_nat nft_masq nft_reject_inet nf_conntrack, '
    + 'and in a temporary network namespace: unshare -n nft \'add table ip t; add chain ip t c; add rule ip t c fib daddr type local ct state new '
    + 'accept\'. Load the modules at boot with a file in /etc/modules-load.d, or upgrade the image.',
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
    yield* whereAny(objects, { message: 'The operating system of the node is known to lack, or not to load, kernel modules that nftables mode '
      + 'needs.' });
  },
};

/** `Talos (v1.7.6)` */
function isTalosBefore18(osImage: string): boolean {
  const version = /^Talos \((v[^)]*)\)/.exec(osImage);
  const { major, minor } = (version && leadingVersion(version[1])) || { major: 1, minor: 8 };
  return major < 1 || (major === 1 && minor < 8);
}
