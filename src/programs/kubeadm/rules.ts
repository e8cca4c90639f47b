import {
  absolutePathProblem, addonImageRepositoryProblem, advertiseAddressProblem, caCertHashProblem, caCertPathProblem, certificateKeyProblem,
  certSanProblem, hostPortProblem, imageRepositoryProblem, kubeConfigPathProblem, nodeNameProblem, phaseProblem, portProblem,
  pullPolicyProblem, socketProblem, subdomainProblem, tokenProblem,
} from './checks';
import { etcdProblems } from './etcd-rules';
import { kubeadmGateProblems } from './feature-gates';
import { KubeadmKind } from './fields';
import { subnetProblems } from './networking-rules';
import { bootstrapTokenProblems } from './token-rules';
import { quoted } from '../../base/errors';
import { parseGoDuration } from '../../base/schema/duration';
import { Problem } from '../../base/schema/problem';
import { oneOf, report, valueAt } from '../../base/schema/report';
import { parseKubernetesVersion } from '../../base/version/kubernetes-version';

/** A rule about a document whose fields have the right types. */
type Rule = (document: Readonly<Record<string, unknown>>, minor: number) => Problem[];

/** A text where it is set; for Go an empty one is not set. */
const text = (field: string, problem: (value: string, minor: number) => string | undefined): Rule => (document, minor) => {
  const value = valueAt(document, field);
  return typeof value === 'string' && value !== '' ? report(field, problem(value, minor)) : [];
};

const each = (field: string, problem: (value: string) => string | undefined): Rule => document =>
  ((valueAt(document, field) ?? []) as string[]).flatMap((value, i) => report(`${field}[${i}]`, problem(value)));

const args = (field: string): Rule => document =>
  ((valueAt(document, field) ?? []) as { name?: string }[])
    .flatMap(({ name }, i) => report(`${field}[${i}].name`, name ? undefined : 'is missing: expected the name of a flag, without hyphens before it'));

const preflightErrors = (field: string): Rule => document => {
  const names = ((valueAt(document, field) ?? []) as string[]).map(name => name.toLowerCase());
  return names.includes('all') && new Set(names).size > 1 ? report(field, '"all" can\'t stand beside other checks: expected it alone') : [];
};

const apiEndpoint = (field: string): Rule[] => [
  text(`${field}.advertiseAddress`, advertiseAddressProblem),
  document => {
    const port = valueAt(document, `${field}.bindPort`);
    // A zero is for Go the same as not set.
    return typeof port === 'number' && port !== 0 ? report(`${field}.bindPort`, portProblem(port)) : [];
  },
];

const TIMEOUTS: Rule = document => Object.entries((document.timeouts ?? {}) as Record<string, string | null>).flatMap(([name, timeout]) =>
  typeof timeout === 'string' && parseGoDuration(timeout)! <= 0n ? report(`timeouts.${name}`, `${quoted(timeout)} is no time to wait: expected more than 0s`) : []);

const PATCHES = text('patches.directory', absolutePathProblem);

