import { leadingVersion } from '../../../base/version/version';
import { Node } from '../../../cluster/served/node';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { linuxNodes } from '../../findings/nodes';
import { FirstPatches, firstReleases, isBeforeFix } from '../../findings/patch-releases';
import { whereAny } from '../../findings/where-any';
import { NftablesRule } from '../../goals/nftables/rule';

/** The first k3s with an nft of its own: k3s-io/k3s#11267 and its backports #11291, #11292 and #11293. */
const K3S_NFT: FirstPatches = { 29: 11, 30: 7, 31: 3 };
/** k3s-io/k3s#12852 and its backports #12855, #12856 and #12857. */
const K3S_JSON: FirstPatches = { 31: 13, 32: 9, 33: 5, 34: 1 };
/** The image of v1.31.2+rke2r1 had no nft at all (rancher/rke2#7337); no release is named as the first with one. */
const RKE2_NFT: FirstPatches = { 32: 0 };
/** The first releases of RKE2 that document nftables mode; rancher/rke2#8840 names none with JSON. */
const RKE2_SUPPORT: FirstPatches = { 34: 10, 35: 7, 36: 3 };

interface Lack {
  /** What the kubelet's version says of the distribution. */
  readonly suffix: string;
  readonly since: FirstPatches;
  readonly severity: FindingSeverity;
  readonly message: string;
}

/** The first that is true of a Node counts. */
const LACKS: readonly Lack[] = [
  {
    suffix: '+k3s',
    since: K3S_NFT,
    severity: FindingSeverity.BLOCKER,
    message: 'This k3s does not include nft: if the node does not have nft either, kube-proxy exits, and so does k3s.',
  },
  {
    suffix: '+k3s',
    since: K3S_JSON,
    severity: FindingSeverity.WARNING,
    message: 'The nft of this k3s is built without JSON support, so kube-proxy cannot list its existing rules.',
  },
  {
    suffix: '+rke2',
    since: RKE2_NFT,
    severity: FindingSeverity.BLOCKER,
    message: 'The kube-proxy image of this RKE2 may lack nft, without which kube-proxy exits.',
  },
  {
    suffix: '+rke2',
    since: RKE2_SUPPORT,
    severity: FindingSeverity.WARNING,
    message: 'The nft of this RKE2 may be built without JSON support, so kube-proxy cannot list its existing rules; only later releases of RKE2 '
      + 'support nftables mode.',
  },
];

export const nodeNftWithoutJson: NftablesRule = {
  id: 'node-nft-without-json',
  title: 'nft of k3s or RKE2 is missing or lacks JSON support',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.NEEDS_NODE_CHECK,
  from: ['ipvs', 'iptables', 'nftables'],
  description: 'k3s and RKE2 include their own nft. Early releases lack it ("could not find nftables binary"), and kube-proxy exits: '
    + `k3s includes it from ${firstReleases(K3S_NFT, 'v')}, and v1.31.2+rke2r1 was reported without it. Later releases are built without JSON ("JSON support `
    + 'not compiled-in"), which kube-proxy needs to list its existing rules: Services work, with errors in the log at every full sync, but '
    + 'obsolete chains and sets are not found and stay. '
    + `k3s has JSON support from ${firstReleases(K3S_JSON, 'v')}; RKE2 v1.33.4 was reported without it, and RKE2 supports nftables mode from ${firstReleases(RKE2_SUPPORT, 'v')}.`,
  remediation: 'First upgrade k3s or RKE2. Run nft --json list tables to check for nft and JSON support: with the nft in '
    + '/var/lib/rancher/k3s/data/current/bin/aux for k3s, and in kube-proxy\'s container for RKE2.',
  references: [
    'https://github.com/k3s-io/k3s/issues/12852',
    'https://github.com/k3s-io/k3s/issues/11267',
    'https://github.com/rancher/rke2/issues/8840',
    'https://github.com/rancher/rke2/issues/7337',
  ],
  * check(context) {
    const nodes = linuxNodes(context);
    for (const lack of LACKS) {
      const objects = nodes.filter(node => LACKS.find(other => isConcerned(node, other)) === lack)
        .map(node => ({ object: node, detail: node.kubeletVersion }));
      yield* whereAny(objects, { message: lack.message, severity: lack.severity });
    }
  },
};

/** `v1.33.4+k3s1`, `v1.33.4+rke2r1` */
function isConcerned({ kubeletVersion }: Node, { suffix, since }: Lack): boolean {
  const version = kubeletVersion.includes(suffix) ? leadingVersion(kubeletVersion) : undefined;
  return version !== undefined && isBeforeFix(version, since);
}
