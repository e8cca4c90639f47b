import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { linuxNodes } from '../../findings/nodes';
import { FirstPatches, firstReleases, isBeforeFix } from '../../findings/patch-releases';
import { whereAny } from '../../findings/where-any';
import { NftablesContext } from '../../goals/nftables/context';
import { NftablesRule } from '../../goals/nftables/rule';

/** From these on kube-proxy lists its own tables alone (kubernetes/kubernetes#137501 and its cherry-picks). */
const LISTING_FIX: FirstPatches = { 33: 11, 34: 7, 35: 4, 36: 0 };

/** The first minor whose image has nft 1.0.6.1, which bears what newer versions write (kubernetes/kubernetes#140405). */
const IMAGE_FIX_MINOR = 37;

/** Operating systems that ship nft 1.1.3 or newer, in all or in some of their minor releases. */
const NEW_NFT = [
  /^(Red Hat Enterprise Linux|Rocky Linux|AlmaLinux|Oracle Linux Server|CentOS Stream)\D* 10\b/,
  /^Fedora\D* (4[3-9]|[5-9]\d)\b/,
  /^Debian GNU\/Linux (1[3-9]|[2-9]\d)\b/,
  /^Ubuntu (25\.10|2[6-9]\.|[3-9]\d\.)/,
];

const isBottlerocket = (osImage: string) => osImage.startsWith('Bottlerocket OS ');

export const nodeOsNftVersion: NftablesRule = {
  id: 'node-os-nft-version',
  title: 'The node\'s nft may write sets that kube-proxy\'s nft cannot read',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.NEEDS_NODE_CHECK,
  from: ['ipvs', 'iptables', 'nftables'],
  description: 'The nft 1.0.6 in kube-proxy\'s image crashes on sets that nft 1.1.3 or newer has written, in any table: firewalld, '
    + '/etc/nftables.conf or Calico on the node are enough. kube-proxy then fails every sync with "signal: segmentation fault". kube-proxy '
    + `${firstReleases(LISTING_FIX)} list only their own tables, which avoids most crashes; only the images of 1.${IMAGE_FIX_MINOR} have an nft (1.0.6.1) `
    + 'that can read such sets. 1.31 and 1.32 did not get a fix. Images of other vendors have their own nft: that of EKS v1.36.0-eksbuild.9 still '
    + 'crashed on Bottlerocket.',
  remediation: 'Compare nft --version on the node and in kube-proxy\'s image. If the node has 1.1.3 or newer, look for sets of other software '
    + 'with nft list ruleset, change the mode on one such node first, and monitor kubeproxy_sync_proxy_rules_nftables_sync_failures_total and '
    + 'kube-proxy\'s log. Use a kube-proxy image with the fix; do not install an nft in the image that is newer than the node\'s.',
  references: [
    'https://github.com/kubernetes/kubernetes/issues/136786',
    'https://github.com/kubernetes/kubernetes/pull/137501',
    'https://github.com/kubernetes/kubernetes/pull/140405',
    'https://github.com/kubernetes/kubernetes/issues/140898',
    'https://github.com/k0sproject/k0s/issues/7293',
  ],
  * check(context) {
    if (context.targetMinor >= IMAGE_FIX_MINOR) return;
    const concerned = (isMeant: (osImage: string) => boolean) =>
      linuxNodes(context).filter(({ osImage }) => isMeant(osImage)).map(node => ({ object: node, detail: node.osImage }));

    yield* whereAny(concerned(osImage => NEW_NFT.some(pattern => pattern.test(osImage))), likelihood(context));
    yield* whereAny(concerned(isBottlerocket), {
      message: 'On Bottlerocket, kube-proxy\'s nft has crashed at every sync, even in an image of kube-proxy 1.36 with the fix for nft 1.1.3; '
        + `it is not known whether 1.${context.targetMinor} is better.`,
    });
  },
};

/** How bad it is depends on the patch release, which is known only of an image of the target's minor. */
function likelihood({ targetMinor, currentVersion }: NftablesContext): { readonly message: string; readonly severity: FindingSeverity } {
  const why = 'The node\'s operating system may have nft 1.1.3 or newer, whose sets';
  if (targetMinor < 33) {
    return { severity: FindingSeverity.BLOCKER, message: `${why} crash the nft of kube-proxy 1.${targetMinor}; that minor did not get a fix.` };
  }
  if (currentVersion?.minor === targetMinor && isBeforeFix(currentVersion, LISTING_FIX)) {
    return {
      severity: FindingSeverity.BLOCKER,
      message: `${why} crash the nft of the current kube-proxy image; the first release of this minor with a fix is 1.${targetMinor}.${LISTING_FIX[targetMinor]}.`,
    };
  }
  return {
    severity: FindingSeverity.WARNING,
    message: `${why} kube-proxy's nft cannot read before 1.${IMAGE_FIX_MINOR}; from 1.${targetMinor}.${LISTING_FIX[targetMinor]}, kube-proxy avoids them as far as possible.`,
  };
}
