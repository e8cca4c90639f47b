import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { AmbientRule } from '../../goals/ambient/rule';

export const platformEksSg: AmbientRule = {
  id: 'platform-eks-sg',
  title: 'Security groups of pods that block probes on EKS',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'With SecurityGroupPolicies and the mode strict, which is the default of the AWS VPC CNI, packets between the node and such pods go '
    + 'through the security group as well, from an address that it does not know: probes fail. Istio knows these interfaces from 1.30 on.',
  remediation: 'Set POD_SECURITY_GROUP_ENFORCING_MODE to standard in the DaemonSet aws-node, or update to Istio 1.30.',
  references: [
    'https://istio.io/latest/docs/ambient/install/platform-prerequisites/#amazon-elastic-kubernetes-service-eks',
    'https://docs.aws.amazon.com/eks/latest/userguide/security-groups-for-pods.html',
  ],
  * check(context) {
    const policies = context.mesh.ofKind('vpcresources.k8s.aws', 'SecurityGroupPolicy').filter(({ namespace = 'default' }) => context.mesh.isAmbient(namespace));
    if (context.has('1.30') || policies.length === 0) return;
    const agent = [...context.cluster.workloads.values()].find(({ kind, name }) => kind === 'DaemonSet' && name === 'aws-node');
    const mode = agent?.containers.map(({ environment }) => environment.POD_SECURITY_GROUP_ENFORCING_MODE).find(value => value !== undefined);
    if (mode === 'standard') return;
    yield {
      message: 'Security groups of pods block packets from the node, on which probes of enrolled pods depend.',
      objects: [...policies.map(object => ({ object })), ...agent ? [{ object: agent, detail: `POD_SECURITY_GROUP_ENFORCING_MODE: ${mode ?? 'not set, strict by default'}` }] : []],
    };
  },
};
