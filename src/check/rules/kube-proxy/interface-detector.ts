import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { FirstPatches, isBeforeFix } from '../../findings/patch-releases';
import { NftablesContext } from '../../goals/nftables/context';
import { NftablesRule } from '../../goals/nftables/rule';

/** The first releases that match by `iifname`: kubernetes/kubernetes#134024, and its cherry-picks #134117 and #134118. */
const FIX: FirstPatches = { 33: 6, 34: 2, 35: 0 };
const MODES = ['BridgeInterface', 'InterfaceNamePrefix'];

export const interfaceDetector: NftablesRule = {
  id: 'interface-detector',
  title: 'Local traffic cannot be detected by interface',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  from: ['ipvs', 'iptables', 'nftables'],
  description: 'With detectLocalMode BridgeInterface or InterfaceNamePrefix, kube-proxy matches packets by the interface they come from. In '
    + 'nftables mode, versions up to 1.32, and before 1.33.6 and 1.34.2, do so with iif, for which the kernel requires an interface of exactly '
    + 'that name: a bridge must exist before the first sync, and a prefix never matches. Every sync fails with "Interface does not exist", and '
    + 'the node gets no Service rules.',
  remediation: 'First upgrade kube-proxy to 1.33.6, 1.34.2, 1.35 or newer, or use detectLocalMode ClusterCIDR or NodeCIDR.',
  references: ['https://github.com/kubernetes/kubernetes/pull/134024', 'https://github.com/kubernetes/kubernetes/pull/134117'],
  * check(context) {
    const { detectLocalMode = '' } = context.planned;
    if (!MODES.includes(detectLocalMode) || !isConcerned(context)) return;
    yield {
      message: `detectLocalMode ${detectLocalMode} makes every sync fail in nftables mode of this version unless an interface of exactly that name exists.`,
      objects: context.configurationObjects.map(({ object }) => ({ object, detail: `detectLocalMode: ${detectLocalMode}` })),
    };
  },
};

/** Of the minors with a fix, the current image decides. */
function isConcerned({ targetMinor, currentVersion }: NftablesContext): boolean {
  return FIX[targetMinor] === undefined
    ? isBeforeFix({ major: 1, minor: targetMinor, patch: 0 }, FIX)
    : currentVersion?.minor === targetMinor && isBeforeFix(currentVersion, FIX);
}
