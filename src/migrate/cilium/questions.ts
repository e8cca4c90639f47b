import { CILIUM_QUESTIONS } from '../../check/goals/cilium/questions';
import { MigrationQuestions } from '../goals/question';

/** What the live migration from Calico to Cilium asks, and says of itself. */
export const CILIUM_MIGRATION_QUESTIONS: MigrationQuestions = {
  goal: CILIUM_QUESTIONS,
  options: [
    { name: 'podCidr', flags: '--pod-cidr <CIDR,...>', description: 'the addresses of pods in Cilium, which nothing else may have: one CIDR for each family that pods have (default: those of the values in the input)' },
    {
      name: 'noneOf',
      flags: '--none-of <RESOURCE,...>',
      isList: true,
      description: 'resources of which the cluster has none, for example, networksets,hostendpoints: policies that depend on these are held back as long as the input does not show them',
    },
  ],
  description: [
    'The folder for Cilium: the live way from Calico, node by node. It has values for the way and for its end, the CiliumNodeConfig that moves nodes, Calico\'s patch and pool, Calico\'s '
    + 'policies as policies of Cilium where that is possible, and a runbook with the commands in their order and the way back. Nodes and Calico\'s Installation have to be in the input; '
    + 'IPPools, FelixConfigurations, objects of BGP, policies, DaemonSets, ServiceCIDRs and the ConfigMap kube-proxy make it more complete. Values in the input are those for the end.',
  ],
  examples: [
    [
      'Plan the way from Calico to Cilium:',
      'cdk8s-nftables dump -o cluster/',
      'cdk8s-nftables migrate --goal cilium --cilium-version 1.20 --pod-cidr 10.20.0.0/16 cluster/ values.yaml --out migration/',
    ],
  ],
};
