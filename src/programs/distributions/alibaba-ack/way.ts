import { Way } from '../change/change';
import { wholeConfiguration } from '../change/passage';
import { isOlder } from '../change/situation';

const FORCE_NEW = 'Never change proxy_mode in Terraform: it is ForceNew, and creates the cluster anew.';

export const ALIBABA_ACK_WAY: Way = {
  passage: wholeConfiguration('a KubeProxyConfiguration in the ConfigMap'),
  change: situation => {
    const { evidence } = situation;
    if (isOlder(situation, '1.35')) return 'ACK has nftables mode from Kubernetes 1.35 on. Upgrade the cluster first.';
    if (evidence.objects('/ConfigMap', /^kube-proxy-worker$/).length === 0) {
      return {
        missing: 'a changed proxy_mode in Terraform (or in the API) destroys the cluster and creates it anew: leave it alone, and write nftables only for a new cluster. What changes is ConfigMap kube-system/kube-proxy-worker; '
          + 'add it to the input with: kubectl get configmap -n kube-system kube-proxy-worker -o yaml',
        warnings: [FORCE_NEW],
      };
    }
    return {
      settings: [],
      configMap: {},
      warnings: [FORCE_NEW],
      cautions: [
        'Alibaba Cloud Linux 3 has kernel 5.10, which is too old: look at the kernel of every node.',
        'Whether ACK supports another mode of a cluster that runs, and keeps it in upgrades, it does not say; its documents show this way for other fields of the ConfigMap.',
      ],
    };
  },
  rollout: ({ files, back, node }) => ({
    canary: [
      'The ConfigMap alone changes nothing: the DaemonSet kube-proxy-worker is updated OnDelete, so that each pod changes when it is deleted. One node goes first:',
      { run: [`kubectl diff -f ${files('configMap')[0]}`, `kubectl apply -f ${files('configMap')[0]}`, `kubectl -n kube-system delete pod -l k8s-app=kube-proxy-worker --field-selector spec.nodeName=${node}`] },
      'A node that joins, or a pod that is deleted for another reason, starts in nftables mode from now on.',
    ],
    apply: ['The other nodes, one by one or pool by pool; `kubectl rollout restart` changes nothing until pods are deleted:', { run: ['kubectl -n kube-system delete pod -l k8s-app=kube-proxy-worker --field-selector spec.nodeName=NODE'] }],
    back: ['The old ConfigMap, and the pods anew:', { run: [`kubectl apply -f ${back('configMap')[0]}`, 'kubectl -n kube-system delete pods -l k8s-app=kube-proxy-worker'] }],
    lasts: ['Look at the ConfigMap after each upgrade of the cluster.', 'The field proxy_mode of the API keeps its old value.'],
  }),
};
