import { Duration } from 'cdk8s';
import {
  KubeadmCredential, KubeadmDiscovery, KubeadmEncryptionAlgorithm, KubeadmEtcd, KubeadmHostPathType, KubeadmImagePullPolicy, KubeadmProxyConfigProps,
  KubeadmTaintEffect, KubeadmTokenUsage, KubeadmUnmountFlag,
} from '../../../src';

const KEY = KubeadmCredential.placeholder('KUBEADM_CERTIFICATE_KEY');
const TIMEOUTS = {
  controlPlaneComponentHealthCheck: Duration.minutes(1),
  kubeletHealthCheck: Duration.minutes(2),
  kubernetesApiCall: Duration.seconds(3),
  etcdApiCall: Duration.seconds(4),
  tlsBootstrap: Duration.seconds(5),
  discovery: Duration.seconds(6),
  upgradeManifests: Duration.seconds(7),
};
const NODE_REGISTRATION = {
  name: 'node-1',
  criSocket: 'unix:///run/containerd/containerd.sock',
  taints: [{ key: 'example.com/dedicated', value: 'a', effect: KubeadmTaintEffect.NO_EXECUTE }],
  kubeletExtraArgs: [{ name: 'node-ip', value: '10.0.0.1' }],
  ignorePreflightErrors: ['Swap'],
  imagePullPolicy: KubeadmImagePullPolicy.NEVER,
  imagePullSerial: false,
};
const COMPONENT = {
  extraArgs: [{ name: 'v', value: '1' }, { name: 'v', value: '2' }],
  extraVolumes: [{ name: 'a', hostPath: '/a', mountPath: '/b', readOnly: true, pathType: KubeadmHostPathType.DIRECTORY_OR_CREATE }],
  extraEnvs: [
    { name: 'A', value: 'a' },
    { name: 'B', valueFrom: { fieldRef: { fieldPath: 'status.podIP', apiVersion: 'v1' } } },
    { name: 'C', valueFrom: { resourceFieldRef: { resource: 'limits.cpu', containerName: 'c', divisor: '1m' } } },
    { name: 'D', valueFrom: { configMapKeyRef: { name: 'c', key: 'k', optional: true } } },
    { name: 'E', valueFrom: { secretKeyRef: { name: 's', key: 'k', optional: false } } },
  ],
};
const ENDPOINT = { advertiseAddress: '10.0.0.1', bindPort: 6443 };
const STEP = {
  certificateRenewal: false,
  etcdUpgrade: false,
  dryRun: true,
  ignorePreflightErrors: ['all'],
  patchesDirectory: '/patches',
  skipPhases: ['preflight'],
  imagePullPolicy: KubeadmImagePullPolicy.ALWAYS,
  imagePullSerial: false,
};
const CHOICE = { kubernetesVersion: 'v1.36.3', allowExperimentalUpgrades: true, allowRcUpgrades: true, printConfig: true };
const COMMON = { nodeRegistration: NODE_REGISTRATION, skipPhases: ['addon/coredns'], patchesDirectory: '/patches', timeouts: TIMEOUTS, dryRun: true };
const DISCOVERY = KubeadmDiscovery.bootstrapToken({
  apiServerEndpoint: 'k8s.example.internal:6443',
  token: KubeadmCredential.placeholder('KUBEADM_BOOTSTRAP_TOKEN'),
  caCertHashes: [`sha256:${'0f'.repeat(32)}`],
  unsafeSkipCaVerification: false,
  tlsBootstrapToken: KubeadmCredential.placeholder('TLS_TOKEN'),
});

