import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run';
import { workFolder } from './work-folder';
import { DISTRIBUTION_IDS } from '../../src/programs/distributions/ids';

interface Case {
  readonly distribution: string;
  readonly case: string;
  /** Objects in JSON, or files whose first line says what they are. */
  readonly recognisedFrom: readonly string[];
  /** `verified: false`: what is expected rests on an inference, and not on a source. */
  readonly expect: { readonly recognised: string; readonly currentMode: string; readonly verified?: boolean };
}

const CASES = readFileSync(join(__dirname, '../fixtures/distributions/cases.jsonl'), 'utf8').trim().split('\n').map(line => JSON.parse(line) as Case);
const { path: folder } = workFolder();

function check(inputs: readonly string[], ...options: string[]) {
  const files = inputs.map((text, index) => {
    const path = join(folder, `${index}.${text.startsWith('{') ? 'json' : 'txt'}`);
    writeFileSync(path, text);
    return path;
  });
  const { stdout, stderr } = run('check', ...files, '--target-version', '1.36', '--quiet', ...options);
  expect(stderr).toBe('');
  return stdout;
}

const recognized = (inputs: readonly string[], ...options: string[]) => {
  const { distribution, currentMode } = JSON.parse(check(inputs, '--format', 'json', ...options));
  return { distribution, currentMode };
};

const title = ({ distribution, case: name, expect: { verified } }: Case) => `${distribution}: ${name}${verified === false ? ' (rests on an inference)' : ''}`;

test.each(CASES.map(entry => [title(entry), entry] as const))('%s', (_, { recognisedFrom, expect: { recognised, currentMode } }) => {
  expect(recognized(recognisedFrom)).toEqual({ distribution: recognised, currentMode });
});

test('there are cases', () => expect(CASES).toHaveLength(61));

const node = (fields: object = {}) => JSON.stringify({ apiVersion: 'v1', kind: 'Node', metadata: { name: 'n-1', ...fields }, status: { nodeInfo: { kubeletVersion: 'v1.34.2' } } });
const configMap = (name: string, data: object) => JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'kube-system' }, data });
const kubeProxy = (mode: string) => configMap('kube-proxy', { 'config.conf': `apiVersion: kubeproxy.config.k8s.io/v1alpha1\nkind: KubeProxyConfiguration\nmode: "${mode}"\n` });
const kubeadm = configMap('kubeadm-config', { ClusterConfiguration: 'apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\ncertificatesDir: /etc/kubernetes/pki\n' });
const shoot = JSON.stringify({ apiVersion: 'core.gardener.cloud/v1beta1', kind: 'Shoot', metadata: { name: 'shop', namespace: 'garden-team' }, spec: {} });

test.each<[string, string[], string, string]>([
  ['kubeadm', [node(), kubeadm, kubeProxy('ipvs')], 'kubeadm', 'ipvs'],
  ['nothing that tells', [node()], 'unknown', 'unknown'],
  ['the cluster that manages another one', [node(), kubeadm, shoot], 'kubeadm', 'unknown'],
  ['k3s by its file', ['# file: /etc/rancher/k3s/config.yaml\nkube-proxy-arg:\n- --proxy-mode=iptables\n- proxy-mode=nftables\n'], 'k3s', 'nftables'],
  ['RKE2 by its file', ['# file: /etc/rancher/rke2/config.yaml\ntoken: x\n'], 'RKE2', 'iptables'],
  ['a file that may be of k3s or of RKE2', ['# file: config.yaml\nkube-proxy-arg: [proxy-mode=ipvs]\n'], 'unknown', 'ipvs'],
  ['Gardener with a ConfigMap of earlier', [
    node({ labels: { 'worker.gardener.cloud/pool': 'a' } }),
    JSON.stringify({
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: { name: 'kube-proxy-a-v1.35.4', namespace: 'kube-system' },
      spec: { template: { spec: { initContainers: [{ name: 'cleanup', env: [{ name: 'KUBE_PROXY_MODE', value: 'IPVS' }] }], containers: [] } } },
    }),
    configMap('kube-proxy-config-1a2b', { 'config.yaml': 'kind: KubeProxyConfiguration\nmode: iptables\n' }),
  ], 'Gardener', 'ipvs'],
  ['Talos with the mode among the extra arguments', ['cluster:\n  proxy:\n    extraArgs: {proxy-mode: ipvs}\n'], 'Talos', 'ipvs'],
  ['eksctl without the add-on', ['apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\naddons: [{name: coredns}]\n'], 'EKS', 'iptables'],
  ['k3s whose nodes differ', [
    node({ annotations: { 'k3s.io/node-args': '["server"]' } }),
    node({ name: 'n-2', annotations: { 'k3s.io/node-args': '["agent","--kube-proxy-arg=proxy-mode=nftables"]' } }),
  ], 'k3s', 'mixed'],
  ['k3s without kube-proxy', [node({ annotations: { 'k3s.io/node-args': '["server","--disable-kube-proxy"]' } })], 'k3s', 'none'],
  ['a template of eksctl', ['apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\naddons:\n- name: kube-proxy\n  configurationValues: "mode: nftables"\n'], 'EKS (managed add-on)', 'nftables'],
  ['CloudFormation', ['Resources:\n  P:\n    Type: AWS::EKS::Addon\n    Properties:\n      AddonName: kube-proxy\n      ClusterName: !Ref C\n      ConfigurationValues: \'{"mode":"ipvs"}\'\n'],
    'EKS (managed add-on)', 'ipvs'],
  ['kubespray with a template', ['kube_proxy_mode: "{{ mode }}"\n'], 'kubespray', 'unknown'],
])('%s', (_, inputs, distribution, currentMode) => {
  expect(recognized(inputs)).toEqual({ distribution, currentMode });
});

