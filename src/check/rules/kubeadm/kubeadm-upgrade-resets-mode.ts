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
  description: 'Up to 1.29, kubeadm upgrade apply --config with an InitConfiguration or ClusterConfiguration reconfigures the cluster: it '
    + 'regenerates component configurations that the file lacks, and kube-proxy\'s mode becomes empty, which means iptables. Without --config, '
    + 'and always from 1.30, the mode is kept. kubeadm join and, from 1.31, kubeadm upgrade do not read a KubeProxyConfiguration at all.',
  remediation: 'Run kubeadm upgrade apply without --config, or with the KubeProxyConfiguration in the same file, and check the mode afterwards: '
    + '`kubectl get configmap -n kube-system kube-proxy -o yaml`.',
  references: ['https://github.com/kubernetes/kubeadm/issues/2785', 'https://kubernetes.io/docs/reference/setup-tools/kubeadm/kubeadm-upgrade/'],
  * check(context) {
    const { kubeadmConfigMap } = context.cluster;
    const minor = clusterMinor(context);
    if (!kubeadmConfigMap || minor === undefined || minor > LAST_MINOR) return;
    yield {
      message: 'kubeadm of this version resets kube-proxy\'s mode if you upgrade with a configuration file that does not contain a '
        + 'KubeProxyConfiguration.',
      objects: [{ object: kubeadmConfigMap.reference, detail: `Kubernetes 1.${minor}` }],
    };
  },
};

/** What kubeadm has last brought the cluster to, or else the version of kube-proxy. */
function clusterMinor({ cluster, currentVersion }: NftablesContext): number | undefined {
  return parseKubernetesVersion(cluster.kubeadmClusterConfiguration?.kubernetesVersion)?.minor ?? currentVersion?.minor;
}
