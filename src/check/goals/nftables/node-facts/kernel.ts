import { NodeDecision } from './decision';
import { isBefore, leadingVersion } from '../../../../base/version/version';
import { FindingSeverity } from '../../../findings/finding';

const CONNTRACK = 'nf_conntrack';

export const nodeKernelTooOld: NodeDecision = {
  decidedBy: ['kernel.release'],
  decide({ facts }) {
    const release = facts.value('kernel.release');
    const version = release === undefined ? undefined : leadingVersion(release);
    return version && isBefore(version, 5, 13) && `kernel ${release}`;
  },
  finds: { message: 'kube-proxy in nftables mode requires kernel 5.13 or later, which the node does not have.' },
};

/** Of systems that are not known for it, only what the kernel lacks counts: others load nf_conntrack by themselves. */
export const nodeKernelModules: NodeDecision = {
  decidedBy: ['kernel.nftables', 'kernel.lacks', 'kernel.conntrack', 'modules.loaded', 'modules.atBoot'],
  decide({ facts, occurrence }) {
    const nftables = facts.value('kernel.nftables');
    if (nftables === false) return `the kernel lacks ${facts.value('kernel.lacks')?.join(', ') ?? 'expressions'} (${facts.from('kernel.nftables')})`;
    const conntrack = facts.value('kernel.conntrack');
    if (conntrack === false) return `${CONNTRACK} is not loaded`;
    if (nftables === undefined || conntrack === undefined) return undefined;
    if (!occurrence) return false;
    const loaded = facts.value('modules.loaded');
    const atBoot = facts.value('modules.atBoot');
    if (!loaded || !atBoot) return undefined;
    return loaded.includes(CONNTRACK) && !atBoot.includes(CONNTRACK) && `${CONNTRACK} is loaded now, but no file loads it at boot`;
  },
  finds: { message: 'The kernel lacks what kube-proxy\'s rules in nftables mode need, or connection tracking is not loaded.', severity: FindingSeverity.BLOCKER },
};

/** From these on nft writes sets that the older nft in an image can't read. */
const writesNewSets = (version: string, minor: number, patch: number) => {
  const parsed = leadingVersion(version);
  return parsed && !isBefore(parsed, 1, minor, patch);
};

/** What of the sets on the node the host's nft may have written. */
function foreignSets(sets: Readonly<Record<string, number>>): string[] {
  return Object.keys(sets).filter(table => table !== 'ip kube-proxy' && table !== 'ip6 kube-proxy').map(table => `table ${table}`);
}

/** The first minor whose image can read such sets; see the rule. */
const IMAGE_FIX_MINOR = 37;

export const nodeOsNftVersion: NodeDecision = {
  decidedBy: ['nft.installed', 'nft.version', 'nft.sets'],
  decide({ facts }) {
    const version = facts.value('nft.version');
    if (facts.value('nft.installed') === false) return false;
    if (version === undefined) return undefined;
    if (!writesNewSets(version, 1, 3)) return false;
    const sets = facts.value('nft.sets');
    if (!sets) return undefined;
    const foreign = foreignSets(sets);
    return foreign.length > 0 && `nft ${version}, sets in ${foreign.join(', ')}`;
  },
  finds: {
    message: 'The node\'s nft is 1.1.3 or newer and other software has sets there, which kube-proxy\'s nft can\'t read before 1.37.',
    severity: FindingSeverity.WARNING,
    when: ({ targetMinor }) => targetMinor < IMAGE_FIX_MINOR,
  },
};

export const calicoNftSegfault: NodeDecision = {
  decidedBy: ['nft.installed', 'nft.version'],
  decide({ facts }) {
    if (facts.value('nft.installed') === false) return false;
    const version = facts.value('nft.version');
    if (version === undefined) return undefined;
    return writesNewSets(version, 1, 2) ? `nft ${version}` : false;
  },
};

/** k3s runs kube-proxy with the nft of the host; that of RKE2 is in kube-proxy's image. */
export const nodeNftWithoutJson: NodeDecision = {
  decidedBy: ['nft.installed', 'nft.json'],
  decide({ facts, node }) {
    if (node && !node.kubeletVersion.includes('+k3s')) return undefined;
    if (facts.value('nft.installed') === false) return 'nft is not installed';
    const json = facts.value('nft.json');
    return json === undefined ? undefined : !json && `nft ${facts.value('nft.version') ?? ''} without JSON`;
  },
};
