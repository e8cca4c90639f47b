import { kubeProxyConfigurationProblems } from '../../../../src/check/rules/kube-proxy/kube-proxy-configuration-problems';
import { found, kubeProxy, summary } from '../../findings/findings';

test('non-compliant: values that kube-proxy refuses, and fields that it does not know', () => {
  const configuration = { mode: 'ipvs', oomScoreAdj: 1001, clusterCIDR: '10.244.0.0', nftables: { masqueradeAl: true } };
  expect(summary(found(kubeProxyConfigurationProblems, [kubeProxy(configuration)]))).toEqual([
    {
      severity: 'blocker',
      message: 'kube-proxy 1.36 rejects this configuration and exits at startup.',
      objects: [
        expect.stringMatching(/^ConfigMap kube-system\/kube-proxy: clusterCIDR: /),
        'ConfigMap kube-system/kube-proxy: oomScoreAdj: 1001 is out of range: expected an integer from -1000 to 1000',
      ],
    },
    {
      severity: 'warning',
      message: 'kube-proxy 1.36 ignores fields of this configuration that it does not know.',
      objects: ['ConfigMap kube-system/kube-proxy: nftables.masqueradeAl: unknown field; did you mean masqueradeAll?'],
    },
  ]);
});

test('non-compliant: a key that is there twice, of which kube-proxy takes the last one', () => {
  const twice = kubeProxy({});
  twice.data['config.conf'] = [
    'apiVersion: kubeproxy.config.k8s.io/v1alpha1', 'kind: KubeProxyConfiguration', 'mode: nftables', 'oomScoreAdj: 5000', '"mode": ipvs', 'oomScoreAdj: 1',
  ].join('\n');
  expect(summary(found(kubeProxyConfigurationProblems, [twice]))).toEqual([{
    severity: 'warning',
    message: 'The text of this configuration has keys more than once.',
    objects: ['ConfigMap kube-system/kube-proxy: config.conf, line 5: the key "mode" is there a second time, and kube-proxy takes the last one'],
  }]);
});

test('the target version decides', () => {
  const gates = kubeProxy({ mode: 'nftables', featureGates: { NFTablesProxyMode: false } });
  expect(found(kubeProxyConfigurationProblems, [gates], '1.32')).toEqual([]);
  expect(found(kubeProxyConfigurationProblems, [gates], '1.33')).toHaveLength(1);
});

test.each([
  ['1.36', { TopologyAwareHints: true }, ['TopologyAwareHints: unknown feature gate in Kubernetes 1.36: it was removed in 1.36']],
  ['1.36', { IPv6DualStack: true, Nonsense: true },
    ['IPv6DualStack: unknown feature gate in Kubernetes 1.36', 'Nonsense: unknown feature gate in Kubernetes 1.36']],
  ['1.38', { NFTablesProxyMode: true }, ['NFTablesProxyMode: unknown feature gate in Kubernetes 1.38: it was removed in 1.38']],
])('non-compliant: feature gates that kube-proxy %s exits with: %j', (target, featureGates, expected) => {
  expect(summary(found(kubeProxyConfigurationProblems, [kubeProxy({ mode: 'ipvs', featureGates })], target))).toEqual([{
    severity: 'blocker',
    message: `kube-proxy ${target} refuses this configuration and exits at its start.`,
    objects: expected.map(problem => `ConfigMap kube-system/kube-proxy: featureGates.${problem}`),
  }]);
});

test('compliant: a good configuration, and none', () => {
  expect(found(kubeProxyConfigurationProblems, [kubeProxy({ mode: 'ipvs', clusterCIDR: '10.244.0.0/16' })])).toEqual([]);
  expect(found(kubeProxyConfigurationProblems, [])).toEqual([]);
});
