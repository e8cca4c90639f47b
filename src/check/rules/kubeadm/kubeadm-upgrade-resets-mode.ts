import { parseKubernetesVersion } from '../../../base/version/kubernetes-version';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { NftablesContext } from '../../goals/nftables/context';
import { NftablesRule } from '../../goals/nftables/rule';

/** The last minor whose kubeadm reconfigures components at an upgrade. */
const LAST_MINOR = 29;

export const kubeadmUpgradeResetsMode: NftablesRule = {
  id: 'kubeadm-upgrade-resets-mode',
  title: 'kubeadm upgrade may reset the mode',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.MANIFEST,
  from: ['ipvs', 'iptables', 'nftables'],
  description: 'Up to 1.29 kubeadm upgrade apply --config with an InitConfiguration or ClusterConfiguration reconfigures the cluster: component '
    + 'configurations that the file lacks are made anew, and kube-proxy\'s mode becomes empty, which is iptables. Without --config the mode is kept, and '
    + 'from 1.30 on always. A KubeProxyConfiguration in a file for kubeadm join or, from 1.31 on, kubeadm upgrade is not read at all.',
  remediation: 'Run kubeadm upgrade apply without --config, or with the KubeProxyConfiguration in the same file, and look at the mode afterwards: `kubectl get '
    + 'configmap -n kube-system kube-proxy -o yaml`.',
  references: ['https://github.com/kubernetes/kubeadm/issues/2785', 'https://kubernetes.io/docs/reference/setup-tools/kubeadm/kubeadm-upgrade/'],
  * check(context) {
    const { kubeadmConfigMap } = context.cluster;
    const minor = clusterMinor(context);
    if (!kubeadmConfigMap || minor === undefined || minor > LAST_MINOR) return;
    yield {
      message: 'kubeadm of this cluster\'s version resets kube-proxy\'s mode if it is upgraded with a configuration file that lacks a KubeProxyConfiguration.',
      objects: [{ object: kubeadmConfigMap.reference, detail: `Kubernetes 1.${minor}` }],
    };
  },
};

/** What kubeadm has last brought the cluster to, or else the version of kube-proxy. */
function clusterMinor({ cluster, currentVersion }: NftablesContext): number | undefined {
  return parseKubernetesVersion(cluster.kubeadmClusterConfiguration?.kubernetesVersion)?.minor ?? currentVersion?.minor;
}
