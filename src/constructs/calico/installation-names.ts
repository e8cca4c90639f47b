import { CalicoInstallationProps } from './installation-props';
import { PropertyNames } from '../props/known-properties';

/** All that can be said of an Installation. */
export const INSTALLATION_PROPERTIES: PropertyNames<CalicoInstallationProps> = {
  calicoVersion: true,
  operatorVersion: true,
  ipPools: true,
  bgp: true,
  clusterRoutingMode: true,
  mtu: true,
  nodeAddressAutodetectionV4: true,
  nodeAddressAutodetectionV6: true,
  hostPorts: true,
  multiInterfaceMode: true,
  containerIpForwarding: true,
  podInterfaceType: true,
  sysctl: true,
  policySetupTimeout: true,
  variant: true,
  registry: true,
  imagePath: true,
  imagePrefix: true,
  imagePullSecrets: true,
  kubernetesProvider: true,
  cni: true,
  flexVolumePath: true,
  nodeMetricsPort: true,
  typhaMetricsPort: true,
  controlPlaneReplicas: true,
  serviceCidrs: true,
  extraSpec: true,
  metadata: true,
};
