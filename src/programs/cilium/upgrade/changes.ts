import { Period } from '../target';

/** Something that changes for everybody with a minor, beside values and their defaults. */
export interface MinorChange {
  readonly minor: '1.18' | '1.19' | '1.20';
  readonly text: string;
  /** Where upstream says it. */
  readonly source: string;
}

/** Of Documentation/operations/upgrade.rst of each minor, what no value shows. */
export const MINOR_CHANGES: readonly MinorChange[] = [
  { minor: '1.18', text: 'Agents need Linux 5.10, or 4.18 of RHEL 8.10.', source: 'https://docs.cilium.io/en/v1.18/operations/system_requirements/' },
  {
    minor: '1.19',
    text: 'CiliumBGPPeeringPolicy is gone: use CiliumBGPClusterConfig, CiliumBGPPeerConfig and CiliumBGPAdvertisement.',
    source: 'https://docs.cilium.io/en/v1.19/operations/upgrade/',
  },
  {
    minor: '1.19',
    text: 'Without a label of a cluster, selectors of policies mean the local cluster: in a cluster mesh, they allow less.',
    source: 'https://docs.cilium.io/en/v1.19/operations/upgrade/',
  },
  { minor: '1.20', text: 'CiliumNodeConfig of cilium.io/v2alpha1 is gone: use v2.', source: 'https://github.com/cilium/cilium/pull/44739' },
];

/** In which minor something of policies changes its meaning. */
export interface PolicyChange extends Required<Pick<Period, 'since'>> {
  readonly text: string;
  /** Whether a rule of a policy, as JSON, is concerned. */
  readonly concerns: (rule: string) => boolean;
}

export const POLICY_CHANGES: readonly PolicyChange[] = [
  {
    since: '1.20',
    text: 'rules.kafka and rules.l7 are gone: what is stored allows the whole port, and cannot be written again',
    concerns: rule => /"(?:kafka|l7proto)":/.test(rule),
  },
  { since: '1.19', text: 'fromRequires and toRequires are refused: fold them into the selectors', concerns: rule => /"(?:from|to)Requires":\[\{/.test(rule) },
  { since: '1.19', text: 'a pattern that begins with "**." matches one or more labels, and before as "*." one', concerns: rule => /"matchPattern":"\*\*\./.test(rule) },
  {
    since: '1.19',
    text: 'authentication.mode required is not served any more unless authentication.enabled is set: it is off by default',
    concerns: rule => /"mode":"required"/.test(rule),
  },
];
