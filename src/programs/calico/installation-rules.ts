import { CalicoRelease } from './features';
import { AutodetectionSpec, bgpEnabledIn, CalicoNetworkSpec, cniTypeOf, InstallationSpec, ipamTypeOf, isIpv6Pool } from './installation-spec';
import { quoted } from '../../base/errors';
import { labelValueProblem, qualifiedNameProblem, subdomainNameProblem } from '../../base/objects/names';
import { cidrProblem } from '../../base/schema/addresses';
import { Problem } from '../../base/schema/problem';
import { minorTextOf } from '../../base/version/version';

/** A rule of tigera/operator `pkg/controller/installation/validation.go`, for a spec whose fields have the right types. */
type Rule = (spec: InstallationSpec, release: CalicoRelease) => (Problem | false | undefined)[];

const IPAM_TYPES = new Map<string, readonly string[]>([
  ['Calico', ['Calico', 'HostLocal']],
  ['GKE', ['HostLocal']],
  ['AmazonVPC', ['AmazonVPC']],
  ['AzureVNET', ['AzureVNET']],
]);

const PROVIDER_OF_CNI = new Map([['GKE', 'GKE'], ['AmazonVPC', 'EKS'], ['AzureVNET', 'AKS']]);

/** Fields that only the Calico CNI plugin reads; hostPorts may say Disabled with any. */
const CALICO_CNI_ONLY = ['hostPorts', 'multiInterfaceMode', 'containerIPForwarding', 'linuxPodInterfaceType'] as const;

const problem = (field: string, message: string): Problem => ({ field, message });
const inNetwork = (field: keyof CalicoNetworkSpec, message: string) => problem(`calicoNetwork.${field}`, message);

/** What the CRD requires. */
const isMissing = (expected: string) => `is missing, and the operator's CRD requires it: expected ${expected}`;

