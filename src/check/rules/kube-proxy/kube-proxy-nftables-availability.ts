import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { Occurrence } from '../../findings/rule';
import { NftablesRule } from '../../goals/nftables/rule';

type Stage = Required<Pick<Occurrence, 'severity' | 'message' | 'remediation'>>;

/** The last minor of a stage, and the stage: KEP-3866. */
const STAGES: readonly { readonly until: number; readonly stage: Stage }[] = [
  {
    until: 28,
    stage: {
      severity: FindingSeverity.BLOCKER,
      message: 'The target version of kube-proxy does not have nftables mode, which exists from 1.29.',
      remediation: 'First upgrade the cluster to 1.33 or newer, then change the mode.',
    },
  },
  {
    until: 30,
    stage: {
      severity: FindingSeverity.WARNING,
      message: 'nftables mode is alpha in the target version and off by default.',
      remediation: 'Change the mode after an upgrade to 1.33 or newer. To try it earlier, set featureGates: {NFTablesProxyMode: true} in '
        + 'kube-proxy\'s configuration.',
    },
  },
  {
    until: 32,
    stage: {
      severity: FindingSeverity.WARNING,
      message: 'nftables mode is beta in the target version, and some of its bugs are not fixed there.',
      remediation: 'Change the mode after an upgrade to 1.33 or newer.',
    },
  },
];

export const kubeProxyNftablesAvailability: NftablesRule = {
  id: 'kube-proxy-nftables-availability',
  title: 'nftables mode is missing or unfinished',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  from: ['ipvs', 'iptables', 'nftables'],
  description: 'nftables mode is alpha in Kubernetes 1.29 and 1.30 (feature gate NFTablesProxyMode, off by default), beta in 1.31 and 1.32 (on by '
    + 'default), and generally available from 1.33. Later fixes were only made in 1.33 and newer: base chains, interface names, sets of newer '
    + 'versions of nft.',
  remediation: 'Change the mode after an upgrade to 1.33 or newer.',
  references: ['https://kep.k8s.io/3866', 'https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/'],
  * check({ targetMinor, configurationObjects }) {
    const stage = STAGES.find(({ until }) => targetMinor <= until)?.stage;
    if (stage) yield { ...stage, objects: configurationObjects };
  },
};
