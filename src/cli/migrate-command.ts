import { Command, Option } from 'commander';
import { migrate } from './actions';
import { addOutputFolder } from './common-options';
import { addGoalOptions } from './goal-options';
import { collectFile, FILES_HELP, HELP_HINT, NODE_FACTS_HELP, nonEmptyList } from './input-options';

const DESCRIPTION = [
  'Write everything that a cluster needs to move kube-proxy to nftables mode into a folder: the new ConfigMap with a reason for each setting, a canary, '
  + 'Calico\'s patch, kubeadm\'s files, the rulesets of the nodes, the findings, the way back, and a runbook with the commands for this cluster in their order.',
  'FILE holds the objects of the cluster as kubectl get -o yaml prints them. The ConfigMap kube-proxy has to be among them; each further kind makes the folder '
  + 'more complete: Nodes, Services, EndpointSlices, ServiceCIDRs, DaemonSets, Calico\'s Installation and FelixConfigurations, the ConfigMap kubeadm-config.',
  'Nothing is changed in any cluster, and no folder is written where something is wrong.',
].join('\n\n');

const EXAMPLES = `
Examples:
  Plan the migration of a cluster to nftables mode with kube-proxy 1.36:
    kubectl get nodes,servicecidrs,services,endpointslices,daemonsets,installations,felixconfigurations -A -o yaml > cluster.yaml
    kubectl get configmap -n kube-system kube-proxy kubeadm-config -o yaml > kube-system.yaml
    cdk8s-nftables migrate cluster.yaml kube-system.yaml --target-version 1.36 --out migration/

  With NodePorts on all addresses of the nodes, as before, and two nodes that go first:
    cdk8s-nftables migrate cluster.yaml kube-system.yaml --target-version 1.36 --node-port-addresses 0.0.0.0/0,::/0 --canary worker-1,worker-2`;

/** The command `migrate`. */
export function migrateCommand(): Command {
  const command = addGoalOptions(new Command('migrate'))
    .summary('write what a cluster needs to move to nftables mode into a folder')
    .description(DESCRIPTION)
    .argument('<FILE...>', FILES_HELP);
  return addOutputFolder(command, 'the folder, which must be empty or not exist yet', 'migration')
    .option('--node <NAME,...>', 'write the rulesets of these nodes', nonEmptyList)
    .addOption(new Option('--rulesets <WHICH>', 'in clusters of more than 10 nodes: write a ruleset for each kind of node, or for all nodes').choices(['sample', 'all'])
      .default('sample'))
    .addOption(new Option('--no-rulesets', 'write no rulesets').conflicts('node'))
    .option('--canary <NAME,...>', 'the nodes that change first in the runbook (default: one worker that no blocker is about)', nonEmptyList)
    .option('--node-port-addresses <LIST>',
      'where NodePorts answer from now on: CIDRs, or primary (default: as it is set, and where it is not, the default of nftables mode, which is primary)', nonEmptyList)
    .option('--node-facts <FILE>', NODE_FACTS_HELP, collectFile)
    .option('--waivers <FILE>', 'a file with findings that are accepted for a stated reason until a given date')
    .option('--force', 'replace the files of an earlier run, and remove those that this one does not write')
    .option('-q, --quiet', 'print neither notes nor what was written')
    .helpOption('-h, --help', 'print this help and exit')
    .showHelpAfterError(HELP_HINT)
    .addHelpText('after', EXAMPLES)
    .action(migrate);
}
