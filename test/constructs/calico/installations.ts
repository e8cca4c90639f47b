import { App, Chart, Duration, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import {
  CalicoAssignmentMode, CalicoCniPlugin, CalicoEncapsulation, CalicoInstallationProps, CalicoIpamPlugin, CalicoIpPoolUse, CalicoKubernetesProvider,
  CalicoMultiInterfaceMode, CalicoNodeAddressAutodetection, CalicoVariant,
} from '../../../src';

export const chart = (namespace?: string) => new Chart(new App(), 'test', { namespace });

export const synth = (construct: Construct): any[] => Testing.synth(Chart.of(construct));

/** Every property that Calico 3.29 has. */
export const EVERYTHING: Omit<CalicoInstallationProps, 'calicoVersion'> = {
  ipPools: [
    {
      cidr: '10.244.0.0/16',
      name: 'pods',
      encapsulation: CalicoEncapsulation.VXLAN_CROSS_SUBNET,
      natOutgoing: true,
      nodeSelector: '!has(edge)',
      blockSize: 25,
      disableBgpExport: true,
      disableNewAllocations: false,
      allowedUses: [CalicoIpPoolUse.WORKLOAD, CalicoIpPoolUse.TUNNEL],
    },
    { cidr: 'fd00:10:244::/56', encapsulation: CalicoEncapsulation.NONE, natOutgoing: false, blockSize: 120 },
  ],
  bgp: true,
  mtu: 1440,
  nodeAddressAutodetectionV4: CalicoNodeAddressAutodetection.kubernetesInternalIp(),
  nodeAddressAutodetectionV6: CalicoNodeAddressAutodetection.cidrs('fd00:192::/64'),
  hostPorts: false,
  multiInterfaceMode: CalicoMultiInterfaceMode.NONE,
  containerIpForwarding: true,
  sysctl: { 'net.ipv4.tcp_keepalive_time': '600', 'net.ipv4.tcp_keepalive_intvl': '15' },
  variant: CalicoVariant.CALICO,
  registry: 'registry.example.com/',
  imagePath: 'mirror/calico',
  imagePrefix: 'our-',
  imagePullSecrets: ['pull-secret'],
  kubernetesProvider: CalicoKubernetesProvider.RKE2,
  cni: { plugin: CalicoCniPlugin.CALICO, ipam: CalicoIpamPlugin.CALICO },
  flexVolumePath: 'None',
  nodeMetricsPort: 9091,
  typhaMetricsPort: 9093,
  controlPlaneReplicas: 3,
  serviceCidrs: ['10.96.0.0/12', 'fd00:10:96::/112'],
  extraSpec: {
    nodeUpdateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '10%' } },
    typhaDeployment: { spec: { template: { spec: { nodeSelector: { infra: 'true' } } } } },
    calicoNodeDaemonSet: { spec: { template: { spec: { containers: [{ name: 'calico-node', resources: { requests: { cpu: '250m' } } }] } } } },
    calicoNetwork: { windowsDataplane: 'Disabled' },
  },
};

/** And what 3.30 adds. */
export const EVERYTHING_FROM_30 = {
  ...EVERYTHING,
  ipPools: [
    { ...EVERYTHING.ipPools![0], assignmentMode: CalicoAssignmentMode.AUTOMATIC },
    { ...EVERYTHING.ipPools![1], assignmentMode: CalicoAssignmentMode.MANUAL },
  ],
};

/** And what 3.31 adds. */
export const EVERYTHING_FROM_31 = {
  ...EVERYTHING_FROM_30,
  kubernetesProvider: CalicoKubernetesProvider.KIND,
  cni: { ...EVERYTHING.cni!, binDir: '/opt/cni/bin', confDir: '/etc/cni/net.d' },
  policySetupTimeout: Duration.seconds(10),
};
