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
import { conntrackInvalid } from './conntrack-invalid';
import { externalIpArp } from './external-ip-arp';
import { externalIpOnNode } from './external-ip-on-node';
import { externalIpPorts } from './external-ip-ports';
import { externalTrafficPolicyLocal } from './external-traffic-policy-local';
import { forwardPolicy } from './forward-policy';
import { healthCheckNodePort } from './health-check-node-port';
import { hostFirewallInput } from './host-firewall-input';
import { inputIncomplete } from './input-incomplete';
import { interfaceDetector } from './interface-detector';
import { internalTrafficPolicyLocal } from './internal-traffic-policy-local';
import { ipForwardSysctl } from './ip-forward-sysctl';
import { iptablesDefaultMode } from './iptables-default-mode';
import { iptablesLeftovers } from './iptables-leftovers';
import { ipvsConnections } from './ipvs-connections';
import { ipvsDeprecation } from './ipvs-deprecation';
import { ipvsExcludeCidrs } from './ipvs-exclude-cidrs';
import { ipvsLeftovers } from './ipvs-leftovers';
import { ipvsScheduler } from './ipvs-scheduler';
import { ipvsStrictArp } from './ipvs-strict-arp';
import { ipvsTimeouts } from './ipvs-timeouts';
import { ipvsTools } from './ipvs-tools';
import { kubeProxyCommandLine } from './kube-proxy-command-line';
import { kubeProxyConfigurationProblems } from './kube-proxy-configuration-problems';
import { kubeProxyDisabled } from './kube-proxy-disabled';
import { kubeProxyImageVersion } from './kube-proxy-image-version';
import { kubeProxyManagedElsewhere } from './kube-proxy-managed-elsewhere';
import { kubeProxyModulesMount } from './kube-proxy-modules-mount';
import { kubeProxyNftablesAvailability } from './kube-proxy-nftables-availability';
import { kubeadmProxyDisabled } from './kubeadm-proxy-disabled';
import { kubeadmUpgradeResetsMode } from './kubeadm-upgrade-resets-mode';
import { loadBalancerSourceRanges } from './load-balancer-source-ranges';
import { localDetectorMissing } from './local-detector-missing';
import { lvsUsers } from './lvs-users';
import { masqueradeAll } from './masquerade-all';
import { masqueradeBit } from './masquerade-bit';
import { noEndpointsHost } from './no-endpoints-host';
import { nodeKernelModules } from './node-kernel-modules';
import { nodeKernelTooOld } from './node-kernel-too-old';
import { nodeLocalDns } from './node-local-dns';
import { nodeNftWithoutJson } from './node-nft-without-json';
import { nodeOsNftVersion } from './node-os-nft-version';
import { nodePortAddresses } from './node-port-addresses';
import { nodePortLinkLocal } from './node-port-link-local';
import { nodePortLocalhost } from './node-port-localhost';
import { nodeWindows } from './node-windows';
import { podCidrMissing } from './pod-cidr-missing';
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
  conntrackInvalid,
  externalIpArp,
  externalIpOnNode,
  externalIpPorts,
  externalTrafficPolicyLocal,
  forwardPolicy,
  healthCheckNodePort,
  hostFirewallInput,
  inputIncomplete,
  interfaceDetector,
  internalTrafficPolicyLocal,
  ipForwardSysctl,
  iptablesDefaultMode,
  iptablesLeftovers,
  ipvsConnections,
  ipvsDeprecation,
  ipvsExcludeCidrs,
  ipvsLeftovers,
  ipvsScheduler,
  ipvsStrictArp,
  ipvsTimeouts,
  ipvsTools,
  kubeProxyCommandLine,
  kubeProxyConfigurationProblems,
  kubeProxyDisabled,
  kubeProxyImageVersion,
  kubeProxyManagedElsewhere,
  kubeProxyModulesMount,
  kubeProxyNftablesAvailability,
  kubeadmProxyDisabled,
  kubeadmUpgradeResetsMode,
  loadBalancerSourceRanges,
  localDetectorMissing,
  lvsUsers,
  masqueradeAll,
  masqueradeBit,
  noEndpointsHost,
  nodeKernelModules,
  nodeKernelTooOld,
  nodeLocalDns,
  nodeNftWithoutJson,
  nodeOsNftVersion,
  nodePortAddresses,
  nodePortLinkLocal,
  nodePortLocalhost,
  nodeWindows,
  podCidrMissing,
  serviceCommentTooLong,
  serviceFrontendConflict,
  serviceScale,
  sessionAffinityFrontends,
  sessionAffinityState,
  syncPeriods,
  udpServices,
  unusedClusterIpPorts,
];
