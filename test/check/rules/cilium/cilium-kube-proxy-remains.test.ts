import { ciliumKubeProxyRemains as rule } from '../../../../src/check/rules/cilium/cilium-kube-proxy-remains';
import { REPLACING, details } from '../../findings/cilium';
import { daemonSet, kubeadm, kubeProxy } from '../../findings/findings';

const proxy = daemonSet('kube-system/kube-proxy', 'registry.k8s.io/kube-proxy:v1.34.0', { container: { command: ['kube-proxy', '--config=/var/lib/kube-proxy/config.conf'] } });

test('non-compliant: it runs, kubeadm brings it back, its tables stay', () => {
  expect(details(rule, REPLACING, [proxy, kubeadm({ kubernetesVersion: 'v1.34.0' }), kubeProxy({ mode: 'nftables' })])).toEqual([
    'blocker DaemonSet kube-system/kube-proxy: runs on all nodes, and kubeProxyReplacement is true',
    'blocker ConfigMap kube-system/kubeadm-config: ClusterConfiguration has no proxy.disabled: true',
    'warning DaemonSet kube-system/kube-proxy: mode nftables: delete the tables ip kube-proxy and ip6 kube-proxy on each node',
  ]);
});

test('compliant: it goes node by node, kubeadm knows, or it stays', () => {
  const affinity = { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'io.cilium.migration/kube-proxy-replacement', operator: 'NotIn', values: ['true'] }] }] } } };
  const gradual = { ...proxy, spec: { ...proxy.spec, template: { ...proxy.spec.template, spec: { ...proxy.spec.template.spec, affinity } } } };
  expect(details(rule, REPLACING, [gradual, kubeadm({ kubernetesVersion: 'v1.34.0', proxy: { disabled: true } })])).toEqual([]);
  expect(details(rule, REPLACING, [kubeadm({ kubernetesVersion: 'v1.31.4' })])).toEqual([]);
  expect(details(rule, {}, [proxy, kubeadm({ kubernetesVersion: 'v1.34.0' })])).toEqual([]);
});
