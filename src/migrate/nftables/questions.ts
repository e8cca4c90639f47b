import { NFTABLES_QUESTIONS } from '../../check/goals/nftables/questions';
import { MigrationQuestions } from '../goals/question';

/** What the migration to nftables mode asks, and says of itself. */
export const NFTABLES_MIGRATION_QUESTIONS: MigrationQuestions = {
  goal: NFTABLES_QUESTIONS,
  options: [
    { name: 'node', flags: '--node <NAME,...>', description: 'write the rulesets of these nodes', isList: true },
    {
      name: 'rulesets',
      flags: '--rulesets <WHICH>',
      description: 'in clusters of more than 10 nodes: write a ruleset for each kind of node, or for all nodes',
      choices: ['sample', 'all'],
      byDefault: 'sample',
    },
    { name: 'rulesets', flags: '--no-rulesets', description: 'write no rulesets', conflictsWith: 'node' },
    {
      name: 'canary',
      flags: '--canary <NAME,...>',
      description: 'the nodes that change first in the runbook (default: one worker that no blocker is about)',
      isList: true,
    },
    {
      name: 'nodePortAddresses',
      flags: '--node-port-addresses <LIST>',
      description: 'where NodePorts answer from now on: CIDRs, or primary '
        + '(default: as it is set, and where it is not, the default of nftables mode, which is primary)',
      isList: true,
    },
  ],
  description: [
    'The folder for nftables mode: the new ConfigMap with a reason for each setting, a canary, Calico\'s patch, kubeadm\'s files, the rulesets of the '
    + 'nodes, the findings, the way back, and a runbook with the commands for this cluster in their order. The ConfigMap kube-proxy has to be in the '
    + 'input, unless a distribution sets the mode elsewhere (k3s, EKS, kubespray and others, see docs/distributions.md): then the folder has its files or '
    + 'objects with the change, and a runbook in its terms, and the input may hold the files that there are. Each further kind makes the folder more complete: Nodes, Services, EndpointSlices, ServiceCIDRs, DaemonSets, Calico\'s Installation and '
    + 'FelixConfigurations, the ConfigMap kubeadm-config.',
  ],
  examples: [
    [
      'Plan the migration of a cluster to nftables mode with kube-proxy 1.36:',
      'kubectl get nodes,servicecidrs,services,endpointslices,daemonsets,installations,felixconfigurations -A -o yaml > cluster.yaml',
      'kubectl get configmap -n kube-system kube-proxy kubeadm-config -o yaml > kube-system.yaml',
      'cdk8s-nftables migrate cluster.yaml kube-system.yaml --target-version 1.36 --out migration/',
    ],
    [
      'With NodePorts on all addresses of the nodes, as before, and two nodes that go first:',
      'cdk8s-nftables migrate cluster.yaml kube-system.yaml --target-version 1.36 --node-port-addresses 0.0.0.0/0,::/0 --canary worker-1,worker-2',
    ],
    [
      'Of a cluster of kubespray, with its inventory, whose comments stay:',
      'cdk8s-nftables migrate cluster.yaml kube-system.yaml inventory/shop/group_vars/k8s_cluster/k8s-cluster.yml --target-version 1.36 --distribution-version 2.31.0',
    ],
  ],
};