const RULES: readonly Rule[] = [
  ({ cni }) => [
    cni && !cni.type && problem('cni.type', isMissing('"Calico", "GKE", "AmazonVPC" or "AzureVNET"')),
    cni?.ipam && !cni.ipam.type && problem('cni.ipam.type', isMissing('"Calico", "HostLocal", "AmazonVPC" or "AzureVNET"')),
  ],

  ({ controlPlaneNodeSelector }) => Object.entries(controlPlaneNodeSelector ?? {}).map(([key, value]) => {
    const message = qualifiedNameProblem(key) ?? labelValueProblem(value);
    return message !== undefined && problem(`controlPlaneNodeSelector[${quoted(key)}]`, message);
  }),

  ({ imagePullSecrets }) => (imagePullSecrets ?? []).map(({ name }, index) => {
    const message = subdomainNameProblem(name ?? '');
    return message !== undefined && problem(`imagePullSecrets[${index}].name`, message);
  }),

  ({ calicoNetwork }) => (calicoNetwork?.ipPools ?? []).map(({ name }, index) => {
    const message = name ? subdomainNameProblem(name) : undefined;
    return message !== undefined && problem(`calicoNetwork.ipPools[${index}].name`, message);
  }),

  ({ calicoNetwork }) => (calicoNetwork?.sysctl ?? []).flatMap(({ key, value }, index) => [
    key === undefined && inNetwork(`sysctl[${index}].key` as 'sysctl', isMissing('such as "net.ipv4.tcp_keepalive_time"')),
    value === undefined && inNetwork(`sysctl[${index}].value` as 'sysctl', isMissing('such as "40"')),
  ]),

  spec => {
    const expected = IPAM_TYPES.get(cniTypeOf(spec)) ?? [];
    return [expected.length > 0 && !expected.includes(ipamTypeOf(spec))
      && problem('cni.ipam.type', `${quoted(ipamTypeOf(spec))} does not go with the plugin ${cniTypeOf(spec)}: expected ${expected.join(' or ')}`)];
  },

  spec => {
    const provider = PROVIDER_OF_CNI.get(cniTypeOf(spec));
    return [provider !== undefined && Boolean(spec.kubernetesProvider) && spec.kubernetesProvider !== provider
      && problem('cni.type', `${quoted(cniTypeOf(spec))} does not go with the provider ${spec.kubernetesProvider}: expected the provider ${provider}, or none`)];
  },

  spec => CALICO_CNI_ONLY.map(field => {
    const value = spec.calicoNetwork?.[field];
    return value !== undefined && !(field === 'hostPorts' && value === 'Disabled') && cniTypeOf(spec) !== 'Calico'
      && inNetwork(field, `is supported with the Calico CNI plugin only: leave it out with the plugin ${cniTypeOf(spec)}`);
  }),

  spec => [cniTypeOf(spec) !== 'Calico' && spec.calicoNetwork?.bgp === 'Enabled'
    && inNetwork('bgp', `needs the Calico CNI plugin: expected Disabled with the plugin ${cniTypeOf(spec)}`)],

  ({ calicoNetwork }, { features, operator }) => {
    const { linuxPolicySetupTimeoutSeconds: timeout, linuxDataplane } = calicoNetwork ?? {};
    if (timeout === undefined) return [];
    return [
      timeout < 0 && inNetwork('linuxPolicySetupTimeoutSeconds', `${timeout} is negative: expected 0 or more`),
      linuxDataplane === 'Nftables' && features.refusesPolicySetupTimeout && inNetwork('linuxPolicySetupTimeoutSeconds',
        `is refused with Nftables by operator ${minorTextOf(operator)} (projectcalico/calico#10348): leave it out until Calico 3.31`),
      linuxDataplane === 'VPP' && inNetwork('linuxPolicySetupTimeoutSeconds', 'is not supported with VPP: leave it out'),
    ];
  },

  ({ calicoNetwork }) => [calicoNetwork?.bpfNetworkBootstrap === 'Enabled' && calicoNetwork.linuxDataplane !== 'BPF'
    && inNetwork('bpfNetworkBootstrap', 'needs linuxDataplane BPF: expected Disabled, or no value')],

  ({ calicoNetwork }) => {
    if (calicoNetwork?.linuxDataplane !== 'BPF') return [];
    const pools = calicoNetwork.ipPools ?? [];
    return ([['nodeAddressAutodetectionV4', 'IPv4', false], ['nodeAddressAutodetectionV6', 'IPv6', true]] as const).map(([field, family, isIpv6]) =>
      pools.some(pool => isIpv6Pool(pool) === isIpv6) && calicoNetwork[field] === undefined
      && inNetwork(field, `is missing: the BPF data plane needs it, since there is an ${family} pool`));
  },

  spec => spec.calicoNetwork?.linuxDataplane === 'VPP' ? [
    (spec.variant ?? 'Calico') !== 'Calico' && problem('variant', `${quoted(spec.variant)} is not supported with VPP: expected "Calico"`),
    cniTypeOf(spec) !== 'Calico' && problem('cni.type', `${quoted(cniTypeOf(spec))} is not supported with VPP: expected "Calico"`),
    !bgpEnabledIn(spec) && inNetwork('bgp', 'is disabled, and VPP needs it: expected Enabled'),
    spec.calicoNetwork.hostPorts === 'Disabled' && inNetwork('hostPorts', 'can\'t be disabled with VPP: expected Enabled'),
  ] : [],

  ({ calicoNetwork }) => [
    ...autodetectionProblems('calicoNetwork.nodeAddressAutodetectionV4', calicoNetwork?.nodeAddressAutodetectionV4),
    ...autodetectionProblems('calicoNetwork.nodeAddressAutodetectionV6', calicoNetwork?.nodeAddressAutodetectionV6),
  ],

  // The operator takes any integer; these are the least IPv4 MTU (RFC 791) and the largest IP packet.
  ({ calicoNetwork }) => [inRange('calicoNetwork.mtu', calicoNetwork?.mtu, 68, 65535)],

  ({ calicoNetwork }) => (calicoNetwork?.sysctl ?? []).map(({ key }, index, all) => {
    const first = all.findIndex(other => other.key === key);
    return first < index && problem(`calicoNetwork.sysctl[${index}].key`, `${quoted(key)} is that of sysctl[${first}] as well: expected each once`);
  }),

  ({ registry }) => [registry !== undefined && registry !== 'UseDefault' && !/^\S*\/$/.test(registry)
    && problem('registry', `${quoted(registry)} has no "/" at its end: expected such as "registry.example.com/", or "UseDefault"`)],

  ({ flexVolumePath, kubeletVolumePluginPath }) =>
    Object.entries({ flexVolumePath, kubeletVolumePluginPath }).map(([field, path]) => path !== undefined && path !== 'None' && !path.startsWith('/')
      && problem(field, `${quoted(path)} is no absolute path: expected one, or "None"`)),

  spec => ['kubernetes.io/os', 'beta.kubernetes.io/os'].map(label => {
    const system = spec.controlPlaneNodeSelector?.[label];
    return system !== undefined && system !== 'linux'
      && problem('controlPlaneNodeSelector', `${label}=${system} is not supported: expected linux`);
  }),

  ({ controlPlaneReplicas }) => [inRange('controlPlaneReplicas', controlPlaneReplicas, 1, 2 ** 31 - 1)],
  ({ nodeMetricsPort }) => [inRange('nodeMetricsPort', nodeMetricsPort, 1, 65535)],
  ({ typhaMetricsPort }) => [inRange('typhaMetricsPort', typhaMetricsPort, 1, 65535)],

  ({ serviceCIDRs }) => cidrProblems('serviceCIDRs', serviceCIDRs),

  spec => {
    const { windowsDataplane, ipPools } = spec.calicoNetwork ?? {};
    if ((windowsDataplane ?? 'Disabled') === 'Disabled' || cniTypeOf(spec) !== 'Calico') return [];
    const index = (ipPools ?? []).findIndex(pool => !isIpv6Pool(pool));
    const encapsulation = ipPools?.[index]?.encapsulation ?? 'IPIP';
    return [
      (spec.serviceCIDRs ?? []).length === 0 && problem('serviceCIDRs', 'is missing: Calico for Windows needs the cluster\'s Service CIDRs'),
      index >= 0 && !['VXLAN', 'None'].includes(encapsulation)
      && problem(`calicoNetwork.ipPools[${index}].encapsulation`, `${encapsulation} is not supported by Calico for Windows: expected VXLAN or None`),
    ];
  },
];

