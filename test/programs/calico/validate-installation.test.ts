import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { calicoRelease, readCalicoRelease } from '../../../src/programs/calico/features';
import { validateInstallationSpec } from '../../../src/programs/calico/validate-installation';

type Spec = Record<string, unknown>;

function problems(spec: Spec, version = '3.31', operator?: string): string[] {
  const release = readCalicoRelease(version, operator);
  if (typeof release === 'string') throw new Error(release);
  return validateInstallationSpec(spec, release).map(({ field, message }) => `${field}: ${message}`);
}

const network = (calicoNetwork: object): Spec => ({ calicoNetwork });
const pool = (...ipPools: object[]): Spec => network({ ipPools });
const EKS_VPC = { kubernetesProvider: 'EKS' };
const IPV4 = { cidr: '10.244.0.0/16' };
const IPV6 = { cidr: 'fd00:10:244::/56' };
const LOAD_BALANCER = { cidr: '10.9.0.0/24', allowedUses: ['LoadBalancer'], encapsulation: 'None' };

describe('no problem', () => {
  test.each<[string, Spec, string?]>([
    ['nothing', {}],
    ['pools of both families', pool(IPV4, IPV6)],
    ['no pools', pool()],
    ['25 pools', pool(...Array.from({ length: 25 }, (_, i) => ({ cidr: `10.${i}.0.0/16` })))],
    ['the least and the largest blocks', pool({ ...IPV4, blockSize: 20 }, { cidr: '10.1.0.0/32', blockSize: 32 }, { ...IPV6, blockSize: 116 }, { cidr: 'fd01::/128', blockSize: 128 })],
    ['VXLAN without BGP', network({ bgp: 'Disabled', ipPools: [{ ...IPV4, encapsulation: 'VXLANCrossSubnet' }] })],
    ['IPIP without BGP where Felix programs the routes', network({ bgp: 'Disabled', clusterRoutingMode: 'Felix', ipPools: [IPV4] }), '3.32'],
    ['IPIP without BGP by the default of 3.33', network({ bgp: 'Disabled', ipPools: [IPV4] }), '3.33'],
    ['a LoadBalancer pool', pool(IPV4, LOAD_BALANCER)],
    ['a LoadBalancer pool without NAT from 3.31 on', pool({ ...LOAD_BALANCER, natOutgoing: 'Disabled' })],
    ['the AWS plugin with disabled hostPorts', { ...EKS_VPC, ...network({ hostPorts: 'Disabled' }) }],
    ['the Calico plugin on EKS', { ...EKS_VPC, cni: { type: 'Calico' }, ...pool({ ...IPV4, encapsulation: 'VXLAN' }) }],
    ['UseDefault', { registry: 'UseDefault' }],
    ['a registry', { registry: 'registry.example.com/mirror/' }],
    ['None for paths', { flexVolumePath: 'None', kubeletVolumePluginPath: 'None' }],
    ['a timeout with Nftables from 3.31 on', network({ linuxDataplane: 'Nftables', linuxPolicySetupTimeoutSeconds: 0 })],
    ['a timeout with Iptables', network({ linuxDataplane: 'Iptables', linuxPolicySetupTimeoutSeconds: 5 }), '3.30'],
    ['BPF with what it needs', network({ linuxDataplane: 'BPF', bpfNetworkBootstrap: 'Enabled', ipPools: [IPV4], nodeAddressAutodetectionV4: { firstFound: true } })],
    ['a method and firstFound: false', network({ nodeAddressAutodetectionV4: { firstFound: false, kubernetes: 'NodeInternalIP' } })],
    ['fields that are not modeled', { typhaDeployment: { spec: {} }, nodeUpdateStrategy: { type: 'RollingUpdate' } }],
  ])('%s', (...[, spec, version]) => {
    expect(problems(spec, version)).toEqual([]);
  });

  test('a live Installation', () => {
    const { items }: any = load(readFileSync(join(__dirname, '../../fixtures/cluster/calico.yaml'), 'utf8'));
    expect(validateInstallationSpec(items[0].spec, calicoRelease('3.30'))).toEqual([]);
  });
});

