import { NftablesContext } from '../../../../src/check/goals/nftables/context';
import { Plain } from '../../../support/builders';
import { daemonSet, clusterOf, kubeProxy } from '../../findings/findings';

const contextOf = (...objects: Plain[]) => new NftablesContext(clusterOf(objects), '1.36');
const proxy = (...command: string[]) => daemonSet('kube-system/kube-proxy', 'registry.k8s.io/kube-proxy:v1.36.3', { container: { command } });

test('the mode of today is that of the ConfigMap, or of the command line where that is all kube-proxy reads', () => {
  expect(contextOf(kubeProxy({ mode: 'ipvs' })).mode).toBe('ipvs');
  expect(contextOf(kubeProxy({})).mode).toBe('iptables');
  expect(contextOf(proxy('kube-proxy', '--proxy-mode=ipvs')).mode).toBe('ipvs');
  expect(contextOf(kubeProxy({ mode: 'ipvs' }), proxy('kube-proxy', '--proxy-mode=nftables')).mode).toBe('nftables');
  expect(contextOf(kubeProxy({ mode: 'ipvs' }), proxy('kube-proxy', '--config=/etc/config', '--proxy-mode=nftables')).mode).toBe('ipvs');
  expect(contextOf(kubeProxy({ mode: 'ipvs' }), proxy('kube-proxy')).mode).toBe('ipvs');
});

test('the DaemonSet for Windows is passed over, and the one named kube-proxy comes first', () => {
  const windows = daemonSet('kube-system/kube-proxy-windows', 'sigwindowstools/kube-proxy:v1.34.0', { spec: { nodeSelector: { 'kubernetes.io/os': 'windows' } } });
  const other = daemonSet('kube-system/kube-proxy-arm', 'registry.k8s.io/kube-proxy:v1.35.1');
  expect(contextOf(windows).kubeProxyDaemonSet).toBeUndefined();
  expect(contextOf(windows, other).kubeProxyDaemonSet?.name).toBe('kube-proxy-arm');
  expect(contextOf(windows, other, proxy()).currentVersion).toEqual({ major: 1, minor: 36, patch: 3 });
});
