import { kubeProxyModulesMount } from '../../../../src/check/rules/kube-proxy/kube-proxy-modules-mount';
import { daemonSet, found, kubeProxy, summary } from '../../findings/findings';

const mounting = (...paths: string[]) => daemonSet('kube-system/kube-proxy', 'registry.k8s.io/kube-proxy:v1.36.3', {
  spec: { volumes: paths.map((path, i) => ({ name: `volume-${i}`, hostPath: { path } })) },
});
const IPVS = kubeProxy({ mode: 'ipvs' });

test.each(['1.34', '1.36'])('non-compliant: no modules, target %s', target => {
  expect(summary(found(kubeProxyModulesMount, [IPVS, mounting('/run/xtables.lock')], target))).toEqual([{
    severity: 'warning',
    message: 'kube-proxy\'s pods do not mount the node\'s /lib/modules, so the cleanup of IPVS is silently skipped.',
    objects: ['DaemonSet kube-system/kube-proxy'],
  }]);
});

test.each(['/lib/modules', '/lib/modules/', '/usr/lib/modules', '/'])('compliant: %s is mounted', path => {
  expect(found(kubeProxyModulesMount, [IPVS, mounting(path)])).toEqual([]);
});

test('compliant: up to 1.33, from iptables, and where the DaemonSet is not known', () => {
  expect(found(kubeProxyModulesMount, [IPVS, mounting()], '1.33')).toEqual([]);
  expect(found(kubeProxyModulesMount, [kubeProxy({ mode: 'iptables' }), mounting()])).toEqual([]);
  expect(found(kubeProxyModulesMount, [IPVS])).toEqual([]);
});
