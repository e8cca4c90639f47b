import { featureGateEnabled } from '../../../programs/kube-proxy/feature-gates';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { NftablesRule } from '../../goals/nftables/rule';

/** KEP-5495: the first minors that warn, that have the feature gate KubeProxyIPVS, and that have no IPVS mode any more. */
const DEPRECATED = 35;
const GATED = 37;
const REMOVED = 43;

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
      yield { message: `kube-proxy ${targetVersion} has no IPVS mode, and exits with this configuration.`, objects };
    } else if (targetMinor >= GATED && !featureGateEnabled('KubeProxyIPVS', configuration.featureGates, targetMinor)) {
      yield { message: `In kube-proxy ${targetVersion} IPVS mode is off, so that it exits with this configuration.`, objects };
    } else if (targetMinor >= DEPRECATED) {
      yield {
        message: `IPVS mode is deprecated in kube-proxy ${targetVersion}, off by default from 1.40 on, and removed in 1.43.`,
        objects,
        severity: FindingSeverity.WARNING,
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
