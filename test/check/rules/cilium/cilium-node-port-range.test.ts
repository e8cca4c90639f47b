import { ciliumNodePortRange as rule } from '../../../../src/check/rules/cilium/cilium-node-port-range';
import { service } from '../../../support/builders';
import { REPLACING, details } from '../../findings/cilium';
import { daemonSet } from '../../findings/findings';

const web = (nodePort: number) => service('shop/web', { type: 'NodePort', ports: [{ port: 80, nodePort }] });

test('non-compliant', () => {
  expect(details(rule, REPLACING, [web(20080)])).toEqual(['blocker Service shop/web: node port 20080']);
  const server = daemonSet('kube-system/kube-apiserver', 'registry.k8s.io/kube-apiserver:v1.34.0', { container: { command: ['kube-apiserver', '--service-node-port-range=20000-22767'] } });
  expect(details(rule, REPLACING, [server])).toEqual(['warning DaemonSet kube-system/kube-apiserver: --service-node-port-range=20000-22767']);
});

test('compliant', () => {
  expect(details(rule, { ...REPLACING, nodePort: { range: '20000,22767' } }, [web(20080)])).toEqual([]);
  expect(details(rule, REPLACING, [web(30080)])).toEqual([]);
  expect(details(rule, {}, [web(20080)])).toEqual([]);
});
