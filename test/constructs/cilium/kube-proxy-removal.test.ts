import { execFileSync } from 'node:child_process';
import { Chart, Testing } from 'cdk8s';
import { cilium } from '../../../src';
import { DISTRIBUTION_IDS } from '../../../src/programs/distributions/ids';

const { FormerMode, KubeProxyInstaller } = cilium;

function removal(props: Partial<cilium.KubeProxyRemovalProps> = {}): cilium.KubeProxyRemoval {
  return new cilium.KubeProxyRemoval(new Chart(Testing.app(), 'network'), 'removal', {
    installer: KubeProxyInstaller.KUBEADM, kubernetesVersion: '1.34', formerMode: FormerMode.NFTABLES, ...props,
  });
}

/** Those of the language, in their order. */
function blocks(text: string, language: string): string[] {
  return [...text.matchAll(/^```(\w+)\n([^]*?)^```$/gm)].flatMap(([, of, lines]) => of === language ? [lines] : []);
}

test('kubeadm, node by node', () => {
  const { text, nodeConfig } = removal({ gradual: true });
  expect(text).toMatchSnapshot();
  expect(nodeConfig!.toJson()).toMatchObject({ apiVersion: 'cilium.io/v2', spec: { defaults: { 'kube-proxy-replacement': 'true' } } });
});

test.each(Object.values(KubeProxyInstaller))('%s says what to change and how to go back, in an order in which Services work', installer => {
  const { text, nodeConfig } = removal({ installer });
  const inOrder = ['printenv KUBERNETES_SERVICE_HOST', 'kubeProxyReplacement: true', 'from bringing kube-proxy back', 'Remove its rules from each node', 'kubeProxyReplacementHealthzBindAddr: "', '## 7. The way back'];
  const places = inOrder.map(each => text.indexOf(each.replace('7', /Remove kube-proxy$/m.test(text) ? '8' : '7')));
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(Math.min(...places)).toBeGreaterThan(0);
  expect(nodeConfig).toBeUndefined();
  for (const commands of blocks(text, 'shell')) execFileSync('bash', ['-n'], { input: commands });
});

test.each(['installer', 'formerMode'] as const)('all of %s', name => {
  const all = name === 'installer' ? Object.values(KubeProxyInstaller).map(installer => ({ installer })) : Object.values(FormerMode).map(formerMode => ({ formerMode }));
  expect(all.map(props => removal(props).text.replace(/^[^]*?(?=## 4)/, '')).join('\n---\n')).toMatchSnapshot();
});

test('each distribution has an installer, or a reason why not', () => {
  const offered = Object.values(KubeProxyInstaller) as string[];
  for (const id of DISTRIBUTION_IDS.filter(each => !offered.includes(each))) {
    expect(() => removal({ installer: id as cilium.KubeProxyInstaller })).toThrow(`Chart/removal: installer: "${id}" has no way to leave kube-proxy out of a cluster that runs: `.replace('Chart', 'network'));
  }
  expect(DISTRIBUTION_IDS.filter(each => !offered.includes(each))).toEqual(['alibaba-ack', 'charmed-kubernetes', 'gke', 'microk8s', 'minikube']);
  expect(() => removal({ installer: 'kubadm' as cilium.KubeProxyInstaller })).toThrow('network/removal: installer: "kubadm" is not known; expected one of kubeadm, kind, ');
});

test('node by node needs a DaemonSet whose changes last', () => {
  expect(removal({ installer: KubeProxyInstaller.TALOS, gradual: true }).text).toContain('kubectl wait --for=delete pod -n kube-system -l k8s-app=kube-proxy');
  expect(() => removal({ installer: KubeProxyInstaller.K3S, gradual: true })).toThrow('network/removal: gradual: k3s runs kube-proxy without a DaemonSet, so no node can be left out; expected false');
  expect(() => removal({ installer: KubeProxyInstaller.AKS, gradual: true })).toThrow('network/removal: gradual: AKS takes changes of the DaemonSet back, so no node can be left out; expected false');
});

test('what is left depends on the mode, and what kubeadm heeds on its version', () => {
  expect(removal({ formerMode: FormerMode.IPVS }).text).toContain('ip link delete kube-ipvs0');
  expect(removal({ formerMode: FormerMode.IPTABLES }).text).not.toContain('delete table');
  expect(removal({ kubernetesVersion: '1.30' }).text).toContain('leaves kube-proxy alone up to 1.31 when its ConfigMap is gone.');
  expect(removal({ kubernetesVersion: '1.30' }).text).not.toContain('kubeadm-config');
  expect(removal({ kubernetesVersion: '1.31' }).text).toContain('From 1.32 this is needed:');
  expect(removal({ kubernetesVersion: '1.32' }).text).toContain('kubeadm 1.32.0 does not heed it');
});

test('what is removed is saved before anything deletes it, and comes back with its settings', () => {
  for (const installer of Object.values(KubeProxyInstaller)) {
    const { text } = removal({ installer });
    if (!text.includes('> kube-proxy-saved.yaml')) continue;
    expect(text.indexOf('> kube-proxy-saved.yaml')).toBeLessThan(text.search(/delete-addon|kubectl delete/));
    expect(text).toContain('kubectl apply -f kube-proxy-saved.yaml');
  }
  // A kube-proxy with default settings, which what was saved would conflict with.
  expect(removal().text).not.toContain('init phase addon');
});

test('what an affinity of EKS says is kept', () => {
  const patch = (installer: cilium.KubeProxyInstaller) => / --type=(\w+) --patch '(.*)'$/m.exec(removal({ installer, gradual: true }).text)!;
  const [, type, json] = patch(KubeProxyInstaller.EKS);
  expect([type, JSON.parse(json)]).toEqual(['json', [expect.objectContaining({ op: 'add', path: expect.stringMatching(/\/nodeSelectorTerms\/0\/matchExpressions\/-$/) })]]);
  expect(patch(KubeProxyInstaller.KUBEADM)[1]).toBe('merge');
});

test('nodes without a shell reboot, and new ones need nothing', () => {
  for (const gradual of [true, false]) {
    const { text } = removal({ installer: KubeProxyInstaller.TALOS, gradual });
    expect(text).toContain('talosctl reboot');
    expect(text).not.toMatch(/nft |configmap\//);
  }
  expect(removal({ installer: KubeProxyInstaller.KOPS }).text).not.toContain('nft ');
});

test('kube-proxy had no nftables mode before 1.29', () => {
  expect(() => removal({ kubernetesVersion: '1.28' })).toThrow('network/removal: formerMode: kube-proxy 1.28 has no nftables mode; expected iptables or ipvs, or Kubernetes 1.29 or later');
  expect(removal({ kubernetesVersion: '1.28', formerMode: FormerMode.IPVS }).text).toContain('ipvsadm');
});
