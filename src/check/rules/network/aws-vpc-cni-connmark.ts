import { cidrContains, parseCidr } from '../../../base/ip/cidr';
import { isBefore } from '../../../base/version/version';
import { Cluster } from '../../../cluster/cluster';
import { Container } from '../../../cluster/workloads/workload';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { NftablesRule } from '../../goals/nftables/rule';

export const awsVpcCniConnmark: NftablesRule = {
  id: 'aws-vpc-cni-connmark',
  title: 'AWS VPC CNI sends Service traffic of secondary ENIs the wrong way',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  from: ['ipvs', 'iptables', 'nftables'],
  description: 'If the AWS VPC CNI does source NAT on the node, it marks connections to addresses outside the VPC so that they leave through the '
    + 'primary ENI. Before 1.23.0, it does so with iptables rules that see the packet before kube-proxy\'s nftables rules. ClusterIPs are outside '
    + 'the VPC, so packets from pods on secondary ENIs to Services leave through the wrong interface and are dropped. From 1.23.0, its own '
    + 'nftables rules run later. With AWS_VPC_K8S_CNI_EXTERNALSNAT=true, it does not set these marks.',
  remediation: 'Upgrade the VPC CNI to v1.23.0 or later before you change the mode of kube-proxy, or add the ClusterIP range to '
    + 'AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS of aws-node.',
  references: ['https://github.com/aws/amazon-vpc-cni-k8s/issues/3563', 'https://github.com/aws/amazon-vpc-cni-k8s/pull/3588'],
  * check({ cluster }) {
    for (const workload of [...cluster.workloads.values()].filter(({ kind }) => kind === 'DaemonSet')) {
      const container = workload.containers.find(({ image }) => image.name === 'amazon-k8s-cni');
      if (!container || /^(?:1|t|true)$/i.test(container.environment.AWS_VPC_K8S_CNI_EXTERNALSNAT ?? '') || excludesClusterIps(container, cluster)) continue;
      const { version, tag } = container.image;
      if (version && !isBefore(version, 1, 23)) continue;
      yield {
        message: version
          ? 'Pods on secondary ENIs lose Services as soon as kube-proxy runs in nftables mode.'
          : 'The tag of the image does not show the version of the VPC CNI; before v1.23.0, pods on secondary ENIs lose Services in nftables mode.',
        objects: [{ object: workload, detail: `amazon-k8s-cni ${tag ?? 'without a tag'}` }],
        confidence: version ? FindingConfidence.MANIFEST : FindingConfidence.NEEDS_NODE_CHECK,
      };
    }
  },
};

function excludesClusterIps({ environment }: Container, { services }: Cluster): boolean {
  const excluded = (environment.AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS ?? '').split(',').flatMap(text => parseCidr(text.trim()) ?? []);
  const clusterIps = [...services.values()].flatMap(service => service.clusterIps.ip ?? []);
  return clusterIps.length > 0 && clusterIps.every(address => excluded.some(cidr => cidr.family === 'ip' && cidrContains(cidr, address)));
}
