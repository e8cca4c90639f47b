import { isBefore, versionText } from '../../../base/version/version';
import { calicoOf } from '../../../cluster/inventory/calico';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { AmbientRule } from '../../goals/ambient/rule';

export const calicoEbpfVersion: AmbientRule = {
  id: 'calico-ebpf-version',
  title: 'Calico with eBPF too old for ambient mode',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'The eBPF data plane of Calico works with ambient mode from Calico 3.29 on.',
  remediation: 'Update Calico to 3.29 or later, or use its iptables or nftables data plane.',
  references: ['https://istio.io/latest/docs/ambient/install/platform-prerequisites/'],
  * check(context) {
    const calico = calicoOf(context.cluster);
    const version = calico?.version ?? context.cluster.statedCalicoVersion;
    const object = calico?.daemonSet ?? calico?.installation ?? calico?.felixConfiguration;
    if (!context.isAmbient || calico?.linuxDataplane !== 'BPF' || !version || !object || !isBefore(version, 3, 29)) return;
    yield { message: 'Calico\'s eBPF data plane is of a version that does not work with ambient mode.', objects: [{ object, detail: `Calico ${versionText(version)}` }] };
  },
};
