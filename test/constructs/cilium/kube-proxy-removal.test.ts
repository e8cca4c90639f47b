import { execFileSync } from 'node:child_process';
import { Chart, Testing } from 'cdk8s';
import { cilium } from '../../../src';

const { FormerMode, KubeProxyInstaller } = cilium;

function removal(props: Partial<cilium.KubeProxyRemovalProps> = {}): cilium.KubeProxyRemoval {
  return new cilium.KubeProxyRemoval(new Chart(Testing.app(), 'network'), 'removal', {
    installer: KubeProxyInstaller.KUBEADM, kubernetesVersion: '1.34', formerMode: FormerMode.NFTABLES, ...props,
  });
}

/** The blocks of a language. */
function blocks(text: string, language: string): string[] {
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'gm'))].map(match => match[1]!);
}

const WAYS = Object.values(KubeProxyInstaller).flatMap(installer => [true, false].map(gradual => ({ installer, gradual })));

test('kubeadm, node by node', () => {
  const { text, nodeConfig } = removal({ gradual: true });
  expect(text).toMatchSnapshot();
  expect(nodeConfig!.toJson()).toMatchObject({ apiVersion: 'cilium.io/v2', spec: { defaults: { 'kube-proxy-replacement': 'true' } } });
});

test.each([KubeProxyInstaller.KUBEADM, KubeProxyInstaller.K3S, KubeProxyInstaller.EKS])('%s, all nodes at once', installer => {
  const { text, nodeConfig } = removal({ installer, formerMode: FormerMode.IPVS });
  expect(text).toMatchSnapshot();
  expect(nodeConfig).toBeUndefined();
});

test.each(WAYS)('what $installer takes is a shell script (gradual: $gradual)', props => {
  for (const formerMode of Object.values(FormerMode)) {
    const { text } = removal({ ...props, formerMode });
    const commands = blocks(text, 'shell');
    execFileSync('bash', ['-n'], { input: commands.join('') });
    expect(commands.length).toBeGreaterThan(3);
    for (const patch of text.matchAll(/--patch '(.*)'/g)) expect(patch[1]).toContain(JSON.stringify(JSON.parse(patch[1]!)));
    // Commands and files are nowhere else.
    expect(text.replace(/^```[^]*?^```$/gm, '')).not.toMatch(/^ |^kubectl/m);
    // No step is empty.
    expect(text).not.toMatch(/^## .*\n\n*(?:##|$(?![^]))/m);
  }
});

test.each([KubeProxyInstaller.K3S, KubeProxyInstaller.RKE2, KubeProxyInstaller.KOPS])('%s has no DaemonSet', installer => {
  for (const gradual of [true, false]) {
    const { text } = removal({ installer, gradual });
    expect(text).not.toMatch(/daemonset.{0,20}kube-proxy|kube-proxy-saved/);
    expect(text).toContain('has to be saved');
  }
});

test('agents do not ask for the port of kube-proxy before it is gone', () => {
  for (const installer of Object.values(KubeProxyInstaller)) {
    const { text } = removal({ installer });
    expect(text).toMatch(/leave kubeProxyReplacementHealthzBindAddr alone[^]*## \d\. Keep [^]*set kubeProxyReplacementHealthzBindAddr: "0\.0\.0\.0:10256" now/);
  }
});

test('the way back applies what was saved, where nobody makes it', () => {
  for (const installer of [KubeProxyInstaller.KUBEADM, KubeProxyInstaller.KUBESPRAY, KubeProxyInstaller.EKS, KubeProxyInstaller.OTHER]) {
    expect(removal({ installer }).text).toContain('kubectl apply -f kube-proxy-saved.yaml');
  }
  for (const installer of [KubeProxyInstaller.K0S, KubeProxyInstaller.TALOS]) expect(removal({ installer }).text).not.toContain('kubectl apply');
  // With default settings, in the place of those that were saved.
  expect(removal().text).not.toContain('init phase addon');
});

test('what an affinity of EKS says is kept', () => {
  expect(removal({ installer: KubeProxyInstaller.EKS, gradual: true }).text).toMatch(/--type=json --patch '\[\{"op":"add","path":"[^"]*\/matchExpressions\/-"/);
  expect(removal({ gradual: true }).text).toContain('--type=merge');
});

test('nodes without a shell, and new ones, need no commands', () => {
  expect(removal({ installer: KubeProxyInstaller.TALOS }).text).toContain('talosctl reboot');
  for (const installer of [KubeProxyInstaller.TALOS, KubeProxyInstaller.KOPS]) expect(removal({ installer }).text).not.toContain('nft delete');
});

test('what is left depends on the mode, and what kubeadm heeds on its version', () => {
  expect(removal({ formerMode: FormerMode.IPVS }).text).toContain('ip link delete kube-ipvs0');
  expect(removal({ formerMode: FormerMode.IPTABLES }).text).not.toContain('nft delete');
  expect(removal({ kubernetesVersion: '1.30' }).text).toContain('leaves kube-proxy alone when its ConfigMap is gone.');
  expect(removal({ kubernetesVersion: '1.32' }).text).toContain('kubeadm 1.32.0 does not heed it');
  expect(removal({ kubernetesVersion: '1.34' }).text).toContain('--skip-phases=addon/kube-proxy adds by itself');
});

test('kube-proxy had no nftables mode before 1.29', () => {
  expect(() => removal({ kubernetesVersion: '1.28' })).toThrow('network/removal: formerMode: kube-proxy 1.28 has no nftables mode; expected iptables or ipvs, or 1.29 or later');
  expect(removal({ kubernetesVersion: '1.28', formerMode: FormerMode.IPVS }).text).toContain('ipvsadm');
});
