import { awsVpcCniConnmark } from '../../../../src/check/rules/network/aws-vpc-cni-connmark';
import { Plain, storedService } from '../../../support/builders';
import { daemonSet, found, summary } from '../../findings/findings';

const ECR = '602401143452.dkr.ecr.eu-central-1.amazonaws.com';

function awsNode(tag: string, environment: Plain = {}): Plain {
  const env = Object.entries(environment).map(([name, value]) => ({ name, value }));
  return daemonSet('kube-system/aws-node', `${ECR}/amazon-k8s-cni:${tag}`, { container: { env } });
}

test.each([
  ['v1.22.4-eksbuild.1', 'manifest', 'Pods on secondary ENIs lose Services as soon as kube-proxy runs in nftables mode.'],
  ['latest', 'needs-node-check',
    'The tag of the image does not show the version of the VPC CNI; before v1.23.0, pods on secondary ENIs lose Services in nftables mode.'],
])('non-compliant: %s', (tag, confidence, message) => {
  const findings = found(awsVpcCniConnmark, [awsNode(tag, { AWS_VPC_K8S_CNI_EXTERNALSNAT: 'false' })]);
  expect(summary(findings)).toEqual([{ severity: 'blocker', message, objects: [`DaemonSet kube-system/aws-node: amazon-k8s-cni ${tag}`] }]);
  expect(findings[0].confidence).toBe(confidence);
});

test('non-compliant: CIDRs without SNAT that do not have all ClusterIPs', () => {
  const objects = [
    awsNode('v1.22.4', { AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS: '10.0.0.0/8' }),
    storedService('default/kubernetes', { clusterIP: '172.20.0.1', clusterIPs: ['172.20.0.1'] }),
  ];
  expect(found(awsVpcCniConnmark, objects)).toHaveLength(1);
});

test.each([
  ['1.23.0', [awsNode('v1.23.0-eksbuild.1')]],
  ['SNAT elsewhere', [awsNode('v1.22.4', { AWS_VPC_K8S_CNI_EXTERNALSNAT: 'true' })]],
  ['ClusterIPs without SNAT', [
    awsNode('v1.22.4', { AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS: '10.0.0.0/8, 172.20.0.0/16' }),
    storedService('default/kubernetes', { clusterIP: '172.20.0.1', clusterIPs: ['172.20.0.1'] }),
  ]],
  ['another CNI plugin', [daemonSet('kube-system/kindnet', 'kindnetd:v1.0.0')]],
])('compliant: %s', (_what, objects) => {
  expect(found(awsVpcCniConnmark, objects)).toEqual([]);
});
