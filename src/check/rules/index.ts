import { calicoDataplane } from './calico/calico-dataplane';
import { calicoEbpf } from './calico/calico-ebpf';
import { calicoEbpfIpvs } from './calico/calico-ebpf-ipvs';
import { calicoFelixEnvironment } from './calico/calico-felix-environment';
import { calicoHostPorts } from './calico/calico-host-ports';
import { calicoIpSets } from './calico/calico-ip-sets';
import { calicoLeftoverRules } from './calico/calico-leftover-rules';
import { calicoNftSegfault } from './calico/calico-nft-segfault';
import { calicoPolicySetupTimeout } from './calico/calico-policy-setup-timeout';
import { calicoTailscale } from './calico/calico-tailscale';
import { calicoVersion } from './calico/calico-version';
import { inputIncomplete } from './input/input-incomplete';
import { interfaceDetector } from './kube-proxy/interface-detector';
import { iptablesDefaultMode } from './kube-proxy/iptables-default-mode';
import { ipvsDeprecation } from './kube-proxy/ipvs-deprecation';
import { ipvsExcludeCidrs } from './kube-proxy/ipvs-exclude-cidrs';
import { ipvsScheduler } from './kube-proxy/ipvs-scheduler';
import { ipvsStrictArp } from './kube-proxy/ipvs-strict-arp';
import { ipvsTimeouts } from './kube-proxy/ipvs-timeouts';
import { kubeProxyCommandLine } from './kube-proxy/kube-proxy-command-line';
import { kubeProxyConfigurationProblems } from './kube-proxy/kube-proxy-configuration-problems';
import { kubeProxyDisabled } from './kube-proxy/kube-proxy-disabled';
import { kubeProxyImageVersion } from './kube-proxy/kube-proxy-image-version';
import { kubeProxyManagedElsewhere } from './kube-proxy/kube-proxy-managed-elsewhere';
import { kubeProxyModulesMount } from './kube-proxy/kube-proxy-modules-mount';
import { kubeProxyNftablesAvailability } from './kube-proxy/kube-proxy-nftables-availability';
import { localDetectorMissing } from './kube-proxy/local-detector-missing';
import { masqueradeAll } from './kube-proxy/masquerade-all';
import { masqueradeBit } from './kube-proxy/masquerade-bit';
import { nodePortAddresses } from './kube-proxy/node-port-addresses';
import { nodePortLocalhost } from './kube-proxy/node-port-localhost';
import { syncPeriods } from './kube-proxy/sync-periods';
import { kubeadmProxyDisabled } from './kubeadm/kubeadm-proxy-disabled';
import { kubeadmUpgradeResetsMode } from './kubeadm/kubeadm-upgrade-resets-mode';
import { awsVpcCniCalicoEbpf } from './network/aws-vpc-cni-calico-ebpf';
import { awsVpcCniConnmark } from './network/aws-vpc-cni-connmark';
import { ciliumReplacesKubeProxy } from './network/cilium-replaces-kube-proxy';
import { lvsUsers } from './network/lvs-users';
import { nodeLocalDns } from './network/node-local-dns';
import { conntrackInvalid } from './node/conntrack-invalid';
import { forwardPolicy } from './node/forward-policy';
import { hostFirewallInput } from './node/host-firewall-input';
import { ipForwardSysctl } from './node/ip-forward-sysctl';
import { iptablesLeftovers } from './node/iptables-leftovers';
import { ipvsLeftovers } from './node/ipvs-leftovers';
import { ipvsTools } from './node/ipvs-tools';
import { nodeKernelModules } from './node/node-kernel-modules';
import { nodeKernelTooOld } from './node/node-kernel-too-old';
import { nodeNftWithoutJson } from './node/node-nft-without-json';
import { nodeOsNftVersion } from './node/node-os-nft-version';
import { nodeWindows } from './node/node-windows';
import { podCidrMissing } from './node/pod-cidr-missing';
import { externalIpArp } from './service/external-ip-arp';
import { externalIpOnNode } from './service/external-ip-on-node';
import { externalIpPorts } from './service/external-ip-ports';
import { externalTrafficPolicyLocal } from './service/external-traffic-policy-local';
import { healthCheckNodePort } from './service/health-check-node-port';
import { internalTrafficPolicyLocal } from './service/internal-traffic-policy-local';
import { ipvsConnections } from './service/ipvs-connections';
import { loadBalancerSourceRanges } from './service/load-balancer-source-ranges';
import { noEndpointsHost } from './service/no-endpoints-host';
import { nodePortLinkLocal } from './service/node-port-link-local';
import { serviceCommentTooLong } from './service/service-comment-too-long';
import { serviceFrontendConflict } from './service/service-frontend-conflict';
import { serviceScale } from './service/service-scale';
import { sessionAffinityFrontends } from './service/session-affinity-frontends';
import { sessionAffinityState } from './service/session-affinity-state';
import { udpServices } from './service/udp-services';
import { unusedClusterIpPorts } from './service/unused-cluster-ip-ports';
import { Rule } from '../findings/rule';

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
