import { isPlainObject } from '../../../base/objects/fields';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { CiliumRule } from '../../goals/cilium/rule';

export const ciliumMigrationCalico: CiliumRule = {
  id: 'cilium-migration-calico',
  title: 'Calico that does not let Cilium run beside it',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'Calico takes the first address that it finds for a node\'s own unless it is told otherwise: beside Cilium that can be one of cilium_host, and BGP and VXLAN break. Its eBPF data plane '
    + 'bypasses the routes of Linux, by which pods of the two plugins reach each other.',
  remediation: 'Set nodeAddressAutodetectionV4 to {kubernetes: NodeInternalIP} without firstFound in the Installation, and leave the eBPF data plane before Cilium is installed.',
  references: ['https://github.com/cilium/cilium/issues/31273', 'https://docs.cilium.io/en/stable/installation/k8s-install-migration/'],
  * check({ cluster: { calicoInstallation }, installations }) {
    const spec = calicoInstallation?.object.spec;
    if (!calicoInstallation || installations.length === 0 || !isPlainObject(spec)) return;
    const network = isPlainObject(spec.calicoNetwork) ? spec.calicoNetwork : {};
    const detection = isPlainObject(network.nodeAddressAutodetectionV4) ? network.nodeAddressAutodetectionV4 : {};
    const isFirst = detection.firstFound === true || Object.keys(detection).length === 0;
    yield* whereAny(isFirst ? [{ object: calicoInstallation.reference, detail: 'spec.calicoNetwork.nodeAddressAutodetectionV4: takes the first address found; expected {kubernetes: NodeInternalIP}' }] : [], {
      message: 'Calico may take an address of Cilium for that of a node.',
    });
    yield* whereAny(network.linuxDataplane === 'BPF' ? [{ object: calicoInstallation.reference, detail: 'spec.calicoNetwork.linuxDataplane: BPF; expected Iptables or Nftables' }] : [], {
      message: 'Calico\'s eBPF data plane keeps pods of the two plugins from reaching each other.',
    });
  },
};
