import { Chart, Testing } from 'cdk8s';
import { distributions, NftablesKubeProxy } from '../../../src';

const chart = () => new Chart(Testing.app(), 'shop');
const made = (make: (scope: Chart) => unknown) => {
  const scope = chart();
  make(scope);
  return Testing.synth(scope)[0] as Record<string, any>;
};

test('one set of settings, for kube-proxy itself and for a distribution', () => {
  const settings = { kubernetesVersion: '1.36', nodePortAddresses: ['192.0.2.0/24'], nftables: { masqueradeAll: true } };
  const { configuration } = new NftablesKubeProxy(chart(), 'proxy', settings);
  const { kubeProxy } = made(scope => new distributions.K0sClusterConfig(scope, 'k0s', settings)).spec.network;
  expect(configuration).toMatchObject(kubeProxy);
});

test('a Gardener Shoot', () => {
  const { spec } = made(scope => new distributions.GardenerShoot(scope, 'shoot', {
    kubernetesVersion: '1.36', metadata: { name: 'shop', namespace: 'garden-team' }, distributionVersion: '1.140', spec: { kubernetes: { version: '1.36.1', kubeProxy: { mode: 'IPVS' } } },
  }));
  expect(spec).toEqual({ kubernetes: { version: '1.36.1', kubeProxy: { mode: 'NFTables' } } });
});

test('a cluster of Rancher', () => {
  expect(made(scope => new distributions.RancherCluster(scope, 'cluster', {
    kubernetesVersion: 'v1.36.3+rke2r1', nodePortAddresses: ['192.0.2.0/24'], metadata: { name: 'shop', namespace: 'fleet-default' }, spec: { rkeConfig: { machineGlobalConfig: { cni: 'calico' } } },
  }))).toMatchSnapshot();
});

test('a cluster of KKP', () => {
  const object = made(scope => new distributions.KubermaticCluster(scope, 'cluster', {
    kubernetesVersion: '1.35.2', metadata: { name: 'x7k2p9wq4d', labels: { team: 'shop' } }, spec: { clusterNetwork: { proxyMode: 'ipvs', ipvs: { strictArp: true } } },
  }));
  expect(object.metadata.labels).toEqual({ 'team': 'shop', 'unsafe-cni-migration': 'true' });
  expect(object.spec).toEqual({ clusterNetwork: { proxyMode: 'nftables' } });
});

test('k0s, with all that it passes on', () => {
  const object = made(scope => new distributions.K0sClusterConfig(scope, 'k0s', { kubernetesVersion: 'v1.36.3+k0s.0', nodePortAddresses: ['192.0.2.0/24'], nftables: { masqueradeAll: true } }));
  expect(object.metadata).toMatchObject({ name: 'k0s', namespace: 'kube-system' });
  expect(object.spec).toEqual({ network: { kubeProxy: { mode: 'nftables', nodePortAddresses: ['192.0.2.0/24'], nftables: { masqueradeAll: true } } } });
});

test('OpenShift, whose arguments depend on its version', () => {
  const network = (distributionVersion: string) => made(scope => new distributions.OpenshiftNetwork(scope, 'network', { kubernetesVersion: '1.36', distributionVersion, nftables: { masqueradeAll: true } }));
  expect(network('4.23').spec.kubeProxyConfig.proxyArguments).toEqual({ 'proxy-mode': ['nftables'], 'nftables-masquerade-all': ['true'] });
  expect(() => network('4.22')).toThrow('shop/network: nftables.masqueradeAll: OpenShift does not pass it on: the operator refuses an argument for it before OpenShift 4.23');
});