/** Every typed property, as far as properties don't exclude each other and Kubernetes 1.31 knows them. */
export const EVERYTHING_OF_1_31: KubeadmProxyConfigProps = {
  kubernetesVersion: 'v1.31.14',
  kubeletConfiguration: { apiVersion: 'kubelet.config.k8s.io/v1beta1', kind: 'KubeletConfiguration', maxPods: 200 },
  cluster: {
    controlPlaneEndpoint: 'k8s.example.internal:6443',
    networking: { serviceSubnet: '10.96.0.0/16', podSubnet: '10.244.0.0/16', dnsDomain: 'cluster.local' },
    etcd: KubeadmEtcd.local({
      imageRepository: 'registry.example.internal/etcd',
      imageTag: '3.6.5-0',
      dataDir: '/var/lib/etcd',
      extraArgs: COMPONENT.extraArgs,
      extraEnvs: COMPONENT.extraEnvs,
      serverCertSans: ['10.0.0.1'],
      peerCertSans: ['a'],
    }),
    apiServer: { ...COMPONENT, certSans: ['*.example.internal'] },
    controllerManager: COMPONENT,
    scheduler: COMPONENT,
    dns: { imageRepository: 'registry.example.internal', imageTag: 'v1', disabled: false },
    proxy: { disabled: false },
    certificatesDir: '/etc/kubernetes/pki',
    imageRepository: 'registry.example.internal:5000/k8s',
    featureGates: { RootlessControlPlane: true },
    clusterName: 'kubernetes',
    encryptionAlgorithm: KubeadmEncryptionAlgorithm.ECDSA_P256,
    certificateValidityPeriod: Duration.days(90),
    caCertificateValidityPeriod: Duration.days(3650),
  },
  init: {
    ...COMMON,
    bootstrapTokens: [
      { description: 'a', ttl: Duration.hours(2), usages: [KubeadmTokenUsage.SIGNING, KubeadmTokenUsage.AUTHENTICATION], groups: ['system:bootstrappers:a'] },
      { token: KubeadmCredential.placeholder('SECOND_TOKEN') },
    ],
    localApiEndpoint: ENDPOINT,
    certificateKey: KEY,
  },
  joinWorker: { ...COMMON, discovery: DISCOVERY, caCertPath: '/etc/kubernetes/pki/ca.crt' },
  joinControlPlane: { ...COMMON, discovery: KubeadmDiscovery.file({ kubeConfigPath: '/etc/discovery.conf' }), localApiEndpoint: ENDPOINT, certificateKey: KEY },
  upgrade: {
    apply: { ...STEP, ...CHOICE, kubernetesVersion: 'v1.31.14', forceUpgrade: true },
    node: STEP,
    plan: { ...CHOICE, kubernetesVersion: 'v1.31.14', dryRun: true, ignorePreflightErrors: ['all'] },
    diff: { kubernetesVersion: 'v1.31.14', contextLines: 5 },
    timeouts: TIMEOUTS,
  },
  reset: {
    cleanupTmpDir: true,
    certificatesDir: '/etc/kubernetes/pki',
    criSocket: 'unix:///run/containerd/containerd.sock',
    dryRun: true,
    force: true,
    ignorePreflightErrors: ['all'],
    skipPhases: ['preflight'],
    unmountFlags: [KubeadmUnmountFlag.MNT_DETACH, KubeadmUnmountFlag.UMOUNT_NOFOLLOW],
    timeouts: TIMEOUTS,
  },
  kubeProxyConfigurationInJoinFiles: true,
};

/** The same with what 1.33 to 1.35 added. */
export const EVERYTHING: KubeadmProxyConfigProps = {
  ...EVERYTHING_OF_1_31,
  kubernetesVersion: 'v1.36.3',
  cluster: {
    ...EVERYTHING_OF_1_31.cluster,
    encryptionAlgorithm: KubeadmEncryptionAlgorithm.ECDSA_P384,
    etcd: KubeadmEtcd.external({
      endpoints: ['https://10.0.0.11:2379'],
      httpEndpoints: ['https://10.0.0.11:2381'],
      caFile: '/etcd/ca.crt',
      certFile: '/etcd/client.crt',
      keyFile: '/etcd/client.key',
    }),
    scheduler: { extraEnvs: [{ name: 'F', valueFrom: { fileKeyRef: { volumeName: 'a', path: 'env', key: 'F', optional: true } } }] },
  },
  upgrade: {
    ...EVERYTHING_OF_1_31.upgrade,
    apply: { ...STEP, ...CHOICE, forceUpgrade: true },
    plan: { ...CHOICE, etcdUpgrade: false },
    diff: { kubernetesVersion: 'v1.36.3' },
  },
};
