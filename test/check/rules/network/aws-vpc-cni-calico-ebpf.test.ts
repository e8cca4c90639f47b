import { awsVpcCniCalicoEbpf } from '../../../../src/check/rules/network/aws-vpc-cni-calico-ebpf';
import { installation } from '../../findings/calico';
import { daemonSet, found, summary } from '../../findings/findings';

const awsNode = (tag: string) => daemonSet('kube-system/aws-node', `public.ecr.aws/eks/amazon-k8s-cni:${tag}`);

test('non-compliant: 1.23.0 beside Calico\'s eBPF dataplane', () => {
  expect(summary(found(awsVpcCniCalicoEbpf, [awsNode('v1.23.0'), installation({ linuxDataplane: 'BPF' })]))).toEqual([{
    severity: 'blocker',
    message: 'This version of the AWS VPC CNI clears marks that Calico\'s eBPF dataplane depends on: traffic of pods is dropped.',
    objects: ['DaemonSet kube-system/aws-node: amazon-k8s-cni v1.23.0', 'Installation default: linuxDataplane BPF'],
  }]);
});

test('compliant: an older version, another dataplane, or no Calico', () => {
  expect(found(awsVpcCniCalicoEbpf, [awsNode('v1.22.4'), installation({ linuxDataplane: 'BPF' })])).toEqual([]);
  expect(found(awsVpcCniCalicoEbpf, [awsNode('v1.23.0'), installation({ linuxDataplane: 'Nftables' })])).toEqual([]);
  expect(found(awsVpcCniCalicoEbpf, [awsNode('v1.23.0')])).toEqual([]);
});
