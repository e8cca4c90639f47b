import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { run } from './run';
import { workFolder } from './work-folder';

const { path: folder, file } = workFolder();
let runs = 0;

const node = (name: string, kubeletVersion: string, metadata: object = {}, spec: object = {}) =>
  JSON.stringify({ apiVersion: 'v1', kind: 'Node', metadata: { name, ...metadata }, spec, status: { nodeInfo: { kubeletVersion, operatingSystem: 'linux' } } });
const EKS_NODE = node('ip-1', 'v1.36.1-eks-0abc123', { labels: { 'eks.amazonaws.com/nodegroup': 'a' } }, { providerID: 'aws:///z/i-1' });
const EKS_PROXY = JSON.stringify({
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: { name: 'kube-proxy', namespace: 'kube-system', labels: { 'eks.amazonaws.com/component': 'kube-proxy' }, managedFields: [{ manager: 'eks', operation: 'Apply' }] },
  spec: { template: { spec: { containers: [{ name: 'kube-proxy', image: 'x/eks/kube-proxy:v1.36.0', command: ['kube-proxy', '--config=/var/lib/kube-proxy-config/config'] }] } } },
});

function migrate(inputs: Readonly<Record<string, string>>, ...options: string[]) {
  const own = runs++;
  const out = join(folder, `out-${own}`);
  const paths = Object.entries(inputs).map(([name, text]) => file(`${own}-${name}`, text));
  const { code, stderr } = run('migrate', ...paths, '--target-version', '1.36', '--out', out, '--no-rulesets', ...options);
  const entries = existsSync(out) ? readdirSync(out, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile()) : [];
  const all = entries.map(entry => relative(out, join(entry.parentPath ?? entry.path, entry.name))).sort();
  const text = (path: string) => readFileSync(join(out, path), 'utf8');
  return { code, stderr, out, text, settings: Object.fromEntries(all.filter(path => path.startsWith('distribution/')).map(path => [path.slice('distribution/'.length), text(path)])) };
}

function modeOf(out: string, paths: readonly string[]): string {
  const { stdout } = run('check', ...paths.map(path => join(out, 'distribution', path)), '--target-version', '1.36', '--format', 'json', '--quiet');
  return JSON.parse(stdout).currentMode;
}

const AKS_CLUSTER = `# owned by the platform team
apiVersion: containerservice.azure.com/v1api20251002preview
kind: ManagedCluster
metadata: {name: shop, namespace: azure}
spec:
  location: westeurope # near us
  networkProfile:
    kubeProxyConfig:
      enabled: true
      mode: IPVS
      ipvsConfig: {scheduler: LeastConnection}
`;

