import { isBefore } from '../../../base/version/version';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { NftablesRule } from '../../goals/nftables/rule';

/** By minor, the first patch release with all fixes that nftables mode has got so far, and what was wrong before. */
const FIRST_GOOD_PATCH: Readonly<Record<number, { readonly patch: number; readonly fixed: string }>> = {
  // kubernetes/kubernetes#133969, #134117, #137809
  33: {
    patch: 11,
    fixed: 'before 1.33.6, its base chains reject and drop at another priority and an interface detector needs an existing interface; it also '
      + 'crashes on sets that nft 1.1.3 has written',
  },
  // kubernetes/kubernetes#134118, #137808
  34: { patch: 7, fixed: 'before 1.34.2, an interface detector needs an existing interface; it also crashes on sets that nft 1.1.3 has written' },
  // kubernetes/kubernetes#137807
  35: { patch: 4, fixed: 'it crashes on sets that nft 1.1.3 has written' },
};

export const kubeProxyImageVersion: NftablesRule = {
  id: 'kube-proxy-image-version',
  title: 'kube-proxy\'s image does not match the target version',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  from: ['ipvs', 'iptables', 'nftables'],
  description: 'The behavior of nftables mode depends on the minor version of kube-proxy, and on its patch release where fixes were backported: '
    + `${Object.entries(FIRST_GOOD_PATCH).map(([minor, { patch }]) => `1.${minor}.${patch}`).join(', ')}. Findings, and a preview, are those of the target version. `
    + 'An image older than 1.29 has no nftables mode.',
  remediation: 'Upgrade kube-proxy to the newest patch release of the target minor before you change its mode, or use the minor of the image as '
    + 'the target version.',
  references: [
    'https://github.com/kubernetes/kubernetes/pull/132456',
    'https://github.com/kubernetes/kubernetes/pull/134024',
    'https://github.com/kubernetes/kubernetes/pull/137501',
    'https://kubernetes.io/releases/version-skew-policy/#kube-proxy',
  ],
  * check({ currentImage, kubeProxyDaemonSet: daemonSet, targetMinor, targetVersion }) {
    const version = currentImage?.version;
    if (!version || version.major !== 1 || !daemonSet) return;
    const objects = [{ object: daemonSet, detail: `image ${currentImage.text}` }];
    const good = FIRST_GOOD_PATCH[targetMinor];
    if (version.minor < 29) {
      yield { message: 'The image of kube-proxy does not have nftables mode, which exists from 1.29.', objects };
    } else if (version.minor !== targetMinor) {
      yield {
        message: `The version of kube-proxy's image is not the target version ${targetVersion}, to which the findings apply.`,
        objects,
        severity: FindingSeverity.WARNING,
      };
    } else if (good && isBefore(version, 1, targetMinor, good.patch)) {
      yield {
        message: `The image of kube-proxy is older than ${targetVersion}.${good.patch}: ${good.fixed}.`,
        objects,
        severity: FindingSeverity.WARNING,
        remediation: `Change the image to kube-proxy ${targetVersion}.${good.patch} or newer.`,
      };
    }
  },
};