test('the add-on of EKS', () => {
  expect(made(scope => new distributions.EksKubeProxyAddon(scope, 'addon', { kubernetesVersion: '1.36', spec: { clusterName: 'shop', addonVersion: 'v1.36.0-eksbuild.2' } })).spec).toEqual({
    clusterName: 'shop', addonVersion: 'v1.36.0-eksbuild.2', name: 'kube-proxy', configurationValues: '{"mode":"nftables"}', resolveConflicts: 'OVERWRITE',
  });
  expect(made(scope => new distributions.AwsManagedControlPlane(scope, 'plane', { kubernetesVersion: '1.36', spec: { addons: [{ name: 'vpc-cni', version: 'v1.23.0' }] } })).spec.addons).toEqual([
    { name: 'vpc-cni', version: 'v1.23.0' }, { name: 'kube-proxy', configuration: '{"mode":"nftables"}', conflictResolution: 'overwrite' },
  ]);
});

test('kOps, with Calico', () => {
  const { spec } = made(scope => new distributions.KopsCluster(scope, 'cluster', { kubernetesVersion: 'v1.36.3', metadata: { name: 'shop.example.com' }, spec: { networking: { calico: { version: 'v3.32.1' } } } }));
  expect(spec).toEqual({ kubernetesVersion: '1.36.3', kubeProxy: { proxyMode: 'nftables' }, networking: { calico: { version: 'v3.32.1', nftablesMode: 'Auto' } } });
});

test('Cluster API: all settings, in a file for kubeadm', () => {
  expect(made(scope => new distributions.KubeadmControlPlane(scope, 'plane', {
    kubernetesVersion: '1.36', nodePortAddresses: ['192.0.2.0/24'], conntrack: { tcpBeLiberal: true }, metadata: { name: 'shop' }, spec: { version: 'v1.36.1' },
  }))).toMatchSnapshot();
});

test('the network plugin of RKE2', () => {
  const { spec } = made(scope => new distributions.Rke2NetworkPluginConfig(scope, 'canal', {
    kubernetesVersion: '1.36', networkPlugin: distributions.Rke2NetworkPlugin.CANAL, values: { calico: { vethuMTU: 1450 } },
  }));
  expect(spec.valuesContent).toBe('calico:\n  vethuMTU: 1450\n  felixIptablesBackend: nft\nflannel:\n  enableNFTables: true\n');
});

test.each<[string, (scope: Chart) => unknown, string]>([
  ['a version that is too old', scope => new distributions.EksKubeProxyAddon(scope, 'addon', { kubernetesVersion: '1.32' }), 'shop/addon: Amazon EKS: the add-on kube-proxy has nftables mode from Kubernetes 1.33 on.'],
  ['a version of the distribution', scope => new distributions.GardenerShoot(scope, 'shoot', { kubernetesVersion: '1.36', distributionVersion: '1.130.0' }), 'shop/shoot: Gardener: the mode NFTables exists from Gardener v1.135.0 on'],
  ['a setting without a field', scope => new distributions.KubermaticCluster(scope, 'c', { kubernetesVersion: '1.36', nodePortAddresses: ['192.0.2.0/24'] }), 'shop/c: nodePortAddresses: Kubermatic Kubernetes Platform does not pass it on: a Cluster of KKP has no field for it; leave it out'],
  ['what kube-proxy refuses', scope => new distributions.K0sClusterConfig(scope, 'c', { kubernetesVersion: '1.36', nodePortAddresses: ['192.0.2.0'] }), 'shop/c: nodePortAddresses'],
  ['an unknown property', scope => new distributions.K0sClusterConfig(scope, 'c', { kubernetesVersion: '1.36', nodePorts: [] } as any), 'shop/c: nodePorts: unknown property'],
  ['a spec that is none', scope => new distributions.K0sClusterConfig(scope, 'c', { kubernetesVersion: '1.36', spec: 'x' }), 'shop/c: spec: is not a mapping'],
])('%s', (_, make, message) => {
  expect(() => make(chart())).toThrow(message);
});

test('notices say what else happens', () => {
  expect(new distributions.KopsCluster(chart(), 'c', { kubernetesVersion: '1.36' }).notices).toContain('Machines are replaced: each comes up in one mode.');
});