test('--distribution comes before what shows', () => {
  expect(recognized([node(), kubeProxy('ipvs')], '--distribution', 'kubespray')).toEqual({ distribution: 'kubespray', currentMode: 'ipvs' });
  expect(run('check', join(folder, '0.json'), '--target-version', '1.36', '--distribution', 'suse').stderr).toContain(`Allowed choices are ${DISTRIBUTION_IDS.join(', ')}.`);
});

test('the header names it, and the advice is in its terms', () => {
  const managed = JSON.parse(kubeProxy('ipvs'));
  managed.metadata.labels = { 'addonmanager.kubernetes.io/mode': 'Reconcile' };
  const text = check([node(), JSON.stringify(managed), kubeadm.replace('/etc/kubernetes/pki', '/etc/kubernetes/ssl')]);
  expect(text).toContain('\nDistribution: kubespray; kube-proxy\'s mode: ipvs\n');
  expect(text.replace(/\s+/g, ' ')).toContain('kubespray writes this object itself. Set kube_proxy_mode: nftables in group_vars');
});

test('a mapping that is neither an object nor a file of an installer is refused', () => {
  const path = join(folder, 'other.yaml');
  writeFileSync(path, 'error: not found\n');
  expect(run('check', path, '--target-version', '1.36').stderr).toContain('expected a Kubernetes object');
});

describe('an input that shows several distributions', () => {
  const notices = (inputs: readonly string[], ...options: string[]) => {
    const files = inputs.map((text, index) => {
      const path = join(folder, `several-${index}.yaml`);
      writeFileSync(path, text);
      return path;
    });
    return run('check', ...files, '--target-version', '1.36', ...options).stderr;
  };
  const RKE2_NODE = node({ annotations: { 'rke2.io/node-args': '["server"]' } });
  const KOPS = 'apiVersion: kops.k8s.io/v1alpha2\nkind: Cluster\nmetadata: {name: shop.example.com}\nspec: {}\n';

  test('is said to', () => {
    expect(notices([RKE2_NODE, KOPS])).toContain('the cluster is taken for one of RKE2, but the input also shows kOps (');
    expect(notices([RKE2_NODE], '--distribution', 'k3s')).toContain('the cluster is taken for one of k3s, but the input also shows RKE2 (Nodes)');
  });

  test('is none where one is laid over the other', () => {
    const rancher = JSON.stringify({
      apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'cattle-cluster-agent', namespace: 'cattle-system' }, spec: { template: { spec: { containers: [] } } },
    });
    expect(notices([RKE2_NODE, rancher])).not.toContain('also shows');
  });

  test.each(CASES.map(entry => [title(entry), entry] as const))('none is said of %s', (_, { recognisedFrom }) => {
    expect(notices(recognisedFrom)).not.toContain('also shows');
  });
});