test.each<[string, Record<string, string>, Record<string, string>]>([
  ['EKS: a dump of a cluster with the add-on', { 'node.json': EKS_NODE, 'proxy.json': EKS_PROXY }, {
    'update-addon.sh': 'aws eks update-addon --cluster-name CLUSTER --addon-name kube-proxy --resolve-conflicts OVERWRITE --configuration-values \'{"mode":"nftables"}\'\n',
  }],
  ['EKS: the command', { 'node.json': EKS_NODE, 'cmd.sh': '# file: addon.sh\naws eks update-addon --cluster-name shop --addon-name kube-proxy --configuration-values \'{"mode":"ipvs","resources":{}}\'\n' }, {
    'update-addon.sh': '# file: addon.sh\naws eks update-addon --cluster-name shop --addon-name kube-proxy --resolve-conflicts OVERWRITE --configuration-values \'{"mode":"nftables","resources":{}}\'\n',
  }],
  ['EKS: eksctl', { 'eksctl.yaml': '# file: eksctl.yaml\napiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\naddons:\n  - name: kube-proxy # ours\n    configurationValues: |-\n      mode: ipvs\n      ipvs: {scheduler: lc}\n' }, {
    'eksctl.yaml': '# file: eksctl.yaml\napiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\naddons:\n  - name: kube-proxy # ours\n    configurationValues: |-\n      mode: nftables\n    resolveConflicts: overwrite\n',
  }],
  ['EKS: CloudFormation with short forms of functions', {
    'cfn.yaml': '# file: cfn.yaml\nResources:\n  Proxy:\n    Type: AWS::EKS::Addon\n    Properties:\n      AddonName: kube-proxy\n      ClusterName: !Ref Cluster # the one\n      ConfigurationValues: \'{"mode":"ipvs"}\'\n',
  }, {
    'cfn.yaml': '# file: cfn.yaml\nResources:\n  Proxy:\n    Type: AWS::EKS::Addon\n    Properties:\n      AddonName: kube-proxy\n      ClusterName: !Ref Cluster # the one\n'
      + '      ConfigurationValues: \'{"mode":"nftables"}\'\n      ResolveConflicts: OVERWRITE\n',
  }],
  ['EKS: ACK', { 'addon.yaml': '# add-on\napiVersion: eks.services.k8s.aws/v1alpha1\nkind: Addon\nmetadata: {name: kp}\nspec:\n  name: kube-proxy\n  clusterName: shop\n  configurationValues: \'{"mode":"ipvs","ipvs":{"scheduler":"lc"}}\' # values\n' }, {
    'addon-kp.yaml': '# add-on\napiVersion: eks.services.k8s.aws/v1alpha1\nkind: Addon\nmetadata: {name: kp}\nspec:\n  name: kube-proxy\n  clusterName: shop\n  configurationValues: \'{"mode":"nftables"}\' # values\n  resolveConflicts: OVERWRITE\n',
  }],
  ['AKS: a dump', { 'node.json': node('aks-1', 'v1.36.1', { labels: { 'kubernetes.azure.com/cluster': 'x' } }, { providerID: 'azure:///x' }) }, { 'kube-proxy.json': 'enabled: true\nmode: NFTABLES\n' }],
  ['AKS: ManagedCluster', { 'aks.yaml': AKS_CLUSTER }, {
    'managedcluster-shop.yaml': AKS_CLUSTER.replace('IPVS', 'NFTABLES').replace('      ipvsConfig: {scheduler: LeastConnection}\n', ''),
  }],
  ['k3s: a file that adds to another one', { 'a.yaml': '# file: /etc/rancher/k3s/config.yaml.d/50.yaml\nkube-proxy-arg+: # more\n  - --proxy-mode=ipvs\n  - v=2\n' }, {
    'etc/rancher/k3s/config.yaml.d/50.yaml': '# file: /etc/rancher/k3s/config.yaml.d/50.yaml\nkube-proxy-arg+: # more\n  - --proxy-mode=nftables\n  - v=2\n',
  }],
  ['k3s: flags that nftables mode has no flag for', { 'a.yaml': '# file: /etc/rancher/k3s/config.yaml\nkube-proxy-arg: [proxy-mode=iptables, iptables-masquerade-bit=13]\n' }, {
    'etc/rancher/k3s/config.yaml': '# file: /etc/rancher/k3s/config.yaml\nkube-proxy-arg: [proxy-mode=nftables]\n',
  }],
  ['k0s: k0sctl', { 'k0sctl.yaml': '# file: k0sctl.yaml\napiVersion: k0sctl.k0sproject.io/v1beta1\nkind: Cluster\nspec:\n  k0s:\n    version: v1.36.3+k0s.0\n    config:\n      spec:\n        network:\n          kubeProxy: # here\n            mode: ipvs\n            iptables: {masqueradeAll: true}\n' }, {
    'k0sctl.yaml': '# file: k0sctl.yaml\napiVersion: k0sctl.k0sproject.io/v1beta1\nkind: Cluster\nspec:\n  k0s:\n    version: v1.36.3+k0s.0\n    config:\n      spec:\n        network:\n          kubeProxy: # here\n            mode: nftables\n'
      + '            nftables:\n              masqueradeAll: true\n',
  }],
  ['Charmed Kubernetes: a bundle', { 'bundle.yaml': '# file: bundle.yaml\napplications:\n  kubernetes-worker:\n    charm: kubernetes-worker # edge\n    options:\n      proxy-extra-config: "{mode: ipvs}"\n' }, {
    'bundle.yaml': '# file: bundle.yaml\napplications:\n  kubernetes-worker:\n    charm: kubernetes-worker # edge\n    options:\n      proxy-extra-config: "{mode: nftables}"\n',
  }],
  ['Talos: a machine configuration with other documents', { 'cp.yaml': '# file: cp.yaml\nmachine: {type: controlplane}\ncluster:\n  proxy:\n    mode: ipvs # old\n    extraArgs:\n      ipvs-strict-arp: "true"\n---\napiVersion: v1alpha1\nkind: HostnameConfig\nauto: stable\n' }, {
    'cp.yaml': '# file: cp.yaml\nmachine: {type: controlplane}\ncluster:\n  proxy:\n    mode: nftables # old\n---\napiVersion: v1alpha1\nkind: HostnameConfig\nauto: stable\n',
  }],
])('%s', (_, inputs, expected) => {
  const { code, settings, out } = migrate(inputs);
  expect(settings).toEqual(expected);
  expect(code).toBe(0);
  expect(modeOf(out, Object.keys(expected))).toBe('nftables');
});

test('NodePorts where they were asked for, in the terms of the distribution', () => {
  const { settings } = migrate({ 'n.json': node('a', 'v1.36.3+k3s1', { annotations: { 'k3s.io/node-args': '["server"]' } }) }, '--node-port-addresses', '192.0.2.0/24,2001:db8::/32');
  expect(settings).toEqual({ 'etc/rancher/k3s/config.yaml': 'kube-proxy-arg:\n  - proxy-mode=nftables\n  - nodeport-addresses=192.0.2.0/24,2001:db8::/32\n' });
  const lost = migrate({ 'n.json': node('a', 'v1.36.3', { labels: { 'worker.gardener.cloud/pool': 'a' } }) }, '--node-port-addresses', '192.0.2.0/24');
  expect(lost.stderr).toContain('note: Gardener: nodePortAddresses cannot be carried over: a Shoot has no field for it');
  expect(lost.text('findings.md')).toContain('distribution-settings-lost');
});

test('--distribution where the input does not show it, and its way back', () => {
  const inputs = { 'vars.yml': '# file: group_vars/all.yml\nkube_version: 1.35.3\nkube_proxy_mode: ipvs # old\nkube_network_plugin: cilium\n', 'n.json': node('a', 'v1.35.3') };
  const { settings, text } = migrate(inputs, '--distribution', 'kubespray', '--distribution-version', '2.31.0');
  expect(Object.keys(settings)).toEqual(['group_vars/all.yml']);
  expect(text('rollback/distribution/group_vars/all.yml')).toBe(inputs['vars.yml']);
  expect(text('RUNBOOK.md')).toContain('(rollback/distribution/group_vars/all.yml)');
});

test('a version of the distribution that is none', () => {
  expect(migrate({ 'n.json': node('a', 'v1.36.3+k3s1') }, '--distribution-version', 'new').stderr).toContain('distribution version: "new" is not a version; expected one such as 2.31.0');
});
