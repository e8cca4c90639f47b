import { Chart, Testing } from 'cdk8s';
import { cilium } from '../../../src';

const { FormerMode, KubeProxyInstaller } = cilium;

function removal(props: Partial<cilium.KubeProxyRemovalProps> = {}): cilium.KubeProxyRemoval {
  return new cilium.KubeProxyRemoval(new Chart(Testing.app(), 'network'), 'removal', {
    installer: KubeProxyInstaller.KUBEADM, kubernetesVersion: '1.34', formerMode: FormerMode.NFTABLES, ...props,
  });
}

test('kubeadm, node by node', () => {
  const { text, nodeConfig } = removal({ gradual: true });
  expect(text).toMatchSnapshot();
  expect(nodeConfig!.toJson()).toMatchObject({ apiVersion: 'cilium.io/v2', spec: { defaults: { 'kube-proxy-replacement': 'true' } } });
});

test.each(Object.values(KubeProxyInstaller))('%s says what to change and how to go back', installer => {
  const { text, nodeConfig } = removal({ installer });
  expect(text).toMatch(/^# From kube-proxy to Cilium\n[^]*nft delete table ip6 kube-proxy[^]*The way back/);
  expect(nodeConfig).toBeUndefined();
});

test('what is left depends on the mode, and what kubeadm heeds on its version', () => {
  expect(removal({ formerMode: FormerMode.IPVS }).text).toContain('ip link delete kube-ipvs0');
  expect(removal({ formerMode: FormerMode.IPTABLES }).text).not.toContain('nft delete');
  expect(removal({ kubernetesVersion: '1.30' }).text).toContain('leaves kube-proxy alone when its ConfigMap is gone.');
  expect(removal({ kubernetesVersion: '1.32' }).text).toContain('kubeadm 1.32.0 does not heed it');
});
