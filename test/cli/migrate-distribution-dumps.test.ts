import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run';
import { workFolder } from './work-folder';
import { DISTRIBUTION_IDS } from '../../src/programs/distributions/ids';
import { Plain } from '../support/builders';

/** For each distribution: a dump as kubectl makes it, the folder, and the folder read again as the recognized state. */

const { path: folder, file } = workFolder();

interface NodeParts {
  labels?: Record<string, string>; annotations?: Record<string, string>; providerID?: string; osImage?: string; kernelVersion?: string;
}

const node = (kubeletVersion: string, { labels = {}, annotations = {}, providerID, osImage = 'Ubuntu 24.04.3 LTS', kernelVersion = '6.8.0-60-generic' }: NodeParts = {}): Plain => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: 'n-1', labels: { 'kubernetes.io/os': 'linux', ...labels }, annotations },
  spec: { podCIDR: '10.244.0.0/24', podCIDRs: ['10.244.0.0/24'], ...providerID !== undefined && { providerID } },
  status: { addresses: [{ type: 'InternalIP', address: '192.0.2.11' }], nodeInfo: { kubeletVersion, osImage, kernelVersion, operatingSystem: 'linux' } },
});

const configuration = (mode: string, more = '') => `apiVersion: kubeproxy.config.k8s.io/v1alpha1\nkind: KubeProxyConfiguration\nmode: "${mode}"\n${more}`;

const configMap = (name: string, data: Record<string, string>, labels: Record<string, string> = {}, namespace = 'kube-system'): Plain =>
  ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace, labels }, data });

const daemonSet = (command: string[], { name = 'kube-proxy', labels = { 'k8s-app': 'kube-proxy' }, annotations = {}, managers = [], env = [], initEnv = [] }: {
  name?: string; labels?: Record<string, string>; annotations?: Record<string, string>; managers?: string[]; env?: Plain[]; initEnv?: Plain[];
} = {}): Plain => ({
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: { name, namespace: 'kube-system', labels, managedFields: managers.map(manager => ({ manager, operation: 'Apply' })) },
  spec: {
    selector: { matchLabels: { 'k8s-app': 'kube-proxy' } },
    template: {
      metadata: { labels: { 'k8s-app': 'kube-proxy' }, annotations },
      spec: { initContainers: [{ name: 'init', image: 'x', env: initEnv }], containers: [{ name: 'kube-proxy', image: 'registry.k8s.io/kube-proxy:v1.36.3', command, env }] },
    },
  },
});

const mirrorPod = (args: string[], labels: Record<string, string>): Plain => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'kube-proxy-n-1', namespace: 'kube-system', labels, annotations: { 'kubernetes.io/config.mirror': '0f3c' } },
  spec: { nodeName: 'n-1', containers: [{ name: 'kube-proxy', image: 'x', command: ['kube-proxy'], args }] },
});

const FILE = ['/usr/local/bin/kube-proxy', '--config=/var/lib/kube-proxy/config.conf'];
const kubeadm = (directory: string) => configMap('kubeadm-config', { ClusterConfiguration: `apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\ncertificatesDir: ${directory}\nkubernetesVersion: v1.36.3\n` });
const ownConfigMap = (mode: string, more?: string) => configMap('kube-proxy', { 'config.conf': configuration(mode, more) }, { app: 'kube-proxy' });
const rke = (program: string, args: string[]) => ({ annotations: { [`${program}.io/node-args`]: JSON.stringify(args) } });

interface Dump {
  readonly id: string;
  readonly name: string;
  readonly mode: string;
  readonly objects: readonly Plain[];
  /** Files that no object shows, by their paths. */
  readonly files?: Readonly<Record<string, string>>;
}

