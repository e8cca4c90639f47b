import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { CiliumRule } from '../../goals/cilium/rule';

/** Calico's annotations of addresses, with what Cilium has for each. */
const ANNOTATIONS: Readonly<Record<string, string>> = {
  'cni.projectcalico.org/ipAddrs': 'fixed addresses have no counterpart',
  'cni.projectcalico.org/ipAddrsNoIpam': 'fixed addresses have no counterpart',
  'cni.projectcalico.org/floatingIPs': 'floating addresses have no counterpart',
  'cni.projectcalico.org/ipv4pools': 'use ipam.mode multi-pool and ipam.cilium.io/ip-pool',
  'cni.projectcalico.org/ipv6pools': 'use ipam.mode multi-pool and ipam.cilium.io/ip-pool',
};

export const ciliumMigrationAddresses: CiliumRule = {
  id: 'cilium-migration-addresses',
  title: 'Addresses that are asked of Calico',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.MANIFEST,
  description: 'Annotations of Calico give pods fixed or floating addresses, or those of a pool. Cilium does not read them.',
  remediation: 'Replace pools by CiliumPodIPPools, and fixed addresses by names or Services, before the nodes of these pods move.',
  references: ['https://docs.cilium.io/en/stable/network/concepts/ipam/multi-pool/'],
  * check({ cluster, installations }) {
    if (installations.length === 0) return;
    yield* whereAny([...cluster.workloads.values()].flatMap(workload => Object.keys(ANNOTATIONS)
      .filter(name => workload.podAnnotations[name] !== undefined || workload.annotations[name] !== undefined)
      .map(name => ({ object: workload, detail: `${name}: ${ANNOTATIONS[name]}` }))), { message: 'Cilium does not read the addresses that pods ask of Calico.' });
  },
};
