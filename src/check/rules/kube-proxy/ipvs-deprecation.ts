import { featureGateEnabled } from '../../../programs/kube-proxy/feature-gates';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { NftablesRule } from '../../goals/nftables/rule';

/** KEP-5495: the first minors that warn, that have the feature gate KubeProxyIPVS, where it is off by default, and that have no IPVS mode any more. */
const DEPRECATED = 35;
const GATED = 37;
const OFF = 40;
const REMOVED = 43;

const BEFORE_REMOVAL = 'Migrate to nftables mode before kube-proxy is upgraded to this version.';

export const ipvsDeprecation: NftablesRule = {
  id: 'ipvs-deprecation',
  title: 'IPVS mode is deprecated',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  from: ['ipvs'],
  description: 'kube-proxy logs an error and writes an Event (IPVSDeprecation) in IPVS mode from 1.35 on. From 1.37 on the feature gate KubeProxyIPVS decides, '
    + 'which is on at first and off from 1.40 on: kube-proxy then exits in IPVS mode unless the gate is set. 1.43 has no IPVS mode any more.',
  remediation: 'Migrate to nftables mode before the cluster reaches 1.40.',
  references: ['https://kep.k8s.io/5495'],
  * check({ plan, targetMinor, targetVersion, configuration, configurationObjects: objects }) {
    if (plan) return;
    if (targetMinor >= REMOVED) {
      yield { message: `kube-proxy ${targetVersion} has no IPVS mode, and exits with this configuration.`, objects, remediation: BEFORE_REMOVAL };
    } else if (targetMinor >= GATED && !featureGateEnabled('KubeProxyIPVS', configuration.featureGates, targetMinor)) {
      yield { message: `In kube-proxy ${targetVersion} IPVS mode is off, so that it exits with this configuration.`, objects, remediation: remediationFor(targetMinor) };
    } else if (targetMinor >= DEPRECATED) {
      yield {
        message: `IPVS mode is deprecated in kube-proxy ${targetVersion}, off by default from 1.40 on, and removed in 1.43.`,
        objects,
        severity: FindingSeverity.WARNING,
        remediation: remediationFor(targetMinor),
      };
    } else {
      yield {
        message: 'IPVS mode is deprecated from 1.35 on, off by default from 1.40 on, and removed in 1.43.',
        objects,
        severity: FindingSeverity.INFO,
      };
    }
  },
};

/** What is past is no advice: from 1.40 on only the gate, which 1.43 takes away, keeps the mode. */
function remediationFor(targetMinor: number): string | undefined {
  return targetMinor < OFF ? undefined : 'Migrate to nftables mode before the cluster reaches 1.43. Until then the feature gate KubeProxyIPVS: true keeps IPVS mode.';
}
