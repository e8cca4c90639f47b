import { CalicoRelease, NEWEST_CALICO } from './features';
import { minorTextOf } from '../../base/version/version';

interface NoticeRule {
  readonly applies: (release: CalicoRelease) => boolean;
  readonly message: (release: CalicoRelease) => string;
}

const IS_NEWER_THAN_KNOWN: NoticeRule = {
  applies: ({ version }) => version.minor > NEWEST_CALICO,
  message: ({ version }) => `Calico ${minorTextOf(version)} is newer than 3.${NEWEST_CALICO}, the newest whose rules are known here: it is taken to be like that one`,
};

const NFTABLES_RULES: readonly NoticeRule[] = [
  IS_NEWER_THAN_KNOWN,
  {
    applies: ({ features }) => features.nftables === 'tech preview',
    message: ({ version }) => `the nftables data plane is a tech preview in Calico ${minorTextOf(version)}, and GA from 3.31`,
  },
  {
    applies: ({ features }) => !features.cleansOldRules,
    message: ({ version }) => `Felix of Calico ${minorTextOf(version)} does not remove the iptables rules it has programmed before (it does from 3.31, projectcalico/calico#10530): restart the nodes after the change`,
  },
];

const INSTALLATION_RULES: readonly NoticeRule[] = [
  ...NFTABLES_RULES,
  {
    applies: ({ features }) => features.refusesPolicySetupTimeout,
    message: ({ operator }) => `operator ${minorTextOf(operator)} refuses Nftables while linuxPolicySetupTimeoutSeconds is set, and writes a 0 there itself: kubectl apply does not remove that, so an Installation that exists needs the patch before this manifest is applied (projectcalico/calico#10348)`,
  },
];

const FELIX_FOLLOWS: NoticeRule = {
  applies: ({ features }) => features.felixModes.includes('Auto'),
  message: ({ version }) => `nothing is needed in Calico ${minorTextOf(version)}: Felix follows kube-proxy by itself, unless the FelixConfiguration default or FELIX_NFTABLESMODE says otherwise than Auto`,
};

/** What to know about the nftables data plane of an Installation. */
export function nftablesInstallationNotices(release: CalicoRelease): string[] {
  return noticesOf(INSTALLATION_RULES, release);
}

/** What to know about the nftables data plane of an installation without the operator. */
export function nftablesManifestNotices(release: CalicoRelease): string[] {
  return noticesOf([...NFTABLES_RULES, FELIX_FOLLOWS], release);
}

/** What to know about a version that nothing but its rules is asked of. */
export function versionNotices(release: CalicoRelease): string[] {
  return noticesOf([IS_NEWER_THAN_KNOWN], release);
}

function noticesOf(rules: readonly NoticeRule[], release: CalicoRelease): string[] {
  return rules.filter(({ applies }) => applies(release)).map(({ message }) => message(release));
}
