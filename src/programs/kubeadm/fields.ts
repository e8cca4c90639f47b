import { boolean, duration, Field, Fields, int32, nullable, object, since, string, strings, time } from '../../base/schema/fields';

/**
 * The fields of kubeadm's v1beta4 as data: upstream `cmd/kubeadm/app/apis/kubeadm/v1beta4/types.go` and
 * `bootstraptoken/v1/types.go`. Fields that are newer than 1.31 have the minor that brought them.
 */

const TYPE_META: Fields = { apiVersion: string, kind: string };

const list = (items: Field): Field => ({ kind: 'list', items, nullable: true });

const ARGS = list(object({ name: string, value: string }));

const KEY_SELECTOR = nullable(object({ name: string, key: string, optional: nullable(boolean) }));

/** core/v1 EnvVar */
const ENVS = list(object({
  name: string,
  value: string,
  valueFrom: nullable(object({
    configMapKeyRef: KEY_SELECTOR,
    secretKeyRef: KEY_SELECTOR,
    fieldRef: nullable(object({ apiVersion: string, fieldPath: string })),
    resourceFieldRef: nullable(object({ containerName: string, resource: string, divisor: { kind: 'quantity' } })),
    fileKeyRef: since(34, nullable(object({ volumeName: string, path: string, key: string, optional: nullable(boolean) }))),
  })),
}));

const COMPONENT: Fields = {
  extraArgs: ARGS,
  extraVolumes: list(object({ name: string, hostPath: string, mountPath: string, readOnly: boolean, pathType: string })),
  extraEnvs: ENVS,
};

const NODE_REGISTRATION = object({
  name: string,
  criSocket: string,
  taints: list(object({ key: string, value: string, effect: string, timeAdded: nullable(time) })),
  kubeletExtraArgs: ARGS,
  ignorePreflightErrors: strings,
  imagePullPolicy: string,
  imagePullSerial: nullable(boolean),
});

const API_ENDPOINT = object({ advertiseAddress: string, bindPort: int32 });

const PATCHES = nullable(object({ directory: string }));

const TIMEOUTS = nullable(object({
  controlPlaneComponentHealthCheck: nullable(duration),
  kubeletHealthCheck: nullable(duration),
  kubernetesAPICall: nullable(duration),
  etcdAPICall: nullable(duration),
  tlsBootstrap: nullable(duration),
  discovery: nullable(duration),
  upgradeManifests: nullable(duration),
}));

const INIT: Fields = {
  ...TYPE_META,
  bootstrapTokens: list(object({
    token: nullable(string),
    description: string,
    ttl: nullable(duration),
    expires: nullable(time),
    usages: strings,
    groups: strings,
  })),
  dryRun: boolean,
  nodeRegistration: NODE_REGISTRATION,
  localAPIEndpoint: API_ENDPOINT,
  certificateKey: string,
  skipPhases: strings,
  patches: PATCHES,
  timeouts: TIMEOUTS,
};

const CLUSTER: Fields = {
  ...TYPE_META,
  etcd: object({
    local: nullable(object({
      imageRepository: string,
      imageTag: string,
      dataDir: string,
      extraArgs: ARGS,
      extraEnvs: ENVS,
      serverCertSANs: strings,
      peerCertSANs: strings,
    })),
    external: nullable(object({
      endpoints: strings,
      httpEndpoints: since(35, strings),
      caFile: string,
      certFile: string,
      keyFile: string,
    })),
  }),
  networking: object({ serviceSubnet: string, podSubnet: string, dnsDomain: string }),
  kubernetesVersion: string,
  controlPlaneEndpoint: string,
  apiServer: object({ ...COMPONENT, certSANs: strings }),
  controllerManager: object(COMPONENT),
  scheduler: object(COMPONENT),
  dns: object({ imageRepository: string, imageTag: string, disabled: boolean }),
  proxy: object({ disabled: boolean }),
  certificatesDir: string,
  imageRepository: string,
  featureGates: { kind: 'map', values: boolean, nullable: true },
  clusterName: string,
  encryptionAlgorithm: string,
  certificateValidityPeriod: nullable(duration),
  caCertificateValidityPeriod: nullable(duration),
};

const JOIN: Fields = {
  ...TYPE_META,
  dryRun: boolean,
  nodeRegistration: NODE_REGISTRATION,
  caCertPath: string,
  discovery: object({
    bootstrapToken: nullable(object({ token: string, apiServerEndpoint: string, caCertHashes: strings, unsafeSkipCAVerification: boolean })),
    file: nullable(object({ kubeConfigPath: string })),
    tlsBootstrapToken: string,
  }),
  controlPlane: nullable(object({ localAPIEndpoint: API_ENDPOINT, certificateKey: string })),
  skipPhases: strings,
  patches: PATCHES,
  timeouts: TIMEOUTS,
};

const UPGRADE_NODE: Fields = {
  certificateRenewal: nullable(boolean),
  dryRun: nullable(boolean),
  etcdUpgrade: nullable(boolean),
  ignorePreflightErrors: strings,
  skipPhases: strings,
  patches: PATCHES,
  imagePullPolicy: string,
  imagePullSerial: nullable(boolean),
};

const UPGRADE: Fields = {
  ...TYPE_META,
  apply: object({
    ...UPGRADE_NODE,
    kubernetesVersion: string,
    allowExperimentalUpgrades: nullable(boolean),
    allowRCUpgrades: nullable(boolean),
    forceUpgrade: nullable(boolean),
    printConfig: nullable(boolean),
  }),
  node: object(UPGRADE_NODE),
  plan: object({
    kubernetesVersion: string,
    allowExperimentalUpgrades: nullable(boolean),
    allowRCUpgrades: nullable(boolean),
    dryRun: nullable(boolean),
    etcdUpgrade: since(33, nullable(boolean)),
    ignorePreflightErrors: strings,
    printConfig: nullable(boolean),
  }),
  diff: object({ kubernetesVersion: string, contextLines: int32 }),
  timeouts: TIMEOUTS,
};

const RESET: Fields = {
  ...TYPE_META,
  cleanupTmpDir: boolean,
  certificatesDir: string,
  criSocket: string,
  dryRun: boolean,
  force: boolean,
  ignorePreflightErrors: strings,
  skipPhases: strings,
  unmountFlags: strings,
  timeouts: TIMEOUTS,
};

/** The kinds of kubeadm's documents. */
export const KUBEADM_FIELDS = {
  InitConfiguration: INIT,
  ClusterConfiguration: CLUSTER,
  JoinConfiguration: JOIN,
  UpgradeConfiguration: UPGRADE,
  ResetConfiguration: RESET,
} as const satisfies Readonly<Record<string, Fields>>;

export type KubeadmKind = keyof typeof KUBEADM_FIELDS;
