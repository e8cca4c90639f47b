import { kubeProxyCommandLine } from '../../../../src/check/rules/kube-proxy/kube-proxy-command-line';
import { daemonSet, found, kubeProxy, summary } from '../../findings/findings';

const started = (...command: string[]) => daemonSet('kube-system/kube-proxy', 'registry.k8s.io/kube-proxy:v1.36.3', { container: { command } });

test('non-compliant: flags in place of a configuration', () => {
  expect(summary(found(kubeProxyCommandLine, [kubeProxy({ mode: 'ipvs' }), started('kube-proxy', '--kubeconfig=/etc/kubeconfig', '--cluster-cidr=10.244.0.0/16', '--proxy-mode=ipvs')]))).toEqual([{
    severity: 'blocker',
    message: 'kube-proxy is started with flags and without --config, so changing the ConfigMap has no effect.',
    objects: ['DaemonSet kube-system/kube-proxy: --proxy-mode, --cluster-cidr'],
  }]);
});

test('non-compliant: flags beside a configuration', () => {
  expect(summary(found(kubeProxyCommandLine, [started('kube-proxy', '--config=/etc/config', '--proxy-mode=ipvs')]))).toEqual([{
    severity: 'info',
    message: 'kube-proxy is started with --config and ignores flags for which its configuration has fields.',
    objects: ['DaemonSet kube-system/kube-proxy: --proxy-mode'],
  }]);
});

test('compliant: kubeadm\'s command, and a command that is not known', () => {
  expect(found(kubeProxyCommandLine, [started('/usr/local/bin/kube-proxy', '--config=/var/lib/kube-proxy/config.conf', '--hostname-override=$(NODE_NAME)', '--v=2')])).toEqual([]);
  expect(found(kubeProxyCommandLine, [started()])).toEqual([]);
  expect(found(kubeProxyCommandLine, [kubeProxy({ mode: 'ipvs' })])).toEqual([]);
});
