import { kubeProxyCommandLine } from '../../../../src/check/rules/kube-proxy/kube-proxy-command-line';
import { daemonSet, found, kubeProxy, machine, summary } from '../../findings/findings';

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

describe('severity goes by the current mode, and the advice by the distribution', () => {
  const flags = (mode: string) => started('kube-proxy', `--proxy-mode=${mode}`, '--cluster-cidr=10.244.0.0/16');
  const talos = machine('a', { osImage: 'Talos (v1.11.0)', kubeletVersion: 'v1.36.3' });

  test.each([['iptables', 'blocker'], ['ipvs', 'blocker'], ['nftables', 'info']])('%s: %s', (mode, severity) => {
    for (const node of [machine('a', {}), talos]) expect(summary(found(kubeProxyCommandLine, [node, flags(mode)]))[0].severity).toBe(severity);
  });

  test.each(['iptables', 'nftables'])('on Talos, in mode %s, its own setting is to be changed, and not the DaemonSet', mode => {
    const [{ remediation }] = found(kubeProxyCommandLine, [talos, flags(mode)]);
    expect(remediation).toMatch(/^Talos Linux starts kube-proxy itself: change its own setting, .*, and not the DaemonSet\. Set cluster\.proxy\.mode: nftables in the machine configuration .*\.$/);
    expect(found(kubeProxyCommandLine, [machine('a', {}), flags(mode)])[0].remediation).toMatch(/^Mount the ConfigMap in the DaemonSet and start kube-proxy with --config/);
  });
});
