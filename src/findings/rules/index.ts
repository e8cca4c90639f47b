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
import { healthCheckNodePort } from './health-check-node-port';
import { ipvsExcludeCidrs } from './ipvs-exclude-cidrs';
import { ipvsScheduler } from './ipvs-scheduler';
import { ipvsStrictArp } from './ipvs-strict-arp';
import { lvsUsers } from './lvs-users';
import { nodeKernelTooOld } from './node-kernel-too-old';
import { nodeLocalDns } from './node-local-dns';
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
  healthCheckNodePort,
  ipvsExcludeCidrs,
  ipvsScheduler,
  ipvsStrictArp,
  lvsUsers,
  nodeKernelTooOld,
  nodeLocalDns,
];