describe('pools', () => {
  test.each<[Spec, string[], string?]>([
    [pool(...Array.from({ length: 26 }, (_, i) => ({ cidr: `10.${i}.0.0/16` }))), ['calicoNetwork.ipPools: 26 pools are too many: expected at most 25']],
    [pool({}), ['calicoNetwork.ipPools[0].cidr: is missing: expected such as "10.244.0.0/16"']],
    [pool({ cidr: '10.244.0.1' }), ['calicoNetwork.ipPools[0].cidr: "10.244.0.1" has no prefix length: did you mean "10.244.0.1/32"?']],
    [pool(IPV4, { ...IPV4, name: 'b' }), ['calicoNetwork.ipPools[1].cidr: "10.244.0.0/16" is that of ipPools[0] as well: expected each once']],
    [pool({ ...IPV4, name: 'a' }, { ...IPV6, name: 'a' }), ['calicoNetwork.ipPools[1].name: "a" is that of ipPools[0] as well: expected each once']],
    [pool({ ...IPV4, blockSize: 19 }), ['calicoNetwork.ipPools[0].blockSize: 19 is out of range: expected an integer from 20 to 32 for an IPv4 pool']],
    [pool({ ...IPV6, blockSize: 115 }), ['calicoNetwork.ipPools[0].blockSize: 115 is out of range: expected an integer from 116 to 128 for an IPv6 pool']],
    [pool({ cidr: '10.0.0.0/27', blockSize: 26 }), ['calicoNetwork.ipPools[0].blockSize: 26 is larger than the pool "10.0.0.0/27": expected an integer from 27 to 32']],
    [pool({ cidr: '10.0.0.0/28' }), ['calicoNetwork.ipPools[0].blockSize: is missing, which means 26: a block of that size is larger than the pool "10.0.0.0/28": expected an integer from 28 to 32']],
    [pool({ ...IPV4, nodeSelector: '' }), ['calicoNetwork.ipPools[0].nodeSelector: is empty: expected a selector such as "all()"']],
    [pool({ ...IPV6, encapsulation: 'IPIPCrossSubnet' }), ['calicoNetwork.ipPools[0].encapsulation: IPIPCrossSubnet is not supported by IPv6 pools: expected VXLAN, VXLANCrossSubnet or None']],
    [{ ...EKS_VPC, ...pool({ ...IPV4, encapsulation: 'VXLAN', nodeSelector: 'has(x)' }) }, [
      'calicoNetwork.ipPools[0].nodeSelector: "has(x)" needs the Calico CNI plugin: expected "all()" with the plugin AmazonVPC',
      'calicoNetwork.ipPools[0].encapsulation: VXLAN needs the Calico CNI plugin: expected None with the plugin AmazonVPC',
    ]],
    [{ cni: { type: 'Calico', ipam: { type: 'HostLocal' } }, ...pool({ ...IPV4, encapsulation: 'VXLAN' }) },
      ['calicoNetwork.ipPools[0].encapsulation: VXLAN is not supported with HostLocal IPAM: expected IPIP, IPIPCrossSubnet or None']],
    [network({ bgp: 'Disabled', ipPools: [IPV4, IPV6] }), [
      'calicoNetwork.ipPools[0].encapsulation: is missing, which means IPIP, and IPIP needs BGP, which is disabled: expected VXLAN or VXLANCrossSubnet, or BGP enabled',
      'calicoNetwork.ipPools[1].encapsulation: is missing, which means None, and None needs BGP, which is disabled: expected VXLAN or VXLANCrossSubnet, or BGP enabled',
    ]],
    [network({ bgp: 'Disabled', ipPools: [{ ...IPV4, encapsulation: 'None' }] }),
      ['calicoNetwork.ipPools[0].encapsulation: None needs BGP, which is disabled: expected VXLAN or VXLANCrossSubnet, or BGP enabled'], '3.33'],
    [network({ bgp: 'Disabled', ipPools: [LOAD_BALANCER] }), ['calicoNetwork.ipPools[0].encapsulation: None needs BGP, which is disabled: expected BGP enabled']],
    [pool({ cidr: '10.9.0.0/24', allowedUses: ['LoadBalancer', 'Tunnel'], nodeSelector: 'has(x)', disableBGPExport: true }), [
      'calicoNetwork.ipPools[0].allowedUses: LoadBalancer cannot be combined with other uses: expected a pool of its own',
      'calicoNetwork.ipPools[0].encapsulation: is missing, which means IPIP, and IPIP is not supported by a LoadBalancer pool: expected None',
      'calicoNetwork.ipPools[0].nodeSelector: "has(x)" is not supported by a LoadBalancer pool: expected "all()"',
      'calicoNetwork.ipPools[0].disableBGPExport: true is not supported by a LoadBalancer pool: expected false',
    ]],
    [pool({ ...LOAD_BALANCER, natOutgoing: 'Disabled' }),
      ['calicoNetwork.ipPools[0].natOutgoing: Disabled is not supported by a LoadBalancer pool with operator 1.38: expected Enabled, or operator 1.40 or newer'], '3.30'],
    [pool(LOAD_BALANCER), ['calicoNetwork.ipPools[0].allowedUses[0]: "LoadBalancer" is unknown in operator 1.36, and exists from 1.38: expected "Workload" or "Tunnel"'], '3.29'],
  ])('%j', (...[spec, expected, version]) => {
    expect(problems(spec, version)).toEqual(expected);
  });
});

