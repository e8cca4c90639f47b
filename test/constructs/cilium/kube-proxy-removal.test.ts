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

const GRADUAL = Object.values(KubeProxyInstaller).filter(installer => !['kubermatic', 'rancher', 'aks', 'openshift', 'gardener'].includes(installer));
const WAYS = [
  ...Object.values(KubeProxyInstaller).map(installer => ({ installer, gradual: false })),
  ...GRADUAL.map(installer => ({ installer, gradual: true })),
];

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

test.each(Object.values(KubeProxyInstaller))('%s: in an order in which Services work, and load balancers get answers', installer => {
  const { text, nodeConfig } = removal({ installer });
  const inOrder = [
    'printenv KUBERNETES_SERVICE_HOST', 'kubeProxyReplacement: true', 'from bringing kube-proxy back',
    '. Remove its rules', 'kubeProxyReplacementHealthzBindAddr: "', '. The way back',
  ];
  const places = inOrder.map(each => text.indexOf(each));
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(places[0]).toBeGreaterThan(0);
  expect(nodeConfig).toBeUndefined();
});

test.each([KubeProxyInstaller.K3S, KubeProxyInstaller.RKE2, KubeProxyInstaller.KOPS])('%s has no DaemonSet', installer => {
  for (const gradual of [true, false]) expect(removal({ installer, gradual }).text).not.toMatch(/daemonset.{0,20}kube-proxy|kube-proxy-saved/);
});

test('the way back applies what was saved, where nobody makes it', () => {
  for (const { installer, gradual } of WAYS) {
    const { text } = removal({ installer, gradual });
    expect(text.includes('kubectl apply -f kube-proxy-saved.yaml')).toBe(text.includes('> kube-proxy-saved.yaml'));
    expect(text.indexOf('kube-proxy-saved')).toBeLessThan(text.indexOf('## 2.'));
    // With default settings, in the place of those that were saved.
    expect(text).not.toContain('init phase addon');
  }
  expect(removal().text).toContain('kubectl apply');
  expect(removal({ installer: KubeProxyInstaller.TALOS }).text).not.toContain('kubectl apply');
});

test('what an affinity of EKS says is kept', () => {
  expect(removal({ installer: KubeProxyInstaller.EKS, gradual: true }).text).toMatch(/--type=json --patch '\[\{"op":"add","path":"[^"]*\/matchExpressions\/-"/);
  expect(removal({ gradual: true }).text).toContain('--type=merge');
});

test('nodes without a shell, and new ones, need no commands', () => {
  expect(removal({ installer: KubeProxyInstaller.TALOS }).text).toContain('talosctl reboot');
  for (const installer of [KubeProxyInstaller.TALOS, KubeProxyInstaller.KOPS]) expect(removal({ installer }).text).not.toContain('delete table');
});

/** The sections whose titles match, in their order. */
function sections(text: string, titles: RegExp): string {
  return text.split(/^(?=## )/m).filter(each => titles.test(each.split('\n')[0])).join('').replace(/\n(?=\n)/g, '');
}

test('what each installer changes, and how each goes back', () => {
  const all = Object.values(KubeProxyInstaller).map(installer => sections(removal({ installer }).text, /bringing|Remove kube-proxy|way back/));
  // The end of the way back is the same for all.
  expect(all.map(text => text.replace(/In the values, without[^]*/, '')).join('\n')).toMatchSnapshot();
});

test('what each mode leaves', () => {
  expect(Object.values(FormerMode).map(formerMode => sections(removal({ formerMode }).text, /rules/)).join('\n')).toMatchSnapshot();
});

test('each distribution has an installer, or a reason why not', () => {
  const offered = Object.values(KubeProxyInstaller) as string[];
  for (const id of DISTRIBUTION_IDS.filter(each => !offered.includes(each))) {
    expect(() => removal({ installer: id as cilium.KubeProxyInstaller })).toThrow(`Chart/removal: installer: "${id}" has no way to leave kube-proxy out of a cluster that runs: `.replace('Chart', 'network'));
  }
  expect(DISTRIBUTION_IDS.filter(each => !offered.includes(each))).toEqual(['alibaba-ack', 'charmed-kubernetes', 'gke', 'microk8s', 'minikube']);
  expect(() => removal({ installer: 'kubadm' as cilium.KubeProxyInstaller })).toThrow('network/removal: installer: "kubadm" is not known; expected one of kubeadm, kind, ');
});

test('node by node needs nodes that can be left out', () => {
  expect(removal({ installer: KubeProxyInstaller.TALOS, gradual: true }).text).toContain('kubectl wait --for=delete pod -n kube-system -l k8s-app=kube-proxy');
  expect(() => removal({ installer: KubeProxyInstaller.RANCHER, gradual: true })).toThrow('network/removal: gradual: Rancher restarts the machines by itself, so no node can be left out; expected false');
  expect(() => removal({ installer: KubeProxyInstaller.AKS, gradual: true })).toThrow('network/removal: gradual: AKS takes changes of the DaemonSet back, so no node can be left out; expected false');
});

test('kube-proxy had no nftables mode before 1.29', () => {
  expect(() => removal({ kubernetesVersion: '1.28' })).toThrow('network/removal: formerMode: kube-proxy 1.28 has no nftables mode; expected iptables or ipvs, or 1.29 or later');
  expect(removal({ kubernetesVersion: '1.28', formerMode: FormerMode.IPVS }).text).toContain('ipvsadm');
});

test('what is left depends on the mode, and what kubeadm heeds on its version', () => {
  expect(removal({ formerMode: FormerMode.IPVS }).text).toContain('ip link delete kube-ipvs0');
  expect(removal({ formerMode: FormerMode.IPTABLES }).text).not.toContain('delete table');
  expect(removal({ kubernetesVersion: '1.30' }).text).toContain('leaves kube-proxy alone up to 1.31 when its ConfigMap is gone.');
  expect(removal({ kubernetesVersion: '1.30' }).text).not.toContain('kubeadm-config');
  expect(removal({ kubernetesVersion: '1.31' }).text).toContain('From 1.32 this is needed:');
  expect(removal({ kubernetesVersion: '1.32' }).text).toContain('kubeadm 1.32.0 does not heed it');
});
