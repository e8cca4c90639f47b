/** The modeled part of an Installation's spec; every field has the type that it has in the CRD. */
export interface InstallationSpec {
  readonly variant?: string;
  readonly registry?: string;
  readonly imagePullSecrets?: readonly { readonly name?: string }[];
  readonly kubernetesProvider?: string;
  readonly cni?: { readonly type?: string; readonly ipam?: { readonly type?: string } };
  readonly calicoNetwork?: CalicoNetworkSpec;
  readonly flexVolumePath?: string;
  readonly kubeletVolumePluginPath?: string;
  readonly controlPlaneNodeSelector?: Readonly<Record<string, string>>;
  readonly controlPlaneReplicas?: number;
  readonly nodeMetricsPort?: number;
  readonly typhaMetricsPort?: number;
  readonly serviceCIDRs?: readonly string[];
}

export interface CalicoNetworkSpec {
  readonly linuxDataplane?: string;
  readonly windowsDataplane?: string;
  readonly bpfNetworkBootstrap?: string;
  readonly bgp?: string;
  readonly clusterRoutingMode?: string;
  readonly ipPools?: readonly IpPoolSpec[];
  readonly mtu?: number;
  readonly nodeAddressAutodetectionV4?: AutodetectionSpec;
  readonly nodeAddressAutodetectionV6?: AutodetectionSpec;
  readonly hostPorts?: string;
  readonly multiInterfaceMode?: string;
  readonly containerIPForwarding?: string;
  readonly linuxPodInterfaceType?: string;
  readonly sysctl?: readonly { readonly key?: string; readonly value?: string }[];
  readonly linuxPolicySetupTimeoutSeconds?: number;
}

export interface IpPoolSpec {
  readonly name?: string;
  readonly cidr?: string;
  readonly encapsulation?: string;
  readonly natOutgoing?: string;
  readonly nodeSelector?: string;
  readonly blockSize?: number;
  readonly disableBGPExport?: boolean;
  readonly allowedUses?: readonly string[];
}

export interface AutodetectionSpec {
  readonly firstFound?: boolean;
  readonly kubernetes?: string;
  readonly interface?: string;
  readonly skipInterface?: string;
  readonly canReach?: string;
  readonly cidrs?: readonly string[];
}

const CNI_OF_PROVIDER = new Map([['AKS', 'AzureVNET'], ['EKS', 'AmazonVPC'], ['GKE', 'GKE']]);

/** The CNI plugin, which the operator chooses by the provider where it is not given (`fillDefaults`). */
export function cniTypeOf({ cni, kubernetesProvider }: InstallationSpec): string {
  return cni?.type || (CNI_OF_PROVIDER.get(kubernetesProvider ?? '') ?? 'Calico');
}

export function ipamTypeOf(spec: InstallationSpec): string {
  const cniType = cniTypeOf(spec);
  return spec.cni?.ipam?.type || (cniType === 'GKE' ? 'HostLocal' : cniType);
}

export function bgpEnabledIn(spec: InstallationSpec): boolean {
  const { bgp } = spec.calicoNetwork ?? {};
  return bgp === undefined ? cniTypeOf(spec) === 'Calico' && spec.kubernetesProvider !== 'EKS' : bgp === 'Enabled';
}

export function isIpv6Pool(pool: IpPoolSpec): boolean {
  return pool.cidr?.includes(':') ?? false;
}
