import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
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
  ['EKS: CloudFormation with a function around the values', {
    'sub.yaml': '# file: sub.yaml\nParameters:\n  Cpu: {Type: String}\nResources:\n  Proxy:\n    Type: AWS::EKS::Addon\n    Properties:\n      AddonName: kube-proxy\n      ClusterName: !GetAtt C.Name\n      ConfigurationValues: !Sub \'{"mode":"ipvs","resources":{"requests":{"cpu":"${Cpu}"}}}\' # ours\n      Tags: [{Key: a, Value: !Select [0, [b, c]]}]\n',
  }, {
    'sub.yaml': '# file: sub.yaml\nParameters:\n  Cpu: {Type: String}\nResources:\n  Proxy:\n    Type: AWS::EKS::Addon\n    Properties:\n      AddonName: kube-proxy\n      ClusterName: !GetAtt C.Name\n      ConfigurationValues: !Sub \'{"mode":"nftables","resources":{"requests":{"cpu":"${Cpu}"}}}\' # ours\n'
      + '      Tags: [{Key: a, Value: !Select [0, [b, c]]}]\n      ResolveConflicts: OVERWRITE\n',
  }],
  ['EKS: CloudFormation in JSON', {
    'eks.json': '{\n    "Resources": {\n        "P": {\n            "Type": "AWS::EKS::Addon",\n            "Properties": {\n                "AddonName": "kube-proxy",\n                "ConfigurationValues": {"Fn::ToJsonString": {"mode": "ipvs", "podLabels": {"a": {"Ref": "A"}}}}\n            }\n        }\n    }\n}\n',
  }, {
    'N-eks.json': '{\n    "Resources": {\n        "P": {\n            "Type": "AWS::EKS::Addon",\n            "Properties": {\n                "AddonName": "kube-proxy",\n                "ConfigurationValues": {"Fn::ToJsonString": {"mode": "nftables", "podLabels": {"a": {"Ref": "A"}}}},\n                "ResolveConflicts": "OVERWRITE"\n            }\n        }\n    }\n}\n',
  }],
  ['EKS: a script', { 'up.sh': '#!/bin/sh\nset -e\naws eks update-addon \\\n  --cluster-name shop \\\n  --addon-name kube-proxy \\\n  --configuration-values "{\\"mode\\":\\"ipvs\\"}"\nkubectl get pods\n' }, {
    'update-addon.sh': '#!/bin/sh\nset -e\naws eks update-addon \\\n  --cluster-name shop \\\n  --addon-name kube-proxy --resolve-conflicts OVERWRITE \\\n  --configuration-values "{\\"mode\\":\\"nftables\\"}"\nkubectl get pods\n',
  }],
  ['EKS: the add-ons of a Terraform module', {
    'eks.tf': '# file: eks.tf\nmodule "eks" {\n  source = "terraform-aws-modules/eks/aws"\n  addons = {\n    coredns    = {}\n    kube-proxy = {} # ours\n  }\n}\n\nresource "aws_eks_addon" "cni" {\n  addon_name = "vpc-cni"\n  configuration_values = <<-EOT\n    {"mode": "x"}\n  EOT\n}\n',
  }, {
    'eks.tf': '# file: eks.tf\nmodule "eks" {\n  source = "terraform-aws-modules/eks/aws"\n  addons = {\n    coredns    = {}\n    kube-proxy = {\n      configuration_values = jsonencode({ mode = "nftables" })\n      resolve_conflicts_on_update = "OVERWRITE"\n    } # ours\n  }\n}\n'
      + '\nresource "aws_eks_addon" "cni" {\n  addon_name = "vpc-cni"\n  configuration_values = <<-EOT\n    {"mode": "x"}\n  EOT\n}\n',
  }],
  ['EKS: a heredoc of Terraform', {
    'addon.tf': '# file: addon.tf\nresource "aws_eks_addon" "kp" {\n  addon_name           = "kube-proxy" # ours\n  configuration_values = <<-EOT\n    mode: ipvs\n    ipvs: {scheduler: lc}\n  EOT\n}\n',
  }, {
    'addon.tf': '# file: addon.tf\nresource "aws_eks_addon" "kp" {\n  addon_name           = "kube-proxy" # ours\n  configuration_values = <<-EOT\n    mode: nftables\n  EOT\n  resolve_conflicts_on_update = "OVERWRITE"\n}\n',
  }],
  ['AKS: the file in JSON', { 'kp.json': '{\n    "enabled": true,\n    "mode": "IPVS",\n    "ipvsConfig": {"scheduler": "LeastConnection"}\n}\n' }, { 'N-kp.json': '{\n    "enabled": true,\n    "mode": "NFTABLES"\n}\n' }],
  ['kubespray: a folder of variables', {
    'a.yml': '# file: inventory/shop/group_vars/k8s_cluster/k8s-cluster.yml\nkube_proxy_mode: ipvs # here\n',
    'b.yml': '# file: inventory/shop/group_vars/k8s_cluster/k8s-net-calico.yml\n# calico_nftable_mode: "Disabled"\ncalico_cni_name: k8s-pod-network\n',
    'c.yml': '# file: inventory/shop/group_vars/all/all.yml\nbin_dir: /usr/local/bin\n',
  }, {
    'inventory/shop/group_vars/k8s_cluster/k8s-cluster.yml': '# file: inventory/shop/group_vars/k8s_cluster/k8s-cluster.yml\nkube_proxy_mode: nftables # here\n',
    'inventory/shop/group_vars/k8s_cluster/k8s-net-calico.yml': '# file: inventory/shop/group_vars/k8s_cluster/k8s-net-calico.yml\n# calico_nftable_mode: "Disabled"\ncalico_cni_name: k8s-pod-network\ncalico_nftable_mode: Enabled\n',
  }],
  ['minikube: a command of several lines', { 'm.sh': 'minikube start -p shop \\\n  --driver=docker \\\n  --memory=4g\n' }, { 'minikube-start.sh': 'minikube start --extra-config=kube-proxy.mode=nftables -p shop \\\n  --driver=docker \\\n  --memory=4g\n' }],
  ['MicroK8s: flags in two forms, with CRLF', {
    kp: '# file: /var/snap/microk8s/current/args/kube-proxy\r\n--kubeconfig=x\r\n--proxy-mode ipvs\r\n--ipvs-scheduler="lc"\r\n--v=2\r\n',
  }, { 'var/snap/microk8s/current/args/kube-proxy': '# file: /var/snap/microk8s/current/args/kube-proxy\r\n--kubeconfig=x\r\n--proxy-mode nftables\r\n--v=2\r\n' }],
  ['RKE2: NodeLocal DNS of IPVS mode, and multus', {
    'config.yaml': '# file: /etc/rancher/rke2/config.yaml\ncni: [multus, cilium]\nkubelet-arg:\n  - cluster-dns=169.254.20.10 # node-local\n  - v=2\nkube-proxy-arg: proxy-mode=ipvs\n',
    'dns.yaml': 'apiVersion: helm.cattle.io/v1\nkind: HelmChartConfig\nmetadata: {name: rke2-coredns, namespace: kube-system}\nspec:\n  valuesContent: |\n    nodelocal: {enabled: true, ipvs: true}\n',
  }, {
    'etc/rancher/rke2/config.yaml': '# file: /etc/rancher/rke2/config.yaml\ncni: [multus, cilium]\nkubelet-arg:\n  - v=2\nkube-proxy-arg: proxy-mode=nftables\n',
    'helmchartconfig-rke2-coredns.yaml': 'apiVersion: helm.cattle.io/v1\nkind: HelmChartConfig\nmetadata: {name: rke2-coredns, namespace: kube-system}\nspec:\n  valuesContent: |\n    nodelocal: {enabled: true}\n',
  }],
  ['k0s: raw arguments that do nothing', { 'k0s.yaml': '# file: k0s.yaml\napiVersion: k0s.k0sproject.io/v1beta1\nkind: ClusterConfig\nspec: {network: {kubeProxy: {rawArgs: ["--proxy-mode=ipvs", "--v=3"], mode: ipvs}}}\n' }, {
    'k0s.yaml': '# file: k0s.yaml\napiVersion: k0s.k0sproject.io/v1beta1\nkind: ClusterConfig\nspec: {network: {kubeProxy: {rawArgs: ["--v=3"], mode: nftables}}}\n',
  }],
  ['Charmed Kubernetes: a bundle in braces, and arguments', { 'b.yaml': '# file: b.yaml\napplications:\n  kubernetes-worker:\n    options: {channel: 1.34/stable, proxy-extra-args: "proxy-mode=ipvs v=2"}\nrelations:\n- [a, b] # first\n' }, {
    'b.yaml': '# file: b.yaml\napplications:\n  kubernetes-worker:\n    options: {channel: 1.34/stable, proxy-extra-args: "v=2", proxy-extra-config: "mode: nftables\\n"}\nrelations:\n- [a, b] # first\n',
  }],
  ['EKS: ACK', { 'addon.yaml': '# add-on\napiVersion: eks.services.k8s.aws/v1alpha1\nkind: Addon\nmetadata: {name: kp}\nspec:\n  name: kube-proxy\n  clusterName: shop\n  configurationValues: \'{"mode":"ipvs","ipvs":{"scheduler":"lc"}}\' # values\n' }, {
    'addon-kp.yaml': '# add-on\napiVersion: eks.services.k8s.aws/v1alpha1\nkind: Addon\nmetadata: {name: kp}\nspec:\n  name: kube-proxy\n  clusterName: shop\n  configurationValues: \'{"mode":"nftables"}\' # values\n  resolveConflicts: OVERWRITE\n',
  }],
  ['Rancher: Terraform', {
    'main.tf': '# file: main.tf\nresource "rancher2_cluster_v2" "shop" {\n  kubernetes_version = "v1.36.3+rke2r1"\n  rke_config {\n    machine_global_config = <<EOF\ncni: "calico" # ours\nkube-proxy-arg: ["proxy-mode=ipvs", "ipvs-strict-arp=true"]\nEOF\n  }\n}\n',
  }, {
    'main.tf': '# file: main.tf\nresource "rancher2_cluster_v2" "shop" {\n  kubernetes_version = "v1.36.3+rke2r1"\n  rke_config {\n    machine_global_config = <<EOF\ncni: "calico" # ours\nkube-proxy-arg: ["proxy-mode=nftables"]\nEOF\n'
      + '    chart_values = <<-EOT\n      rke2-calico:\n        installation:\n          calicoNetwork:\n            linuxDataplane: Nftables\n    EOT\n  }\n}\n',
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
  // JSON has no first line that says what a copy is of.
  expect(Object.fromEntries(Object.entries(settings).map(([path, text]) => [path.replace(/^\d+-/, 'N-'), text]))).toEqual(expected);
  expect(code).toBe(0);
  expect(modeOf(out, Object.keys(settings))).toBe('nftables');
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

test.each<[string, Record<string, string>, string]>([
  ['EKS: a variable of Terraform', { 'v.tf': 'resource "aws_eks_addon" "kp" {\n  addon_name = "kube-proxy"\n  configuration_values = var.values\n}\n' }, 'come from var.values'],
  ['EKS: a parameter of CloudFormation', { 'p.yaml': 'Resources:\n  P:\n    Type: AWS::EKS::Addon\n    Properties:\n      AddonName: kube-proxy\n      ConfigurationValues: !Ref Values\n' }, 'come from !Ref Values'],
  ['EKS: a file of the command', { 'c.sh': 'aws eks update-addon --cluster-name a --addon-name kube-proxy --configuration-values file://v.json\n' }, 'come from file://v.json'],
  ['k3s: a file of kube-proxy', { 'c.yaml': '# file: /etc/rancher/k3s/config.yaml\nkube-proxy-arg: [config=/etc/kp.yaml]\n' }, 'kube-proxy reads /etc/kp.yaml (--config)'],
  ['MicroK8s: a file of kube-proxy', { a: '# file: /var/snap/microk8s/current/args/kube-proxy\n--config=/etc/kp.yaml\n' }, 'kube-proxy reads /etc/kp.yaml (--config)'],
])('what is set elsewhere is changed there: %s', (_, inputs, message) => {
  const { code, stderr } = migrate(inputs);
  expect([code, stderr.replace(/\s+/g, ' ')]).toEqual([1, expect.stringContaining(message)]);
});

test('what moves to the section nftables goes along where the setting is not in the input', () => {
  const configuration = 'apiVersion: kubeproxy.config.k8s.io/v1alpha1\nkind: KubeProxyConfiguration\nmode: ipvs\niptables: {masqueradeAll: true}\n';
  const configMap = JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'kube-proxy', namespace: 'kube-system' }, data: { 'config.conf': configuration } });
  expect(migrate({ 'n.json': node('a', 'v1.36.3+k0s'), 'c.json': configMap }).settings['etc/k0s/k0s.yaml']).toContain('mode: nftables\n      nftables:\n        masqueradeAll: true\n');
});

test('a copy of a node\'s file keeps its path, whichever folder it is in', () => {
  const copy = join(folder, 'srv-1/etc/rancher/k3s');
  mkdirSync(copy, { recursive: true });
  const out = join(folder, 'copy');
  run('migrate', file('srv-1/etc/rancher/k3s/config.yaml', 'kube-proxy-arg: [proxy-mode=ipvs]\n'), '--target-version', '1.36', '--out', out);
  expect(readFileSync(join(out, 'distribution/etc/rancher/k3s/config.yaml'), 'utf8')).toBe('kube-proxy-arg: [proxy-mode=nftables]\n');
});
