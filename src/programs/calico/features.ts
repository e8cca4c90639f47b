import { noCalicoVersion, parseCalicoVersion, parseOperatorVersion } from './calico-version';
import { InputError, quoted } from '../../base/errors';
import { minorTextOf, Version } from '../../base/version/version';

/** What goes first when a cluster changes to nftables mode: kube-proxy or Calico. */
export type FirstToSwitch = 'kube-proxy' | 'Calico';

/** What decides over the change to nftables mode, and differs between minors of Calico. */
export interface CalicoFeatures {
  /** The number after `3.` of the first version that is so. */
  readonly since: number;
  /** The minors of the operator that install this Calico, the one that its release comes with first. */
  readonly operators: readonly number[];
  readonly nftables: 'tech preview' | 'GA';
  /** The operator refuses Nftables beside linuxPolicySetupTimeoutSeconds, and writes a 0 there itself under Iptables. */
  readonly refusesPolicySetupTimeout: boolean;
  /** The values of FelixConfiguration's nftablesMode that Felix understands, its default first. */
  readonly felixModes: readonly FelixNftablesMode[];
  readonly first: FirstToSwitch;
  /** Felix removes the rules of the data plane that it used before. */
  readonly cleansOldRules: boolean;
  /** FelixConfiguration has bpfKubeProxyHealthzPort: Felix's own kube-proxy health server can be switched off. */
  readonly bpfKubeProxyHealthzPort: boolean;
}

export type FelixNftablesMode = 'Disabled' | 'Enabled' | 'Auto';

/**
 * By minor, newest last: tigera/operator `config/calico_versions.yml` (pairs), `pkg/controller/installation/validation.go` (the
 * timeout), `core_controller.go` (what it writes itself), and its copy of Calico's CRDs; projectcalico/calico#10530 (cleaning),
 * which first came with 3.31. 3.33 is as on its release branch.
 */
const FEATURES: readonly CalicoFeatures[] = [
  {
    since: 29,
    operators: [36],
    nftables: 'tech preview',
    refusesPolicySetupTimeout: true,
    felixModes: ['Disabled', 'Enabled'],
    first: 'kube-proxy',
    cleansOldRules: false,
    bpfKubeProxyHealthzPort: false,
  },
  {
    since: 30,
    operators: [38],
    nftables: 'tech preview',
    refusesPolicySetupTimeout: true,
    felixModes: ['Disabled', 'Enabled'],
    first: 'kube-proxy',
    cleansOldRules: false,
    bpfKubeProxyHealthzPort: true,
  },
  {
    since: 31,
    operators: [40],
    nftables: 'GA',
    refusesPolicySetupTimeout: false,
    felixModes: ['Disabled', 'Enabled'],
    first: 'kube-proxy',
    cleansOldRules: true,
    bpfKubeProxyHealthzPort: true,
  },
  {
    since: 32,
    operators: [42, 43],
    nftables: 'GA',
    refusesPolicySetupTimeout: false,
    felixModes: ['Auto', 'Disabled', 'Enabled'],
    first: 'Calico',
    cleansOldRules: true,
    bpfKubeProxyHealthzPort: true,
  },
  {
    since: 33,
    operators: [44],
    nftables: 'GA',
    refusesPolicySetupTimeout: false,
    felixModes: ['Auto', 'Disabled', 'Enabled'],
    first: 'Calico',
    cleansOldRules: true,
    bpfKubeProxyHealthzPort: true,
  },
];

export const OLDEST_CALICO = FEATURES[0].since;
export const NEWEST_CALICO = FEATURES.at(-1)!.since;

/** Operators of Calico versions that are too old for the nftables data plane: the operator's minor, and Calico's. */
const OLDER_OPERATORS: ReadonlyMap<number, number> = new Map([[30, 26], [32, 27], [34, 28]]);

/** The minor of Calico that a minor of the operator installs, as far as it is known. */
export function calicoMinorOfOperator(operatorMinor: number): number | undefined {
  return FEATURES.find(({ operators }) => operators.includes(operatorMinor))?.since ?? OLDER_OPERATORS.get(operatorMinor);
}

/** A Calico whose rules are known, with the operator that installs it. */
export interface CalicoRelease {
  readonly version: Version;
  readonly features: CalicoFeatures;
  readonly operator: Version;
}

/** The Calico of a minor with the operator that its release comes with. */
export function calicoRelease(version: string): CalicoRelease {
  const release = readCalicoRelease(version, undefined);
  if (typeof release === 'string') throw new InputError(release);
  return release;
}

/**
 * Reads the version of Calico and, where it is not the one that the release comes with, that of the operator.
 *
 * @returns what is wrong where Calico is none, or older than all whose rules are known here
 */
export function readCalicoRelease(text: unknown, operatorText: unknown): CalicoRelease | string {
  const version = parseCalicoVersion(text);
  if (!version) return noCalicoVersion(text);
  const features = FEATURES.filter(({ since }) => since <= version.minor).at(-1);
  if (!features) return tooOld(version);
  const operator = operatorText === undefined ? undefined : parseOperatorVersion(operatorText);
  return { version, features, operator: operator ?? { major: 1, minor: features.operators[0] } };
}

function tooOld(version: Version): string {
  return `Calico ${minorTextOf(version)} is older than 3.${OLDEST_CALICO}, the oldest that is known here: the nftables data plane exists from then on (tech preview), and is GA from 3.31`;
}

/** What is wrong with the operator's version beside Calico's. */
export function operatorProblem(text: unknown, { version, features }: CalicoRelease): string | undefined {
  if (text === undefined) return undefined;
  const operator = parseOperatorVersion(text);
  if (!operator) return `${quoted(text)} is no version of the Tigera operator: expected a minor or a full version, as in "1.40" or "v1.40.4"`;
  // The operators of a Calico that is newer than all that is known here are not known, either.
  if (version.minor > NEWEST_CALICO || features.operators.includes(operator.minor)) return undefined;
  const expected = features.operators.map(minor => `1.${minor}`).join(' or ');
  return `operator ${minorTextOf(operator)} does not install Calico ${minorTextOf(version)}: expected ${expected}`;
}
