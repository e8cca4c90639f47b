import { leadingVersion } from '../../base/version/version';
import { Situation } from '../../programs/distributions/change/situation';
import { Cluster } from '../cluster';

/** What is asked of a cluster that is to get nftables mode. */
export interface SituationRequest {
  /** The version that kube-proxy will have. */
  readonly targetVersion: string;
  readonly nodePortAddresses?: readonly string[];
}

/** A cluster as its distribution looks at it. */
export function situationOf(cluster: Cluster, { targetVersion, nodePortAddresses }: SituationRequest): Situation {
  return {
    evidence: cluster.distributionEvidence,
    currentMode: cluster.recognition.currentMode,
    target: leadingVersion(targetVersion),
    ownVersion: cluster.statedDistributionVersion,
    configuration: (cluster.kubeProxy.configuration ?? cluster.kubeProxyConfiguration ?? cluster.distributionConfiguration)?.document,
    nodePortAddresses,
  };
}
