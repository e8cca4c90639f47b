import { DISTRIBUTIONS } from '../../../src/programs/distributions/distributions';
import { Evidence } from '../../../src/programs/distributions/evidence';
import { DISTRIBUTION_IDS } from '../../../src/programs/distributions/ids';
import { KNOWN_DISTRIBUTIONS, recognizeDistribution } from '../../../src/programs/distributions/recognize';

interface Parts { kubelet?: string; os?: string; provider?: string; labels?: Record<string, string>; annotations?: Record<string, string> }

const node = ({ kubelet = 'v1.34.2', os = 'Ubuntu 24.04.3 LTS', provider, labels = {}, annotations }: Parts) => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: 'worker-1', labels: { 'kubernetes.io/os': 'linux', ...labels }, annotations },
  spec: { ...provider !== undefined && { providerID: provider } },
  status: { nodeInfo: { kubeletVersion: kubelet, osImage: os } },
});

const AZURE = 'azure:///subscriptions/0/resourceGroups/mc/providers/Microsoft.Compute/virtualMachineScaleSets/aks/virtualMachines/0';
const AWS = 'aws:///eu-central-1a/i-0123456789abcdef0';

const RECOGNIZED: readonly (readonly [string, Parts])[] = [
  ['gke', { kubelet: 'v1.33.5-gke.1125000', provider: 'gce://project/europe-west1-b/gke-1' }],
  ['gke', { labels: { 'cloud.google.com/gke-nodepool': 'default-pool' } }],
  ['eks', { kubelet: 'v1.33.5-eks-113cf36', os: 'Amazon Linux 2023.9', provider: AWS }],
  ['eks', { kubelet: 'v1.33.5-eks-113cf36', os: 'Bottlerocket OS 1.49.0 (aws-k8s-1.33)', provider: AWS }],
  ['eks', { labels: { 'eks.amazonaws.com/nodegroup': 'workers' } }],
  ['aks', { provider: AZURE, labels: { 'kubernetes.azure.com/cluster': 'MC_shop_prod_westeurope' } }],
  ['openshift', { labels: { 'node.openshift.io/os_id': 'rhel' } }],
  ['openshift', { os: 'Red Hat Enterprise Linux CoreOS 419.94.202510' }],
  ['gardener', { provider: AZURE, labels: { 'worker.gardener.cloud/pool': 'worker' } }],
  ['kops', { provider: AWS, labels: { 'kops.k8s.io/instancegroup': 'nodes-eu-central-1a' } }],
  ['talos', { os: 'Talos (v1.11.2)', provider: AWS }],
  ['rke2', { kubelet: 'v1.34.1+rke2r1' }],
  ['k3s', { kubelet: 'v1.34.1+k3s1', provider: 'k3s://worker-1' }],
  ['k0s', { kubelet: 'v1.34.1+k0s' }],
  ['k0s', { labels: { 'node.k0sproject.io/role': 'control-plane' } }],
  ['microk8s', { labels: { 'microk8s.io/cluster': 'true' } }],
  ['minikube', { labels: { 'minikube.k8s.io/name': 'minikube' } }],
  ['alibaba-ack', { kubelet: 'v1.35.2-aliyun.1' }],
  ['alibaba-ack', { labels: { 'ack.aliyun.com': 'c0123456789abcdef' } }],
  ['alibaba-ack', { labels: { 'alibabacloud.com/nodepool-id': 'np0123456789abcdef' } }],
  ['kubermatic', { labels: { 'system/cluster': 'x7k2p9wq4d', 'system/project': 'p1' } }],
  ['rke2', { annotations: { 'rke2.io/node-args': '["server"]' } }],
  ['k3s', { annotations: { 'k3s.io/node-args': '["server"]' } }],
  ['microk8s', { labels: { 'node.kubernetes.io/microk8s-worker': 'microk8s-worker' } }],
  ['charmed-kubernetes', { labels: { 'juju-application': 'kubernetes-worker' } }],
  ['kind', { provider: 'kind://docker/kind/kind-worker' }],
];

test.each(RECOGNIZED)('%s is recognized by %j', (id, parts) => {
  expect(recognizeDistribution(node(parts))?.id).toBe(id);
});

test('every distribution with signs has a test for each of them', () => {
  const tested = new Map(DISTRIBUTIONS.map(({ id }) => [id, RECOGNIZED.filter(([name]) => name === id).length]));
  expect(DISTRIBUTIONS.filter(({ id, signs }) => tested.get(id)! < signs.length).map(({ id }) => id)).toEqual([]);
});

test.each<[string, Parts]>([
  ['kubeadm', {}],
  ['kubeadm on AWS', { provider: AWS }],
  ['kubeadm on Azure', { provider: AZURE }],
  ['EKS Distro outside of AWS', { kubelet: 'v1.33.5-eks-1-33-20', provider: 'vsphere://4230' }],
  ['Bottlerocket outside of EKS', { os: 'Bottlerocket OS 1.49.0 (vmware-k8s-1.33)' }],
  ['Fedora CoreOS', { os: 'Fedora CoreOS 42.20251012.3.0' }],
  ['a Node whose name only is like kind\'s', { provider: 'docker://kind-worker' }],
])('%s is not taken for another', (_, parts) => {
  expect(recognizeDistribution(node(parts))).toBeUndefined();
});

test.each([[undefined], [null], ['node'], [{}], [{ metadata: null, spec: null, status: { nodeInfo: null } }], [{ status: { nodeInfo: { kubeletVersion: 1 } } }]])(
  'nothing is recognized of %j', value => {
    expect(recognizeDistribution(value)).toBeUndefined();
  });

describe('the table', () => {
  test('the option knows all ids', () => {
    expect(KNOWN_DISTRIBUTIONS.map(({ id }) => id).sort()).toEqual(DISTRIBUTION_IDS);
  });

  test('the kinds of all signs are kept as they are read', () => {
    const signs = DISTRIBUTIONS.flatMap(({ evidence = [] }) => evidence);
    const kinds = signs.flatMap(({ groupAndKind }) => groupAndKind === undefined ? [] : [groupAndKind]);
    const isKept = (groupAndKind: string) => {
      const [group, kind] = groupAndKind.split('/');
      const evidence = new Evidence();
      evidence.offer({ apiVersion: group === '' ? 'v1alpha1' : `${group}/v1`, kind, metadata: { name: 'a' } });
      return evidence.objects(groupAndKind).length === 1;
    };
    expect(kinds.filter(kind => !isKept(kind))).toEqual([]);
  });

  test('ids are unique', () => {
    expect(new Set(DISTRIBUTIONS.map(({ id }) => id)).size).toBe(DISTRIBUTIONS.length);
  });

  test.each(DISTRIBUTIONS.map(distribution => [distribution.id, distribution] as const))('%s', (_, { way, lasts, advice, reference, signs }) => {
    expect(way).toBeDefined();
    expect(way!.rollout === undefined).toBe(['kind', 'cluster-api', 'kubeone', 'gke'].includes(_));
    if (lasts !== 'unsupported') expect(advice).toMatch(/\.$/);
    expect(new URL(reference).protocol).toBe('https:');
    expect(signs.every(all => all.length > 0)).toBe(true);
  });
});
