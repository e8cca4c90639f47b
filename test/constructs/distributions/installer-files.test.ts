import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart, Testing } from 'cdk8s';
import { distributions } from '../../../src';

function written(props: distributions.InstallerFilesProps): Record<string, string> {
  const app = new App({ outdir: Testing.app().outdir });
  const files = new distributions.InstallerFiles(new Chart(app, 'shop'), 'files', props);
  app.synth();
  return Object.fromEntries(files.paths.map(path => [path, readFileSync(join(app.outdir, path), 'utf8')]));
}

test('files of the change alone', () => {
  expect(written({ distribution: distributions.InstallerDistribution.K3S, kubernetesVersion: 'v1.36.3+k3s1', nodePortAddresses: ['192.0.2.0/24'] })).toEqual({
    'k3s/etc/rancher/k3s/config.yaml.txt': 'kube-proxy-arg:\n  - proxy-mode=nftables\n  - nodeport-addresses=192.0.2.0/24\n',
  });
});

test('existing files keep their comments', () => {
  const text = '# ours\nkube_network_plugin: calico # since 2020\nkube_proxy_mode: ipvs\n';
  expect(written({
    distribution: distributions.InstallerDistribution.KUBESPRAY, kubernetesVersion: '1.35', distributionVersion: '2.31.0', folder: 'inventory', existingFiles: { 'group_vars/k8s_cluster/k8s-cluster.yml': text },
  })).toEqual({
    'inventory/group_vars/k8s_cluster/k8s-cluster.yml.txt': text.replace('ipvs', 'nftables'),
    'inventory/group_vars/k8s_cluster/k8s-net-calico.yml.txt': 'calico_nftable_mode: Enabled\n',
  });
});

test.each(Object.values(distributions.InstallerDistribution))('%s has files, and something to know', distribution => {
  const app = Testing.app();
  const files = new distributions.InstallerFiles(new Chart(app, 'shop'), 'files', { distribution, kubernetesVersion: '1.36' });
  expect([files.paths.length > 0, files.notices.length > 0]).toEqual([true, true]);
});

test.each<[string, distributions.InstallerFilesProps, string]>([
  ['a version that is too old', { distribution: distributions.InstallerDistribution.RKE2, kubernetesVersion: 'v1.34.1+rke2r1' }, 'shop/files: RKE2: nftables mode is supported from v1.34.10+rke2r1'],
  ['a distribution that is none', { distribution: 'suse' as any, kubernetesVersion: '1.36' }, 'shop/files: distribution: "suse" is not one of charmed-kubernetes,'],
  ['files that say so already', {
    distribution: distributions.InstallerDistribution.K0S,
    kubernetesVersion: '1.36',
    existingFiles: {
      'k0s.yaml': 'apiVersion: k0s.k0sproject.io/v1beta1\nkind: ClusterConfig\nspec: {network: {kubeProxy: {mode: nftables}}}\n',
    },
  }, 'shop/files: existingFiles: say nftables mode already'],
  ['another file', { distribution: distributions.InstallerDistribution.K3S, kubernetesVersion: '1.36', existingFiles: { 'a.txt': 'hello' } }, 'shop/files: existingFiles["a.txt"]: is not a file of an installer'],
  ['a version that is none', { distribution: distributions.InstallerDistribution.TALOS, kubernetesVersion: '1.36', distributionVersion: 'new' }, 'shop/files: distributionVersion: "new" is not a version'],
])('%s', (_, props, message) => {
  expect(() => new distributions.InstallerFiles(new Chart(Testing.app(), 'shop'), 'files', props)).toThrow(message);
});
