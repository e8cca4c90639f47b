import { leadingVersion } from '../../base/version/version';
import { Situation } from '../../programs/distributions/change/situation';
import { Cluster } from '../cluster';

/**
 * A cluster as its distribution looks at it.
 *
 * @param targetVersion the version that kube-proxy will have
 */
export function situationOf(cluster: Cluster, targetVersion: string): Situation {
  return {
    evidence: cluster.distributionEvidence,
    currentMode: cluster.recognition.currentMode,
    target: leadingVersion(targetVersion),
    ownVersion: cluster.statedDistributionVersion,
    configuration: (cluster.kubeProxy.configuration ?? cluster.kubeProxyConfiguration ?? cluster.distributionConfiguration)?.document,
    asked: cluster.requestedNodePortAddresses === undefined ? {} : { nodePortAddresses: [...cluster.requestedNodePortAddresses] },
  };
}
