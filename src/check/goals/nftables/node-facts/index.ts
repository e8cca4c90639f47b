import { externalIpArp, nodePortAddresses } from './addresses';
import { conntrackInvalid, nodePortLocalhost } from './counters';
import { NodeDecision } from './decision';
import { forwardPolicy, healthCheckNodePort, hostFirewallInput } from './firewalls';
import { calicoNftSegfault, nodeKernelModules, nodeKernelTooOld, nodeNftWithoutJson, nodeOsNftVersion } from './kernel';
import { nodeKubeProxyMode, nodeKubeProxySyncs } from './kube-proxy';
import { calicoHostPorts, calicoTailscale, ipForwardSysctl, iptablesLeftovers, ipvsLeftovers, ipvsTools, lvsUsers } from './leftovers';

/** How facts of nodes decide what a rule finds, by the rule's id. */
export const DECISIONS: Readonly<Record<string, NodeDecision>> = {
  'calico-host-ports': calicoHostPorts,
  'calico-nft-segfault': calicoNftSegfault,
  'calico-tailscale': calicoTailscale,
  'conntrack-invalid': conntrackInvalid,
  'external-ip-arp': externalIpArp,
  'forward-policy': forwardPolicy,
  'health-check-node-port': healthCheckNodePort,
  'host-firewall-input': hostFirewallInput,
  'ip-forward-sysctl': ipForwardSysctl,
  'iptables-leftovers': iptablesLeftovers,
  'ipvs-leftovers': ipvsLeftovers,
  'ipvs-tools': ipvsTools,
  'lvs-users': lvsUsers,
  'node-kernel-modules': nodeKernelModules,
  'node-kernel-too-old': nodeKernelTooOld,
  'node-kube-proxy-mode': nodeKubeProxyMode,
  'node-kube-proxy-syncs': nodeKubeProxySyncs,
  'node-nft-without-json': nodeNftWithoutJson,
  'node-os-nft-version': nodeOsNftVersion,
  'node-port-addresses': nodePortAddresses,
  'node-port-localhost': nodePortLocalhost,
};
