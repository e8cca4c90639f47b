import { Way } from '../change/change';
import { wholeConfiguration } from '../change/passage';
import { isOlder } from '../change/situation';

export const KUBEONE_WAY: Way = {
  passage: wholeConfiguration('a KubeProxyConfiguration in the ConfigMap'),
  change: situation => {
    if (isOlder(situation, '1.31')) return 'kube-proxy has nftables mode from Kubernetes 1.31 on. Upgrade the cluster first.';
    if (situation.evidence.objects('/ConfigMap', /^kube-proxy$/).length === 0) {
      return {
        missing: 'KubeOneCluster has no setting for nftables mode up to KubeOne v1.14.2 (kubermatic/kubeone#4104): clusterNetwork.kubeProxy knows ipvs and iptables. What changes is the ConfigMap of the cluster; '
        + 'add it to the input with: kubectl get configmap -n kube-system kube-proxy -o yaml',
      };
    }
    return {
      settings: [],
      configMap: {},
      warnings: ['It does not last: every `kubeone apply` that upgrades overwrites the ConfigMap, and with it the mode (kubermatic/kubeone#4104). Apply the new one again after each, or set clusterNetwork.kubeProxy.skipInstallation: true and bring kube-proxy as an addon of your own.'],
    };
  },
};