describe('fields and values by operator', () => {
  test.each<[string, string | undefined, Spec, string]>([
    ['3.29', undefined, pool({ ...IPV4, assignmentMode: 'Manual' }), 'calicoNetwork.ipPools[0].assignmentMode: unknown field in operator 1.36: it exists from 1.38'],
    ['3.30', undefined, network({ kubeProxyManagement: 'Enabled' }), 'calicoNetwork.kubeProxyManagement: unknown field in operator 1.38: it exists from 1.40'],
    ['3.30', undefined, { kubernetesProvider: 'Kind' }, 'kubernetesProvider: "Kind" is unknown in operator 1.38, and exists from 1.40: '
      + 'expected "", "EKS", "GKE", "AKS", "OpenShift", "DockerEnterprise", "RKE2" or "TKG"'],
    ['3.30', undefined, { cni: { type: 'Calico', binDir: '/opt/cni/bin' } }, 'cni.binDir: unknown field in operator 1.38: it exists from 1.40'],
    ['3.31', undefined, network({ clusterRoutingMode: 'Felix' }), 'calicoNetwork.clusterRoutingMode: unknown field in operator 1.40: it exists from 1.42'],
    ['3.32', undefined, network({ linuxPodInterfaceType: 'Netkit' }), 'calicoNetwork.linuxPodInterfaceType: unknown field in operator 1.42: it exists from 1.43'],
    ['3.32', '1.43', network({ clusterRoutingMode: 'FelixIPIPOnly' }), 'calicoNetwork.clusterRoutingMode: "FelixIPIPOnly" is unknown in operator 1.43, and exists from 1.44: expected "BIRD" or "Felix"'],
    ['3.32', undefined, { variant: 'CalicoEnterprise' }, 'variant: "CalicoEnterprise" is unknown in operator 1.42, and exists from 1.43: expected "Calico" or "TigeraSecureEnterprise"'],
    ['3.32', undefined, { typhaPodDisruptionBudget: {} }, 'typhaPodDisruptionBudget: unknown field in operator 1.42: it exists from 1.43'],
    ['3.31', undefined, { calicoNetwork: { linuxDataplane: 'nftables' } }, 'calicoNetwork.linuxDataplane: "nftables" is not a value of it: expected "Iptables", "BPF", "VPP" or "Nftables"'],
    ['3.31', undefined, { cni: { type: 'constructor' } }, 'cni.type: "constructor" is not a value of it: expected "Calico", "GKE", "AmazonVPC" or "AzureVNET"'],
    ['3.31', undefined, { cni: { ipam: { type: 'Calico' } } }, 'cni.type: is missing, and the operator\'s CRD requires it: expected "Calico", "GKE", "AmazonVPC" or "AzureVNET"'],
    ['3.29', undefined, { cni: { type: 'Calico', ipam: {} } }, 'cni.ipam.type: is missing, and the operator\'s CRD requires it: expected "Calico", "HostLocal", "AmazonVPC" or "AzureVNET"'],
    ['3.31', undefined, network({ sysctl: [{ key: 'net.ipv4.tcp_keepalive_time' }] }), 'calicoNetwork.sysctl[0].value: is missing, and the operator\'s CRD requires it: expected such as "40"'],
    ['3.31', undefined, { calicoNetwrk: {} }, 'calicoNetwrk: unknown field; did you mean calicoNetwork?'],
    ['3.31', undefined, network({ linuxDatplane: 'BPF' }), 'calicoNetwork.linuxDatplane: unknown field; did you mean linuxDataplane?'],
    ['3.31', undefined, network({ mtu: '1440' }), 'calicoNetwork.mtu: "1440" is not an integer of 32 bits'],
    ['3.31', undefined, network({ sysctl: [{ key: 'net.core.somaxconn', value: '1' }] }), 'calicoNetwork.sysctl[0].key: "net.core.somaxconn" is not a value of it: '
      + 'expected "net.ipv4.tcp_keepalive_intvl", "net.ipv4.tcp_keepalive_probes" or "net.ipv4.tcp_keepalive_time"'],
  ])('%s, operator %s, %j', (version, operator, spec, expected) => {
    expect(problems(spec, version, operator)).toEqual([expected]);
  });

  test('Felix\'s modes of routing are known from their operators on', () => {
    expect(problems(network({ clusterRoutingMode: 'Felix', linuxPodInterfaceType: 'Veth' }), '3.32', '1.43')).toEqual([]);
    expect(problems(network({ clusterRoutingMode: 'FelixIPIPOnly' }), '3.33')).toEqual([]);
  });
});

