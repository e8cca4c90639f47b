import { isBefore } from '../../../base/version/version';
import { calicoOf } from '../../../cluster/inventory/calico';
import { dataplaneSetting } from '../../findings/calico-subject';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { NftablesRule } from '../../goals/nftables/rule';

export const awsVpcCniCalicoEbpf: NftablesRule = {
  id: 'aws-vpc-cni-calico-ebpf',
  title: 'AWS VPC CNI 1.23 clears marks of Calico\'s eBPF dataplane',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  from: ['ipvs', 'iptables', 'nftables'],
  description: 'From v1.23.0, the AWS VPC CNI restores the mark of a connection with an nftables rule that overwrites the whole mark of the '
    + 'packet. Calico\'s eBPF dataplane loses its own bits and drops all traffic of pods. v1.22.4 is not affected. A fixed version is not '
    + 'available yet.',
  remediation: 'Stay on (or return to) VPC CNI v1.22.4 while Calico is in eBPF mode, and check the issue before every upgrade.',
  references: ['https://github.com/aws/amazon-vpc-cni-k8s/issues/3872'],
  * check({ cluster }) {
    const calico = calicoOf(cluster);
    if (calico?.linuxDataplane !== 'BPF') return;
    const objects = [...cluster.workloads.values()].filter(({ kind }) => kind === 'DaemonSet').flatMap(object => object.containers
      .filter(({ image: { name, version } }) => name === 'amazon-k8s-cni' && version !== undefined && !isBefore(version, 1, 23))
      .map(({ image }) => ({ object, detail: `amazon-k8s-cni ${image.tag}` })));
    if (objects.length > 0) {
      yield {
        message: 'This version of the AWS VPC CNI clears marks that Calico\'s eBPF dataplane depends on: traffic of pods is dropped.',
        objects: [...objects, ...dataplaneSetting(calico, calico.isOperatorManaged ? 'linuxDataplane BPF' : 'bpfEnabled')],
      };
    }
  },
};
