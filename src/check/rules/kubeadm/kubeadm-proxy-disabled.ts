import { isPlainObject } from '../../../base/objects/fields';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { NftablesRule } from '../../goals/nftables/rule';

export const kubeadmProxyDisabled: NftablesRule = {
  id: 'kubeadm-proxy-disabled',
  title: 'kubeadm leaves kube-proxy alone',
  severity: FindingSeverity.INFO,
  confidence: FindingConfidence.MANIFEST,
  from: ['ipvs', 'iptables', 'nftables'],
  description: 'With proxy.disabled in the ClusterConfiguration (kubeadm v1beta4, Kubernetes 1.31) kubeadm does not install kube-proxy. An upgrade creates a '
    + 'missing ConfigMap anew from 1.32 on, but not here.',
  remediation: 'Change kube-proxy where it comes from. If it was removed, nothing has to be done.',
  references: ['https://kubernetes.io/docs/reference/config-api/kubeadm-config.v1beta4/#kubeadm-k8s-io-v1beta4-Proxy'],
  * check({ cluster }) {
    const { proxy } = cluster.kubeadmClusterConfiguration ?? {};
    if (!cluster.kubeadmConfigMap || !isPlainObject(proxy) || proxy.disabled !== true) return;
    yield {
      message: 'kubeadm\'s configuration has proxy.disabled: kubeadm does not install kube-proxy, nor create it anew at an upgrade.',
      objects: [{ object: cluster.kubeadmConfigMap.reference, detail: 'ClusterConfiguration proxy.disabled: true' }],
    };
  },
};
