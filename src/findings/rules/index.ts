import { awsVpcCniCalicoEbpf } from './aws-vpc-cni-calico-ebpf';
import { awsVpcCniConnmark } from './aws-vpc-cni-connmark';
import { calicoDataplane } from './calico-dataplane';
import { calicoEbpf } from './calico-ebpf';
import { calicoEbpfIpvs } from './calico-ebpf-ipvs';
import { calicoFelixEnvironment } from './calico-felix-environment';
import { calicoHostPorts } from './calico-host-ports';
import { calicoIpSets } from './calico-ip-sets';
import { calicoLeftoverRules } from './calico-leftover-rules';
import { calicoNftSegfault } from './calico-nft-segfault';
import { calicoPolicySetupTimeout } from './calico-policy-setup-timeout';
import { calicoTailscale } from './calico-tailscale';
import { calicoVersion } from './calico-version';
import { ciliumReplacesKubeProxy } from './cilium-replaces-kube-proxy';
import { externalIpArp } from './external-ip-arp';
import { externalIpOnNode } from './external-ip-on-node';
import { externalIpPorts } from './external-ip-ports';
import { externalTrafficPolicyLocal } from './external-traffic-policy-local';
import { healthCheckNodePort } from './health-check-node-port';
import { internalTrafficPolicyLocal } from './internal-traffic-policy-local';
import { ipvsExcludeCidrs } from './ipvs-exclude-cidrs';
import { ipvsScheduler } from './ipvs-scheduler';
import { ipvsStrictArp } from './ipvs-strict-arp';
import { ipvsTimeouts } from './ipvs-timeouts';
import { loadBalancerSourceRanges } from './load-balancer-source-ranges';
import { lvsUsers } from './lvs-users';
import { masqueradeAll } from './masquerade-all';
import { masqueradeBit } from './masquerade-bit';
import { noEndpointsHost } from './no-endpoints-host';
import { nodeKernelTooOld } from './node-kernel-too-old';
import { nodeLocalDns } from './node-local-dns';
import { nodePortAddresses } from './node-port-addresses';
import { nodePortLinkLocal } from './node-port-link-local';
import { nodePortLocalhost } from './node-port-localhost';
import { serviceCommentTooLong } from './service-comment-too-long';
import { serviceFrontendConflict } from './service-frontend-conflict';
import { serviceScale } from './service-scale';
import { sessionAffinityFrontends } from './session-affinity-frontends';
import { sessionAffinityState } from './session-affinity-state';
import { syncPeriods } from './sync-periods';
import { udpServices } from './udp-services';
import { unusedClusterIpPorts } from './unused-cluster-ip-ports';
import { Rule } from '../rule';

/** All rules, by id. */
export const RULES: readonly Rule[] = [
  awsVpcCniCalicoEbpf,
  awsVpcCniConnmark,
  calicoDataplane,
  calicoEbpf,
  calicoEbpfIpvs,
  calicoFelixEnvironment,
  calicoHostPorts,
  calicoIpSets,
  calicoLeftoverRules,
  calicoNftSegfault,
  calicoPolicySetupTimeout,
  calicoTailscale,
  calicoVersion,
  ciliumReplacesKubeProxy,
  externalIpArp,
  externalIpOnNode,
  externalIpPorts,
  externalTrafficPolicyLocal,
  healthCheckNodePort,
  internalTrafficPolicyLocal,
  ipvsExcludeCidrs,
  ipvsScheduler,
  ipvsStrictArp,
  ipvsTimeouts,
  loadBalancerSourceRanges,
  lvsUsers,
  masqueradeAll,
  masqueradeBit,
  noEndpointsHost,
  nodeKernelTooOld,
  nodeLocalDns,
  nodePortAddresses,
  nodePortLinkLocal,
  nodePortLocalhost,
  serviceCommentTooLong,
  serviceFrontendConflict,
  serviceScale,
  sessionAffinityFrontends,
  sessionAffinityState,
  syncPeriods,
  udpServices,
  unusedClusterIpPorts,
];
