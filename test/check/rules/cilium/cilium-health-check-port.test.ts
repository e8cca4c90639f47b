import { ciliumHealthCheckPort as rule } from '../../../../src/check/rules/cilium/cilium-health-check-port';
import { service } from '../../../support/builders';
import { REPLACING, details } from '../../findings/cilium';
import { machine } from '../../findings/findings';

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
