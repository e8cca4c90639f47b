import { conntrackInvalid } from './conntrack-invalid';
import { forwardPolicy } from './forward-policy';
import { healthCheckNodePort } from './health-check-node-port';
import { hostFirewallInput } from './host-firewall-input';
import { inputIncomplete } from './input-incomplete';
import { interfaceDetector } from './interface-detector';
import { ipForwardSysctl } from './ip-forward-sysctl';
import { iptablesDefaultMode } from './iptables-default-mode';
import { iptablesLeftovers } from './iptables-leftovers';
import { ipvsConnections } from './ipvs-connections';
import { ipvsDeprecation } from './ipvs-deprecation';
import { ipvsLeftovers } from './ipvs-leftovers';
import { ipvsScheduler } from './ipvs-scheduler';
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
import { localDetectorMissing } from './local-detector-missing';
import { nodeKernelModules } from './node-kernel-modules';
import { nodeKernelTooOld } from './node-kernel-too-old';
import { nodeNftWithoutJson } from './node-nft-without-json';
import { nodeOsNftVersion } from './node-os-nft-version';
import { nodeWindows } from './node-windows';
import { podCidrMissing } from './pod-cidr-missing';
import { Rule } from '../rule';

/** All rules, by id. */
export const RULES: readonly Rule[] = [
  conntrackInvalid,
  forwardPolicy,
  healthCheckNodePort,
  hostFirewallInput,
  inputIncomplete,
  interfaceDetector,
  ipForwardSysctl,
  iptablesDefaultMode,
  iptablesLeftovers,
  ipvsConnections,
  ipvsDeprecation,
  ipvsLeftovers,
  ipvsScheduler,
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
  localDetectorMissing,
  nodeKernelModules,
  nodeKernelTooOld,
  nodeNftWithoutJson,
  nodeOsNftVersion,
  nodeWindows,
  podCidrMissing,
];