const DUMPS: readonly Dump[] = [
  { id: 'aks', name: 'AKS', mode: 'iptables', objects: [node('v1.36.1', { labels: { 'kubernetes.azure.com/cluster': 'MC_shop' }, providerID: 'azure:///x' }), daemonSet(['kube-proxy', '--proxy-mode=iptables'], { labels: { component: 'kube-proxy' } })] },
  {
    id: 'alibaba-ack',
    name: 'Alibaba ACK',
    mode: 'ipvs',
    objects: [node('v1.36.1-aliyun.1', { labels: { 'ack.aliyun.com': 'c1' } }), configMap('kube-proxy-worker', { 'config.conf': configuration('ipvs') }, { app: 'kube-proxy-worker' })],
  },
  {
    id: 'charmed-kubernetes',
    name: 'Charmed Kubernetes',
    mode: 'ipvs',
    objects: [node('v1.36.1', { labels: { 'juju-application': 'kubernetes-worker' } })],
    files: { 'juju config kubernetes-worker proxy-extra-config': 'mode: ipvs\n', 'juju config kubernetes-control-plane proxy-extra-config': 'mode: ipvs\n' },
  },
  {
    id: 'cluster-api',
    name: 'Cluster API (kubeadm)',
    mode: 'ipvs',
    objects: [node('v1.36.3', { annotations: { 'cluster.x-k8s.io/cluster-name': 'shop', 'cluster.x-k8s.io/machine': 'shop-1' } }), ownConfigMap('ipvs'), kubeadm('/etc/kubernetes/pki')],
  },
  {
    id: 'eks',
    name: 'EKS (managed add-on)',
    mode: 'ipvs',
    objects: [
      node('v1.36.1-eks-0abc123', { labels: { 'eks.amazonaws.com/nodegroup': 'a' }, providerID: 'aws:///z/i-1' }),
      daemonSet(['kube-proxy', '--config=/var/lib/kube-proxy-config/config'], { labels: { 'eks.amazonaws.com/component': 'kube-proxy' }, managers: ['eks'] }),
      configMap('kube-proxy-config', { config: configuration('ipvs') }, { 'eks.amazonaws.com/component': 'kube-proxy' }),
    ],
  },
  {
    id: 'gardener',
    name: 'Gardener',
    mode: 'ipvs',
    objects: [
      node('v1.36.1', { labels: { 'worker.gardener.cloud/pool': 'a' } }),
      daemonSet(['kube-proxy', '--config=/var/lib/kube-proxy-config/config.yaml'], { name: 'kube-proxy-a-v1.36.1', initEnv: [{ name: 'KUBE_PROXY_MODE', value: 'IPVS' }] }),
      configMap('shoot-info', { shootName: 'shop', projectName: 'team' }),
    ],
  },
  { id: 'k0s', name: 'k0s', mode: 'iptables', objects: [node('v1.36.3+k0s'), daemonSet(FILE, { annotations: { 'k0sproject.io/config-hash': 'a' } }), configMap('kube-proxy', { 'config.conf': configuration('iptables') }, { 'k8s-app': 'kube-proxy' })] },
  { id: 'k3s', name: 'k3s', mode: 'ipvs', objects: [node('v1.36.1+k3s1', rke('k3s', ['server', '--kube-proxy-arg=proxy-mode=ipvs']))] },
  { id: 'kind', name: 'kind', mode: 'iptables', objects: [node('v1.36.1', { providerID: 'kind://docker/dev/dev-control-plane' }), daemonSet(FILE), ownConfigMap('iptables', 'conntrack: {maxPerCore: 0}\n')] },
  {
    id: 'kops',
    name: 'kOps',
    mode: 'ipvs',
    objects: [node('v1.36.3', { labels: { 'kops.k8s.io/instancegroup': 'nodes' } }), mirrorPod(['--log-file=/var/log/kube-proxy.log', '--proxy-mode=ipvs'], { 'k8s-app': 'kube-proxy', 'kubernetes.io/managed-by': 'nodeup' })],
  },
  { id: 'kubeadm', name: 'kubeadm', mode: 'ipvs', objects: [node('v1.36.3'), daemonSet(FILE), ownConfigMap('ipvs'), kubeadm('/etc/kubernetes/pki')] },
  { id: 'kubeone', name: 'KubeOne', mode: 'ipvs', objects: [node('v1.36.3', { labels: { 'v1.kubeone.io/operating-system': 'ubuntu' } }), ownConfigMap('ipvs')] },
  {
    id: 'kubermatic',
    name: 'Kubermatic KKP',
    mode: 'ipvs',
    objects: [node('v1.36.1', { labels: { 'system/cluster': 'x7k2p9wq4d', 'system/project': 'p1' } }), daemonSet(FILE, { annotations: { 'checksum/config': 'a' } }), ownConfigMap('ipvs', 'conntrack: {min: 524288}\n')],
  },
  {
    id: 'kubespray',
    name: 'kubespray',
    mode: 'ipvs',
    objects: [node('v1.36.3'), daemonSet(FILE), daemonSet(['node-cache'], { name: 'nodelocaldns' }), ownConfigMap('ipvs', 'oomScoreAdj: -999\nconfigSyncPeriod: 15m0s\n'), kubeadm('/etc/kubernetes/ssl')],
  },
  { id: 'microk8s', name: 'MicroK8s', mode: 'ipvs', objects: [node('v1.36.1', { labels: { 'microk8s.io/cluster': 'true' } })], files: { '/var/snap/microk8s/current/args/kube-proxy': '--proxy-mode=ipvs\n' } },
  { id: 'minikube', name: 'minikube', mode: 'ipvs', objects: [node('v1.36.1', { labels: { 'minikube.k8s.io/name': 'minikube' } }), daemonSet(FILE), ownConfigMap('ipvs')] },
  {
    id: 'openshift',
    name: 'OpenShift (third-party network)',
    mode: 'ipvs',
    objects: [
      node('v1.36.1', { labels: { 'node.openshift.io/os_id': 'rhel' }, osImage: 'Red Hat Enterprise Linux CoreOS 423.96' }),
      { apiVersion: 'operator.openshift.io/v1', kind: 'Network', metadata: { name: 'cluster' }, spec: { defaultNetwork: { type: 'Calico' }, kubeProxyConfig: { proxyArguments: { 'proxy-mode': ['ipvs'] } } } },
    ],
  },
  {
    id: 'rancher',
    name: 'Rancher (RKE2)',
    mode: 'ipvs',
    objects: [
      node('v1.36.3+rke2r1', rke('rke2', ['agent', '--kube-proxy-arg', 'proxy-mode=ipvs'])),
      { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'cattle-cluster-agent', namespace: 'cattle-system' }, spec: { template: { spec: { containers: [] } } } },
    ],
  },
  {
    id: 'rke2',
    name: 'RKE2',
    mode: 'ipvs',
    objects: [node('v1.36.3+rke2r1', rke('rke2', ['server', '--kube-proxy-arg', 'proxy-mode=ipvs'])), mirrorPod(['--proxy-mode=ipvs'], { component: 'kube-proxy', tier: 'control-plane' })],
  },
  { id: 'talos', name: 'Talos', mode: 'ipvs', objects: [node('v1.36.1', { osImage: 'Talos (v1.13.2)' }), daemonSet(['kube-proxy', '--proxy-mode=ipvs', '--ipvs-strict-arp=true'])] },
];

