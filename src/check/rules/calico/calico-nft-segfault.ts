import { isBefore } from '../../../base/version/version';
import { Calico, calicoOf } from '../../../cluster/inventory/calico';
import { calicoItself, writesRules } from '../../findings/calico-subject';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { NftablesRule } from '../../goals/nftables/rule';

/**
 * Operating systems that the threads below name, and later releases of them: their nft is 1.1.2 or later, or has its format of
 * user data as a backport (Enterprise Linux 10).
 */
const SYSTEMS_WITH_NEW_NFT: readonly RegExp[] = [
  /^Debian GNU\/Linux (?:1[3-9]|forky|trixie)/,
  /^Ubuntu (?:2[6-9]|[3-9]\d)\./,
  /^Fedora.*? (?:4[2-9]|[5-9]\d)\b/,
  /^(?:Red Hat Enterprise Linux|Rocky Linux|AlmaLinux|CentOS Stream|Oracle Linux Server)(?: release)? 1\d\b/,
  /^NixOS (?:25\.11|2[6-9]\.)/,
];

export const calicoNftSegfault: NftablesRule = {
  id: 'calico-nft-segfault',
  title: 'nft in calico-node crashes if the node has a newer nft',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.NEEDS_NODE_CHECK,
  from: ['ipvs', 'iptables', 'nftables'],
  description: 'nft 1.1.2 and later write user data into sets, and older versions of nft crash when they read it. If the nft of the node, or of '
    + 'another container in the host network, has written such a set, the nft of calico-node ends with a segmentation fault: Felix writes no '
    + 'rules, panics, and fills the disk with core dumps. Calico 3.31.6 and 3.32.1 contain a patched nft; no release of 3.29 or 3.30 lists the '
    + 'fix. Rancher\'s image hardened-calico has its own nft, which still crashes in v3.32.1.',
  remediation: 'Upgrade Calico to 3.31.6, 3.32.1 or later. With Rancher\'s hardened-calico, compare nft --version in calico-node and on the node, '
    + 'and do not change the mode while the node has 1.1.2 or later and the container an older version. dmesg on the node shows "nft: segfault".',
  references: [
    'https://github.com/projectcalico/calico/issues/11750',
    'https://github.com/projectcalico/calico/pull/12714',
    'https://github.com/projectcalico/calico/pull/12712',
    'https://github.com/projectcalico/calico/issues/13068',
    'https://github.com/projectcalico/calico/issues/13987',
  ],
  * check({ cluster }) {
    const calico = calicoOf(cluster);
    if (!calico || !writesRules(calico) || !mayCrash(calico)) return;
    const nodes = [...cluster.nodes.values()].filter(({ osImage }) => SYSTEMS_WITH_NEW_NFT.some(system => system.test(osImage)))
      .map(node => ({ object: node, detail: node.osImage }));
    if (nodes.length > 0) {
      yield {
        message: 'The nft of this calico-node may crash on sets that the newer nft of the node writes; Felix then writes no rules.',
        objects: [...calicoItself(calico), ...nodes],
      };
    } else {
      yield {
        message: 'The nft of this calico-node may crash on sets that a newer nft (1.1.2 or later) on the node writes; Felix then writes no rules.',
        objects: calicoItself(calico),
        severity: FindingSeverity.WARNING,
      };
    }
  },
};

/** Unknown versions are the matter of calico-version; an unknown patch may crash, and so may any hardened-calico as long as the issue is open. */
function mayCrash({ version, node }: Calico): boolean {
  if (!version || isBefore(version, 3, 29)) return false;
  if (node?.image.name === 'hardened-calico') return true;
  return isBefore(version, 3, 31, 6) !== false || (version.minor === 32 && isBefore(version, 3, 32, 1) !== false);
}