/** What the operator would refuse in a spec as a whole. */
export function installationRuleProblems(spec: InstallationSpec, release: CalicoRelease): Problem[] {
  return RULES.flatMap(rule => rule(spec, release)).filter(item => item !== false && item !== undefined);
}

function autodetectionProblems(path: string, detection: AutodetectionSpec | undefined): (Problem | false)[] {
  if (detection === undefined) return [];
  const { firstFound, kubernetes, interface: byInterface, skipInterface, canReach, cidrs } = detection;
  const given = [firstFound, kubernetes, byInterface, skipInterface, canReach, (cidrs ?? []).length > 0];
  const methods = given.filter(Boolean).length;
  return [
    methods !== 1 && problem(path, `has ${methods === 0 ? 'no method' : `${methods} methods`}: expected exactly one`),
    ...cidrProblems(`${path}.cidrs`, cidrs),
  ];
}

function cidrProblems(path: string, cidrs: readonly string[] | undefined): (Problem | false)[] {
  return (cidrs ?? []).map((cidr, index) => {
    const message = cidrProblem(cidr);
    return message !== undefined && problem(`${path}[${index}]`, message);
  });
}

function inRange(field: string, value: number | undefined, least: number, most: number): Problem | false {
  return value !== undefined && (value < least || value > most)
    && problem(field, `${value} is out of range: expected an integer from ${least} to ${most}`);
}
