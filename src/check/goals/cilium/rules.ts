import { CiliumRule } from './rule';
import { ciliumAgentRefuses } from '../../rules/cilium/cilium-agent-refuses';
import { ciliumApiServerAddress } from '../../rules/cilium/cilium-api-server-address';
import { ciliumEncryptionGaps } from '../../rules/cilium/cilium-encryption-gaps';
import { ciliumGatewayApi } from '../../rules/cilium/cilium-gateway-api';
import { ciliumHealthCheckPort } from '../../rules/cilium/cilium-health-check-port';
import { ciliumHubbleCertificates } from '../../rules/cilium/cilium-hubble-certificates';
import { ciliumHubbleL7 } from '../../rules/cilium/cilium-hubble-l7';
import { ciliumIpsecSecret } from '../../rules/cilium/cilium-ipsec-secret';
import { ciliumIstio } from '../../rules/cilium/cilium-istio';
import { ciliumKernel } from '../../rules/cilium/cilium-kernel';
import { ciliumKubeProxyRemains } from '../../rules/cilium/cilium-kube-proxy-remains';
import { ciliumMigrationAddresses } from '../../rules/cilium/cilium-migration-addresses';
import { ciliumMigrationCalico } from '../../rules/cilium/cilium-migration-calico';
import { ciliumMigrationClusterCidr } from '../../rules/cilium/cilium-migration-cluster-cidr';
import { ciliumMigrationNodeConfig } from '../../rules/cilium/cilium-migration-node-config';
import { ciliumMigrationPolicies } from '../../rules/cilium/cilium-migration-policies';
import { ciliumMigrationValues } from '../../rules/cilium/cilium-migration-values';
import { ciliumNetworkObjects } from '../../rules/cilium/cilium-network-objects';
import { ciliumNodeConfig } from '../../rules/cilium/cilium-node-config';
import { ciliumNodePortRange } from '../../rules/cilium/cilium-node-port-range';
import { ciliumOperatorReplicas } from '../../rules/cilium/cilium-operator-replicas';
import { ciliumPodCidr } from '../../rules/cilium/cilium-pod-cidr';
import { ciliumPolicyInvalid } from '../../rules/cilium/cilium-policy-invalid';
import { ciliumPolicySurprises } from '../../rules/cilium/cilium-policy-surprises';
import { ciliumServiceBehavior } from '../../rules/cilium/cilium-service-behavior';
import { ciliumServiceMonitors } from '../../rules/cilium/cilium-service-monitors';
import { ciliumValuesIgnored } from '../../rules/cilium/cilium-values-ignored';
import { ciliumValuesRefused } from '../../rules/cilium/cilium-values-refused';
import { ciliumWindows } from '../../rules/cilium/cilium-windows';

/** All rules, by id. */
export const CILIUM_RULES: readonly CiliumRule[] = [
  ciliumAgentRefuses,
  ciliumApiServerAddress,
  ciliumEncryptionGaps,
  ciliumGatewayApi,
  ciliumHealthCheckPort,
  ciliumHubbleCertificates,
  ciliumHubbleL7,
  ciliumIpsecSecret,
  ciliumIstio,
  ciliumKernel,
  ciliumKubeProxyRemains,
  ciliumMigrationAddresses,
  ciliumMigrationCalico,
  ciliumMigrationClusterCidr,
  ciliumMigrationNodeConfig,
  ciliumMigrationPolicies,
  ciliumMigrationValues,
  ciliumNetworkObjects,
  ciliumNodeConfig,
  ciliumNodePortRange,
  ciliumOperatorReplicas,
  ciliumPodCidr,
  ciliumPolicyInvalid,
  ciliumPolicySurprises,
  ciliumServiceBehavior,
  ciliumServiceMonitors,
  ciliumValuesIgnored,
  ciliumValuesRefused,
  ciliumWindows,
];