describe('the whole', () => {
  test.each<[Spec, string[], string?]>([
    [{ cni: { type: 'Calico', ipam: { type: 'AmazonVPC' } } }, ['cni.ipam.type: "AmazonVPC" does not go with the plugin Calico: expected Calico or HostLocal']],
    [{ cni: { type: 'AzureVNET' }, kubernetesProvider: 'EKS' }, ['cni.type: "AzureVNET" does not go with the provider EKS: expected the provider AKS, or none']],
    [{ ...EKS_VPC, ...network({ hostPorts: 'Enabled', multiInterfaceMode: 'None', containerIPForwarding: 'Disabled', bgp: 'Enabled' }) }, [
      'calicoNetwork.hostPorts: is supported with the Calico CNI plugin only: leave it out with the plugin AmazonVPC',
      'calicoNetwork.multiInterfaceMode: is supported with the Calico CNI plugin only: leave it out with the plugin AmazonVPC',
      'calicoNetwork.containerIPForwarding: is supported with the Calico CNI plugin only: leave it out with the plugin AmazonVPC',
      'calicoNetwork.bgp: needs the Calico CNI plugin: expected Disabled with the plugin AmazonVPC',
    ]],
    [network({ linuxPolicySetupTimeoutSeconds: -1 }), ['calicoNetwork.linuxPolicySetupTimeoutSeconds: -1 is negative: expected 0 or more']],
    [network({ linuxDataplane: 'Nftables', linuxPolicySetupTimeoutSeconds: 0 }),
      ['calicoNetwork.linuxPolicySetupTimeoutSeconds: is refused with Nftables by operator 1.38 (projectcalico/calico#10348): leave it out until Calico 3.31'], '3.30'],
    [network({ linuxDataplane: 'Nftables', bpfNetworkBootstrap: 'Enabled' }), ['calicoNetwork.bpfNetworkBootstrap: needs linuxDataplane BPF: expected Disabled, or no value']],
    [network({ linuxDataplane: 'BPF', ipPools: [IPV4, IPV6] }), [
      'calicoNetwork.nodeAddressAutodetectionV4: is missing: the BPF data plane needs it, since there is an IPv4 pool',
      'calicoNetwork.nodeAddressAutodetectionV6: is missing: the BPF data plane needs it, since there is an IPv6 pool',
    ]],
    [{ ...EKS_VPC, variant: 'TigeraSecureEnterprise', ...network({ linuxDataplane: 'VPP', hostPorts: 'Disabled', linuxPolicySetupTimeoutSeconds: 1 }) }, [
      'calicoNetwork.linuxPolicySetupTimeoutSeconds: is not supported with VPP: leave it out',
      'variant: "TigeraSecureEnterprise" is not supported with VPP: expected "Calico"',
      'cni.type: "AmazonVPC" is not supported with VPP: expected "Calico"',
      'calicoNetwork.bgp: is disabled, and VPP needs it: expected Enabled',
      'calicoNetwork.hostPorts: can\'t be disabled with VPP: expected Enabled',
    ]],
    [network({ nodeAddressAutodetectionV4: { firstFound: true, canReach: '8.8.8.8' }, nodeAddressAutodetectionV6: {} }), [
      'calicoNetwork.nodeAddressAutodetectionV4: has 2 methods: expected exactly one',
      'calicoNetwork.nodeAddressAutodetectionV6: has no method: expected exactly one',
    ]],
    [network({ nodeAddressAutodetectionV4: { cidrs: ['10.0.0.0'] } }),
      ['calicoNetwork.nodeAddressAutodetectionV4.cidrs[0]: "10.0.0.0" has no prefix length: did you mean "10.0.0.0/32"?']],
    [network({ mtu: 67 }), ['calicoNetwork.mtu: 67 is out of range: expected an integer from 68 to 65535']],
    [network({ sysctl: ['1', '2'].map(value => ({ key: 'net.ipv4.tcp_keepalive_time', value })) }),
      ['calicoNetwork.sysctl[1].key: "net.ipv4.tcp_keepalive_time" is that of sysctl[0] as well: expected each once']],
    [{ registry: 'registry.example.com' }, ['registry: "registry.example.com" has no "/" at its end: expected such as "registry.example.com/", or "UseDefault"']],
    [{ flexVolumePath: 'volumes', kubeletVolumePluginPath: '' }, [
      'flexVolumePath: "volumes" is not an absolute path: expected one, or "None"',
      'kubeletVolumePluginPath: "" is not an absolute path: expected one, or "None"',
    ]],
    [{ controlPlaneNodeSelector: { 'kubernetes.io/os': 'windows' } }, ['controlPlaneNodeSelector: kubernetes.io/os=windows is not supported: expected linux']],
    [{ controlPlaneReplicas: 0, nodeMetricsPort: 0, typhaMetricsPort: 65536 }, [
      'controlPlaneReplicas: 0 is out of range: expected an integer from 1 to 2147483647',
      'nodeMetricsPort: 0 is out of range: expected an integer from 1 to 65535',
      'typhaMetricsPort: 65536 is out of range: expected an integer from 1 to 65535',
    ]],
    [{ serviceCIDRs: ['10.96.0.0'] }, ['serviceCIDRs[0]: "10.96.0.0" has no prefix length: did you mean "10.96.0.0/32"?']],
    [network({ windowsDataplane: 'HNS', ipPools: [IPV4] }), [
      'serviceCIDRs: is missing: Calico for Windows needs the cluster\'s Service CIDRs',
      'calicoNetwork.ipPools[0].encapsulation: IPIP is not supported by Calico for Windows: expected VXLAN or None',
    ]],
  ])('%j', (...[spec, expected, version]) => {
    expect(problems(spec, version)).toEqual(expected);
  });
});
