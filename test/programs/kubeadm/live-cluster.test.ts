import { loadAll } from 'js-yaml';
import { liveClusterFiles } from '../../../src/programs/kubeadm/live-cluster';

const CLUSTER = {
  apiVersion: 'kubeadm.k8s.io/v1beta4',
  kind: 'ClusterConfiguration',
  kubernetesVersion: 'v1.35.2',
  networking: { podSubnet: '10.244.0.0/16' },
  apiServer: {},
  featureGates: null,
  fromTheFuture: { kept: ['as', 'it', 'is'] },
};
const OLD_CLUSTER = { ...CLUSTER, apiVersion: 'kubeadm.k8s.io/v1beta3' };
const KUBE_PROXY = { apiVersion: 'kubeproxy.config.k8s.io/v1alpha1', kind: 'KubeProxyConfiguration', mode: 'nftables' };

test('the add-on\'s file has the cluster\'s configuration as it is', () => {
  const { addonFile, upgradeFile } = liveClusterFiles(CLUSTER, KUBE_PROXY, '1.36');
  expect(loadAll(addonFile.text)).toEqual([CLUSTER, KUBE_PROXY]);
  expect(loadAll(upgradeFile!.text)).toEqual([{ apiVersion: 'kubeadm.k8s.io/v1beta4', kind: 'UpgradeConfiguration' }]);
});

test('feature gates that kubeadm of the version would refuse are left out, and said', () => {
  const cluster = { ...CLUSTER, featureGates: { EtcdLearnerMode: true, RootlessControlPlane: true } };
  const { addonFile, notices } = liveClusterFiles(cluster, KUBE_PROXY, '1.36');
  expect(loadAll(addonFile.text)).toEqual([{ ...CLUSTER, featureGates: { RootlessControlPlane: true } }, KUBE_PROXY]);
  expect(notices).toEqual(['kube-proxy-addon.conf has no featureGates.EtcdLearnerMode of the ClusterConfiguration, since it is no feature gate of kubeadm 1.36: it was removed in 1.33']);
  expect(liveClusterFiles(cluster, KUBE_PROXY, '1.32').notices).toEqual([]);
});

test('up to 1.29 only kube-proxy\'s configuration is replaced in an upgrade', () => {
  expect(loadAll(liveClusterFiles(OLD_CLUSTER, KUBE_PROXY, 'v1.29.4').upgradeFile!.text)).toEqual([KUBE_PROXY]);
});

test('in 1.30 there is no file for an upgrade', () => {
  const { upgradeFile, commands } = liveClusterFiles(OLD_CLUSTER, KUBE_PROXY, '1.30');
  expect(upgradeFile).toBeUndefined();
  expect(commands).toContain('kubeadm upgrade apply "$(kubeadm version -o short)"\n');
});

test('the commands', () => {
  expect(liveClusterFiles(CLUSTER, KUBE_PROXY, 'v1.36.3').commands).toMatchSnapshot();
});

test.each<[unknown, string, string]>([
  [OLD_CLUSTER, '1.37', 'ClusterConfiguration: apiVersion: v1beta3 was removed in Kubernetes 1.37: expected v1beta4; kubeadm config migrate of a kubeadm that reads both makes one out of the other'],
  [CLUSTER, '1.30', 'ClusterConfiguration: apiVersion: kubeadm reads v1beta4 from Kubernetes 1.31 on, before that as an experiment at most: expected v1beta3; kubeadm config migrate of a kubeadm that reads both makes one out of the other'],
  [{ ...CLUSTER, apiVersion: 'kubeadm.k8s.io/v1' }, '1.38', 'ClusterConfiguration: apiVersion: "kubeadm.k8s.io/v1" is no version of kubeadm\'s API that this library knows; kubeadm config migrate of a kubeadm that reads both makes one out of the other'],
  [{ ...CLUSTER, kind: 'InitConfiguration' }, '1.36', 'ClusterConfiguration: kind: "InitConfiguration" is another kind'],
  ['text', '1.36', 'ClusterConfiguration: "text" is no object: expected fields'],
  [CLUSTER, 'new', '"new" is no Kubernetes version: expected a minor or a full version, as in "1.36" or "v1.36.3"'],
])('%#: refused', (cluster, version, message) => {
  expect(() => liveClusterFiles(cluster, KUBE_PROXY, version)).toThrow(new Error(message));
});