const TAINT_EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** kubeadm leaves taints to the kubelet, which does not start with a wrong one (`validateTaint` of the API server). */
const taints: Rule = document => ((valueAt(document, 'nodeRegistration.taints') ?? []) as { key?: string; effect?: string }[]).flatMap(({ key, effect }, i) => [
  ...report(`nodeRegistration.taints[${i}].key`, key && /^([a-z0-9.-]+\/)?[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/.test(key) ? undefined
    : `${quoted(key ?? '')} is no key of a taint: expected such as "node-role.kubernetes.io/control-plane"`),
  ...report(`nodeRegistration.taints[${i}].effect`, oneOf(effect ?? '', TAINT_EFFECTS, 'effect of a taint')),
]);

const NODE_REGISTRATION: readonly Rule[] = [
  text('nodeRegistration.name', nodeNameProblem),
  text('nodeRegistration.criSocket', socketProblem),
  taints,
  args('nodeRegistration.kubeletExtraArgs'),
  preflightErrors('nodeRegistration.ignorePreflightErrors'),
  text('nodeRegistration.imagePullPolicy', pullPolicyProblem),
];

const ALGORITHMS: readonly { readonly name: string; readonly since: number }[] = [
  { name: 'RSA-2048', since: 0 },
  { name: 'RSA-3072', since: 0 },
  { name: 'RSA-4096', since: 0 },
  { name: 'ECDSA-P256', since: 0 },
  { name: 'ECDSA-P384', since: 34 },
];

function algorithmProblem(name: string, minor: number): string | undefined {
  const newer = ALGORITHMS.find(algorithm => algorithm.name === name && algorithm.since > minor);
  if (newer) return `${quoted(name)} exists from Kubernetes 1.${newer.since} only`;
  return oneOf(name, ALGORITHMS.filter(({ since }) => since <= minor).map(algorithm => algorithm.name), 'encryption algorithm');
}

const positive = (field: string): Rule => text(field, value => parseGoDuration(value)! > 0n ? undefined : `${quoted(value)} is no validity period: expected more than 0s`);

const component = (name: string): Rule[] => [
  args(`${name}.extraArgs`),
  document => ((valueAt(document, `${name}.extraVolumes`) ?? []) as Record<string, string>[]).flatMap((volume, i) => ['name', 'hostPath', 'mountPath']
    .flatMap(field => report(`${name}.extraVolumes[${i}].${field}`, volume[field] ? undefined : 'is missing'))),
];

/** The version of a command is the one that the documents are for. */
const version = (field: string): Rule => text(field, (value, minor) => {
  const parsed = parseKubernetesVersion(value);
  if (parsed?.full === undefined) return `${quoted(value)} is no full version: expected one of the form "v1.${minor}.<patch>"`;
  return parsed.minor === minor ? undefined : `${quoted(value)} is not of Kubernetes 1.${minor}, which the documents are for`;
});

const upgradeStep = (name: string): Rule[] => [
  // An empty one is not the same as none here.
  document => {
    const patches = valueAt(document, `${name}.patches`) as { directory?: string } | null | undefined;
    return patches ? report(`${name}.patches.directory`, absolutePathProblem(patches.directory ?? '')) : [];
  },
  text(`${name}.imagePullPolicy`, pullPolicyProblem),
  preflightErrors(`${name}.ignorePreflightErrors`),
  each(`${name}.skipPhases`, phaseProblem),
];

const UNMOUNT_FLAGS = ['MNT_FORCE', 'MNT_DETACH', 'MNT_EXPIRE', 'UMOUNT_NOFOLLOW'];

/** Upstream `ValidateDiscovery`. */
const discovery: Rule = document => {
  const { bootstrapToken, file } = (document.discovery ?? {}) as { bootstrapToken?: Record<string, any> | null; file?: Record<string, any> | null };
  if (!bootstrapToken && !file) return report('discovery', 'is missing: expected bootstrapToken or file');
  if (bootstrapToken && file) return report('discovery', 'has bootstrapToken and file: expected one of both');
  if (file) return report('discovery.file.kubeConfigPath', file.kubeConfigPath ? undefined : 'is missing: expected a path or an https URL');
  return [
    ...report('discovery.bootstrapToken.token', bootstrapToken!.token ? undefined : 'is missing'),
    ...report('discovery.bootstrapToken.apiServerEndpoint', bootstrapToken!.apiServerEndpoint ? undefined : 'is missing: expected such as "k8s.example.internal:6443"'),
    ...report('discovery.bootstrapToken.caCertHashes', bootstrapToken!.caCertHashes?.length || bootstrapToken!.unsafeSkipCAVerification ? undefined
      : 'is empty: expected the hash of the cluster\'s CA certificate, or unsafeSkipCAVerification to be true'),
  ];
};

/** kubeadm's own rules: upstream `cmd/kubeadm/app/apis/kubeadm/validation/validation.go`. */
export const KUBEADM_RULES: Readonly<Record<KubeadmKind, readonly Rule[]>> = {
  InitConfiguration: [
    ({ bootstrapTokens }) => bootstrapTokenProblems(bootstrapTokens as []),
    ...NODE_REGISTRATION,
    ...apiEndpoint('localAPIEndpoint'),
    text('certificateKey', certificateKeyProblem),
    each('skipPhases', phaseProblem),
    PATCHES,
    TIMEOUTS,
  ],
  ClusterConfiguration: [
    etcdProblems,
    text('etcd.local.dataDir', absolutePathProblem),
    text('etcd.local.imageRepository', imageRepositoryProblem),
    args('etcd.local.extraArgs'),
    each('etcd.local.serverCertSANs', certSanProblem),
    each('etcd.local.peerCertSANs', certSanProblem),
    subnetProblems,
    text('networking.dnsDomain', subdomainProblem),
    text('controlPlaneEndpoint', value => hostPortProblem(value, false)),
    ...component('apiServer'),
    each('apiServer.certSANs', certSanProblem),
    ...component('controllerManager'),
    ...component('scheduler'),
    text('dns.imageRepository', addonImageRepositoryProblem),
    text('certificatesDir', absolutePathProblem),
    text('imageRepository', addonImageRepositoryProblem),
    ({ featureGates }, minor) => kubeadmGateProblems(featureGates as Record<string, boolean>, minor),
    text('encryptionAlgorithm', algorithmProblem),
    positive('certificateValidityPeriod'),
    positive('caCertificateValidityPeriod'),
  ],
  JoinConfiguration: [
    discovery,
    text('discovery.bootstrapToken.token', tokenProblem),
    text('discovery.bootstrapToken.apiServerEndpoint', value => hostPortProblem(value, true)),
    each('discovery.bootstrapToken.caCertHashes', caCertHashProblem),
    text('discovery.file.kubeConfigPath', kubeConfigPathProblem),
    text('discovery.tlsBootstrapToken', tokenProblem),
    ...NODE_REGISTRATION,
    text('caCertPath', caCertPathProblem),
    ...apiEndpoint('controlPlane.localAPIEndpoint'),
    text('controlPlane.certificateKey', certificateKeyProblem),
    each('skipPhases', phaseProblem),
    PATCHES,
    TIMEOUTS,
  ],
  UpgradeConfiguration: [
    ...upgradeStep('apply'),
    version('apply.kubernetesVersion'),
    ...upgradeStep('node'),
    version('plan.kubernetesVersion'),
    preflightErrors('plan.ignorePreflightErrors'),
    version('diff.kubernetesVersion'),
    document => {
      const lines = valueAt(document, 'diff.contextLines');
      return typeof lines === 'number' && lines < 0 ? report('diff.contextLines', `${lines} is negative: expected 0 or more`) : [];
    },
    TIMEOUTS,
  ],
  ResetConfiguration: [
    text('certificatesDir', absolutePathProblem),
    text('criSocket', socketProblem),
    each('unmountFlags', flag => oneOf(flag, UNMOUNT_FLAGS, 'flag of unmount')),
    preflightErrors('ignorePreflightErrors'),
    each('skipPhases', phaseProblem),
    TIMEOUTS,
  ],
};
