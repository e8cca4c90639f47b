import { featureGateEnabled } from '../../../programs/kube-proxy/feature-gates';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { NftablesRule } from '../../goals/nftables/rule';

/** KEP-5495: the first minors that warn, that have the feature gate KubeProxyIPVS, where it is off by default, and that have no IPVS mode any more. */
const DEPRECATED = 35;
const GATED = 37;
const OFF = 40;
const REMOVED = 43;

const BEFORE_REMOVAL = 'Migrate to nftables mode with the current version, before you upgrade kube-proxy to the target version.';

export const ipvsDeprecation: NftablesRule = {
  id: 'ipvs-deprecation',
  title: 'IPVS mode is deprecated',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  from: ['ipvs'],
  description: 'From 1.35, kube-proxy in IPVS mode logs an error and writes an Event (IPVSDeprecation). From 1.37, IPVS mode depends on the '
    + 'feature gate KubeProxyIPVS, which is on by default before 1.40 and off from 1.40: kube-proxy then exits in IPVS mode unless the gate is '
    + 'set. 1.43 removes IPVS mode.',
  remediation: 'Migrate to nftables mode before you upgrade kube-proxy to 1.40, or to 1.43 if you set the feature gate KubeProxyIPVS.',
  references: ['https://kep.k8s.io/5495'],
  * check({ plan, targetMinor, targetVersion, configuration, configurationObjects: objects }) {
    if (plan) return;
    if (targetMinor >= REMOVED) {
      yield { message: `kube-proxy ${targetVersion} does not have IPVS mode and exits with this configuration.`, objects, remediation: BEFORE_REMOVAL };
    } else if (targetMinor >= GATED && !featureGateEnabled('KubeProxyIPVS', configuration.featureGates, targetMinor)) {
      yield { message: `In kube-proxy ${targetVersion} IPVS mode is off, so it exits with this configuration.`, objects, remediation: remediationFor(targetMinor) };
    } else if (targetMinor >= DEPRECATED) {
      yield {
        message: `IPVS mode is deprecated in kube-proxy ${targetVersion}, off by default from 1.40, and removed in 1.43.`,
        objects,
        severity: FindingSeverity.WARNING,
        remediation: remediationFor(targetMinor),
      };
    } else {
      yield {
        message: 'IPVS mode is deprecated from 1.35, off by default from 1.40, and removed in 1.43.',
        objects,
        severity: FindingSeverity.INFO,
      };
    }
  },
};

/** Dates in the past are not advice: from 1.40, only the feature gate, which 1.43 removes, keeps the mode. */
function remediationFor(targetMinor: number): string | undefined {
  if (targetMinor < OFF) return undefined;
  return 'Migrate to nftables mode before you upgrade kube-proxy to 1.43. Until then, the feature gate KubeProxyIPVS: true keeps IPVS mode.';
}
