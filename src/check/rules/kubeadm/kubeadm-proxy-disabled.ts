import { isPlainObject } from '../../../base/objects/fields';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { NftablesRule } from '../../goals/nftables/rule';

export const kubeadmProxyDisabled: NftablesRule = {
  id: 'kubeadm-proxy-disabled',
  title: 'kubeadm does not manage kube-proxy',
  severity: FindingSeverity.INFO,
  confidence: FindingConfidence.MANIFEST,
  from: ['ipvs', 'iptables', 'nftables'],
  description: 'With proxy.disabled in the ClusterConfiguration (kubeadm v1beta4, Kubernetes 1.31), kubeadm does not install kube-proxy. From '
    + '1.32, an upgrade recreates a missing ConfigMap, but not with this setting.',
  remediation: 'Change kube-proxy at its source. If it was removed, no action is required.',
  references: ['https://kubernetes.io/docs/reference/config-api/kubeadm-config.v1beta4/#kubeadm-k8s-io-v1beta4-Proxy'],
  * check({ cluster }) {
    const { proxy } = cluster.kubeadmClusterConfiguration ?? {};
    if (!cluster.kubeadmConfigMap || !isPlainObject(proxy) || proxy.disabled !== true) return;
    yield {
      message: 'kubeadm\'s configuration sets proxy.disabled: kubeadm neither installs kube-proxy nor recreates it during an upgrade.',
      objects: [{ object: cluster.kubeadmConfigMap.reference, detail: 'ClusterConfiguration proxy.disabled: true' }],
    };
  },
};
