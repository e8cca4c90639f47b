import { NftablesRule } from './rule';
import { calicoDataplane } from '../../rules/calico/calico-dataplane';
import { calicoEbpf } from '../../rules/calico/calico-ebpf';
import { calicoEbpfIpvs } from '../../rules/calico/calico-ebpf-ipvs';
import { calicoFelixEnvironment } from '../../rules/calico/calico-felix-environment';
import { calicoHostPorts } from '../../rules/calico/calico-host-ports';
import { calicoIpSets } from '../../rules/calico/calico-ip-sets';
import { calicoLeftoverRules } from '../../rules/calico/calico-leftover-rules';
import { calicoNftSegfault } from '../../rules/calico/calico-nft-segfault';
import { calicoPolicySetupTimeout } from '../../rules/calico/calico-policy-setup-timeout';
import { calicoTailscale } from '../../rules/calico/calico-tailscale';
import { calicoVersion } from '../../rules/calico/calico-version';
import { distributionNotReady } from '../../rules/distribution/distribution-not-ready';
import { distributionSettingsLost } from '../../rules/distribution/distribution-settings-lost';
import { distributionSideEffects } from '../../rules/distribution/distribution-side-effects';
import { inputIncomplete } from '../../rules/input/input-incomplete';
import { interfaceDetector } from '../../rules/kube-proxy/interface-detector';
import { iptablesDefaultMode } from '../../rules/kube-proxy/iptables-default-mode';
import { ipvsDeprecation } from '../../rules/kube-proxy/ipvs-deprecation';
import { ipvsExcludeCidrs } from '../../rules/kube-proxy/ipvs-exclude-cidrs';
import { ipvsScheduler } from '../../rules/kube-proxy/ipvs-scheduler';
import { ipvsStrictArp } from '../../rules/kube-proxy/ipvs-strict-arp';
import { ipvsTimeouts } from '../../rules/kube-proxy/ipvs-timeouts';
import { kubeProxyCommandLine } from '../../rules/kube-proxy/kube-proxy-command-line';
import { kubeProxyConfigurationProblems } from '../../rules/kube-proxy/kube-proxy-configuration-problems';
import { kubeProxyDisabled } from '../../rules/kube-proxy/kube-proxy-disabled';
import { kubeProxyImageVersion } from '../../rules/kube-proxy/kube-proxy-image-version';
import { kubeProxyManagedElsewhere } from '../../rules/kube-proxy/kube-proxy-managed-elsewhere';
import { kubeProxyModulesMount } from '../../rules/kube-proxy/kube-proxy-modules-mount';
import { kubeProxyNftablesAvailability } from '../../rules/kube-proxy/kube-proxy-nftables-availability';
import { localDetectorMissing } from '../../rules/kube-proxy/local-detector-missing';
import { masqueradeAll } from '../../rules/kube-proxy/masquerade-all';
import { masqueradeBit } from '../../rules/kube-proxy/masquerade-bit';
import { nodePortAddresses } from '../../rules/kube-proxy/node-port-addresses';
import { nodePortLocalhost } from '../../rules/kube-proxy/node-port-localhost';
import { syncPeriods } from '../../rules/kube-proxy/sync-periods';
import { kubeadmProxyDisabled } from '../../rules/kubeadm/kubeadm-proxy-disabled';
import { kubeadmUpgradeResetsMode } from '../../rules/kubeadm/kubeadm-upgrade-resets-mode';
import { antreaReplacesKubeProxy } from '../../rules/network/antrea-replaces-kube-proxy';
import { awsVpcCniCalicoEbpf } from '../../rules/network/aws-vpc-cni-calico-ebpf';
import { awsVpcCniConnmark } from '../../rules/network/aws-vpc-cni-connmark';
import { ciliumReplacesKubeProxy } from '../../rules/network/cilium-replaces-kube-proxy';
import { flannelIptables } from '../../rules/network/flannel-iptables';
import { istioNativeNftables } from '../../rules/network/istio-native-nftables';
import { lvsUsers } from '../../rules/network/lvs-users';
import { nodeLocalDns } from '../../rules/network/node-local-dns';
import { ovnKubernetesReplacesKubeProxy } from '../../rules/network/ovn-kubernetes-replaces-kube-proxy';
import { conntrackInvalid } from '../../rules/node/conntrack-invalid';
import { forwardPolicy } from '../../rules/node/forward-policy';
import { hostFirewallInput } from '../../rules/node/host-firewall-input';
import { ipForwardSysctl } from '../../rules/node/ip-forward-sysctl';
import { iptablesLeftovers } from '../../rules/node/iptables-leftovers';
import { ipvsLeftovers } from '../../rules/node/ipvs-leftovers';
import { ipvsTools } from '../../rules/node/ipvs-tools';
import { nftablesFlush } from '../../rules/node/nftables-flush';
import { nodeKernelModules } from '../../rules/node/node-kernel-modules';
import { nodeKernelTooOld } from '../../rules/node/node-kernel-too-old';
import { nodeKubeProxyMode } from '../../rules/node/node-kube-proxy-mode';
import { nodeKubeProxySyncs } from '../../rules/node/node-kube-proxy-syncs';
import { nodeNftWithoutJson } from '../../rules/node/node-nft-without-json';
import { nodeOsNftVersion } from '../../rules/node/node-os-nft-version';
import { nodeWindows } from '../../rules/node/node-windows';
import { podCidrMissing } from '../../rules/node/pod-cidr-missing';
import { externalIpArp } from '../../rules/service/external-ip-arp';
import { externalIpOnNode } from '../../rules/service/external-ip-on-node';
import { externalIpPorts } from '../../rules/service/external-ip-ports';
import { externalTrafficPolicyLocal } from '../../rules/service/external-traffic-policy-local';
import { healthCheckNodePort } from '../../rules/service/health-check-node-port';
import { internalTrafficPolicyLocal } from '../../rules/service/internal-traffic-policy-local';
import { ipvsConnections } from '../../rules/service/ipvs-connections';
import { loadBalancerSourceRanges } from '../../rules/service/load-balancer-source-ranges';
import { noEndpointsHost } from '../../rules/service/no-endpoints-host';
import { nodePortLinkLocal } from '../../rules/service/node-port-link-local';
import { serviceCommentTooLong } from '../../rules/service/service-comment-too-long';
import { serviceFrontendConflict } from '../../rules/service/service-frontend-conflict';
import { serviceScale } from '../../rules/service/service-scale';
import { sessionAffinityFrontends } from '../../rules/service/session-affinity-frontends';
import { sessionAffinityState } from '../../rules/service/session-affinity-state';
import { udpServices } from '../../rules/service/udp-services';
import { unusedClusterIpPorts } from '../../rules/service/unused-cluster-ip-ports';

/** All rules, by id. */
export const RULES: readonly NftablesRule[] = [
  antreaReplacesKubeProxy,
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
  distributionNotReady,
  distributionSettingsLost,
  distributionSideEffects,
  externalIpArp,
  externalIpOnNode,
  externalIpPorts,
  externalTrafficPolicyLocal,
  flannelIptables,
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
  istioNativeNftables,
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
  nftablesFlush,
  noEndpointsHost,
  nodeKernelModules,
  nodeKernelTooOld,
  nodeKubeProxyMode,
  nodeKubeProxySyncs,
  nodeLocalDns,
  nodeNftWithoutJson,
  nodeOsNftVersion,
  nodePortAddresses,
  nodePortLinkLocal,
  nodePortLocalhost,
  nodeWindows,
  ovnKubernetesReplacesKubeProxy,
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
