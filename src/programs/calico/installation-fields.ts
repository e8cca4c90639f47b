import { boolean, Field, Fields, int32, object, string } from '../../base/schema/fields';

const strings: Field = { kind: 'list', items: string };
const map: Field = { kind: 'map', values: string };

const autodetection = object({ firstFound: boolean, kubernetes: string, interface: string, skipInterface: string, canReach: string, cidrs: strings });

const ipPool = object({
  name: string,
  cidr: string,
  encapsulation: string,
  natOutgoing: string,
  nodeSelector: string,
  blockSize: int32,
  disableBGPExport: boolean,
  disableNewAllocations: boolean,
  allowedUses: strings,
  assignmentMode: string,
});

/** The fields of an Installation's spec that are modeled: tigera/operator `api/v1/installation_types.go`. */
export const MODELED_FIELDS: Fields = {
  variant: string,
  registry: string,
  imagePath: string,
  imagePrefix: string,
  imagePullSecrets: { kind: 'list', items: object({ name: string }) },
  kubernetesProvider: string,
  cni: object({ type: string, ipam: object({ type: string }), binDir: string, confDir: string, specVersion: string }),
  calicoNetwork: object({
    linuxDataplane: string,
    windowsDataplane: string,
    bpfNetworkBootstrap: string,
    kubeProxyManagement: string,
    bgp: string,
    clusterRoutingMode: string,
    ipPools: { kind: 'list', items: ipPool },
    mtu: int32,
    nodeAddressAutodetectionV4: autodetection,
    nodeAddressAutodetectionV6: autodetection,
    hostPorts: string,
    multiInterfaceMode: string,
    containerIPForwarding: string,
    linuxPodInterfaceType: string,
    sysctl: { kind: 'list', items: object({ key: string, value: string }) },
    linuxPolicySetupTimeoutSeconds: int32,
  }),
  flexVolumePath: string,
  kubeletVolumePluginPath: string,
  controlPlaneNodeSelector: map,
  controlPlaneReplicas: int32,
  nodeMetricsPort: int32,
  typhaMetricsPort: int32,
  serviceCIDRs: strings,
};

/** The fields of the spec that are taken as they are. */
export const OTHER_FIELDS: readonly string[] = [
  'azure', 'calicoKubeControllersDeployment', 'calicoLibHostPath', 'calicoNodeDaemonSet', 'calicoNodeWindowsDaemonSet', 'calicoRunHostPath',
  'calicoWindowsUpgradeDaemonSet', 'certificateManagement', 'componentResources', 'controlPlaneTolerations', 'csiNodeDriverDaemonSet', 'fipsMode', 'imagePullPolicy', 'logging',
  'networkPolicy', 'nodeUpdateStrategy', 'nonPrivileged', 'proxy', 'tlsCipherSuites', 'typhaAffinity', 'typhaDeployment',
  'typhaPodDisruptionBudget', 'windowsNodes',
];

/** The first operator, as the number after `1.`, that has a field; `[]` stands for each item of a list. */
export const FIELD_SINCE: Readonly<Record<string, number>> = {
  'calicoNetwork.ipPools[].assignmentMode': 38,
  'proxy': 38,
  'calicoNetwork.bpfNetworkBootstrap': 40,
  'calicoNetwork.kubeProxyManagement': 40,
  'cni.binDir': 40,
  'cni.confDir': 40,
  'tlsCipherSuites': 40,
  'calicoNetwork.clusterRoutingMode': 42,
  'calicoNetwork.linuxPodInterfaceType': 43,
  'imagePullPolicy': 43,
  'networkPolicy': 43,
  'typhaPodDisruptionBudget': 43,
  'calicoLibHostPath': 44,
  'calicoRunHostPath': 44,
  'cni.specVersion': 44,
};

/** A value of a field with the first operator that accepts it; 36 is the oldest that is known here. */
type Values = Readonly<Record<string, number>>;

const all = (...values: string[]): Values => Object.fromEntries(values.map(value => [value, 36]));
const ENABLED = all('Enabled', 'Disabled');

/** The values that the operator's CRD accepts, and those that its Go code compares with. */
export const FIELD_VALUES: Readonly<Record<string, Values>> = {
  'variant': { Calico: 36, TigeraSecureEnterprise: 36, CalicoEnterprise: 43 },
  'kubernetesProvider': { ...all('', 'EKS', 'GKE', 'AKS', 'OpenShift', 'DockerEnterprise', 'RKE2', 'TKG'), Kind: 40 },
  'cni.type': all('Calico', 'GKE', 'AmazonVPC', 'AzureVNET'),
  'cni.ipam.type': all('Calico', 'HostLocal', 'AmazonVPC', 'AzureVNET'),
  'calicoNetwork.linuxDataplane': all('Iptables', 'BPF', 'VPP', 'Nftables'),
  'calicoNetwork.windowsDataplane': all('HNS', 'Disabled'),
  'calicoNetwork.bpfNetworkBootstrap': ENABLED,
  'calicoNetwork.kubeProxyManagement': ENABLED,
  'calicoNetwork.bgp': ENABLED,
  'calicoNetwork.clusterRoutingMode': { BIRD: 42, Felix: 42, FelixIPIPOnly: 44 },
  'calicoNetwork.ipPools[].encapsulation': all('IPIP', 'IPIPCrossSubnet', 'VXLAN', 'VXLANCrossSubnet', 'None'),
  'calicoNetwork.ipPools[].natOutgoing': ENABLED,
  'calicoNetwork.ipPools[].allowedUses[]': { Workload: 36, Tunnel: 36, LoadBalancer: 38 },
  'calicoNetwork.ipPools[].assignmentMode': all('Automatic', 'Manual'),
  'calicoNetwork.nodeAddressAutodetectionV4.kubernetes': all('NodeInternalIP'),
  'calicoNetwork.nodeAddressAutodetectionV6.kubernetes': all('NodeInternalIP'),
  'calicoNetwork.hostPorts': ENABLED,
  'calicoNetwork.multiInterfaceMode': all('None', 'Multus'),
  'calicoNetwork.containerIPForwarding': ENABLED,
  'calicoNetwork.linuxPodInterfaceType': all('Veth', 'Netkit'),
  'calicoNetwork.sysctl[].key': all('net.ipv4.tcp_keepalive_intvl', 'net.ipv4.tcp_keepalive_probes', 'net.ipv4.tcp_keepalive_time'),
};
