import { isPlainObject } from '../../../base/objects/fields';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { autodetectionOf, takesAnyAddress } from '../../goals/cilium/calico-autodetection';
import { CiliumRule } from '../../goals/cilium/rule';

/** What the finding about the addresses of nodes says. */
export const ADDRESS_OF_CILIUM = 'Calico may take an address of Cilium for that of a node.';

export const ciliumMigrationCalico: CiliumRule = {
  id: 'cilium-migration-calico',
  title: 'Calico that does not let Cilium run beside it',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'Calico takes the first address that it finds for a node\'s own unless it is told otherwise: beside Cilium that can be one of cilium_host, and BGP and VXLAN break. Its eBPF data plane '
    + 'bypasses the routes of Linux, by which pods of the two plugins reach each other.',
  remediation: 'Set nodeAddressAutodetectionV4, and V6 where pods have IPv6, to {kubernetes: NodeInternalIP} without any other method in the Installation; with manifests, set IP_AUTODETECTION_METHOD of calico-node to '
    + 'kubernetes-internal-ip. Leave the eBPF data plane before Cilium is installed.',
  references: ['https://github.com/cilium/cilium/issues/31273', 'https://docs.cilium.io/en/stable/installation/k8s-install-migration/'],
  * check({ cluster, installations }) {
    if (installations.length === 0) return;
    const { calicoInstallation } = cluster;
    const spec = calicoInstallation?.object.spec;
    const network = isPlainObject(spec) && isPlainObject(spec.calicoNetwork) ? spec.calicoNetwork : {};
    yield* whereAny(autodetectionOf(cluster).filter(takesAnyAddress).map(({ object, field }) => ({ object, detail: `${field}: may take an address of cilium_host; expected ${calicoInstallation ? '{kubernetes: NodeInternalIP} alone' : 'kubernetes-internal-ip'}` })), {
      message: ADDRESS_OF_CILIUM,
    });
    yield* whereAny(calicoInstallation && network.linuxDataplane === 'BPF' ? [{ object: calicoInstallation.reference, detail: 'spec.calicoNetwork.linuxDataplane: BPF; expected Iptables or Nftables' }] : [], {
      message: 'Calico\'s eBPF data plane keeps pods of the two plugins from reaching each other.',
    });
  },
};