function inputsOf({ id, objects, files = {} }: Dump): string[] {
  const list = { apiVersion: 'v1', kind: 'List', items: objects };
  return [file(`${id}.json`, JSON.stringify(list)), ...Object.entries(files).map(([path, text], index) => file(`${id}-${index}.txt`, `# file: ${path}\n${text}`))];
}

const recognized = (paths: readonly string[], ...options: string[]) => {
  const { stdout } = run('check', ...paths, '--target-version', '1.36.3', '--format', 'json', '--quiet', ...options);
  const { distribution, currentMode } = JSON.parse(stdout);
  return { distribution, currentMode };
};

test('there is a dump of each distribution but GKE, which cannot', () => {
  expect(DUMPS.map(({ id }) => id)).toEqual(DISTRIBUTION_IDS.filter(id => id !== 'gke'));
});

test.each(DUMPS.map(dump => [dump.id, dump] as const))('%s: from the dump to the folder and back', (id, dump) => {
  const inputs = inputsOf(dump);
  expect(recognized(inputs)).toEqual({ distribution: dump.name, currentMode: dump.mode });

  const out = join(folder, `out-${id}`);
  const { code } = run('migrate', ...inputs, '--target-version', '1.36.3', '--out', out, '--no-rulesets');
  expect(code).toBe(0);
  const settings = join(out, 'distribution');
  const ofInstaller = existsSync(settings) ? readdirSync(settings, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile()) : [];
  const configMaps = [join(out, 'kube-proxy', 'configmap.yaml')].filter(path => existsSync(path));
  const written = [...ofInstaller.map(entry => join(entry.parentPath ?? entry.path, entry.name)), ...configMaps];
  // The folder says what is set, and --distribution what its ConfigMap is of, where that looks like kubeadm's.
  expect(recognized(written, '--distribution', id).currentMode).toBe('nftables');
});
