import { ciliumHealthCheckPort as rule } from '../../../../src/check/rules/cilium/cilium-health-check-port';
import { service } from '../../../support/builders';
import { REPLACING, details } from '../../findings/cilium';
import { daemonSet, kubeProxy, machine } from '../../findings/findings';

const cloud = machine('w1', {}, { spec: { providerID: 'aws:///eu-central-1a/i-1' } });
const web = service('shop/web', { type: 'LoadBalancer', ports: [{ port: 80 }] });

test('non-compliant', () => {
  expect(details(rule, REPLACING, [cloud, web])).toEqual(['warning Service shop/web']);
});

test('compliant: it answers, there is no cloud, or kube-proxy stays', () => {
  expect(details(rule, { ...REPLACING, kubeProxyReplacementHealthzBindAddr: '0.0.0.0:10256' }, [cloud, web])).toEqual([]);
  expect(details(rule, REPLACING, [machine('w1', {}), web])).toEqual([]);
  expect(details(rule, {}, [cloud, web])).toEqual([]);
});

describe('the port that kube-proxy has', () => {
  const answering = { ...REPLACING, kubeProxyReplacementHealthzBindAddr: '0.0.0.0:10256' };
  const proxy = daemonSet('kube-system/kube-proxy', 'registry.k8s.io/kube-proxy:v1.34.0', { container: { command: ['kube-proxy', '--config=/var/lib/kube-proxy/config.conf'] } });

  test('non-compliant: agents of 1.17 stop, later ones serve nothing', () => {
    expect(details(rule, answering, [proxy])).toEqual(['warning DaemonSet kube-system/kube-proxy: listens on port 10256, too']);
    expect(details(rule, answering, [proxy], { ciliumVersion: '1.17' })).toEqual(['blocker DaemonSet kube-system/kube-proxy: listens on port 10256, too']);
    for (const healthzBindAddress of ['127.0.0.1', '::1', '[::]:10256']) expect(details(rule, answering, [proxy, kubeProxy({ healthzBindAddress })])).toHaveLength(1);
  });

  test('compliant: kube-proxy has another one, is gone, or is kept off', () => {
    expect(details(rule, answering, [proxy, kubeProxy({ healthzBindAddress: '0.0.0.0:11256' })])).toEqual([]);
    expect(details(rule, answering, [kubeProxy({})])).toEqual([]);
    const apart = { key: 'a', operator: 'DoesNotExist' };
    const affinity = { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [apart] }] } } };
    const template = { ...proxy.spec.template, spec: { ...proxy.spec.template.spec, affinity } };
    expect(details(rule, answering, [{ ...proxy, spec: { ...proxy.spec, template } }])).toEqual([]);
  });
});
