import { Command, Option } from 'commander';
import { check } from './actions';
import { addOutputFile } from './common-options';
import { addGoalOptions } from './goal-options';
import { APPLY_HELP, collectFile, FILES_HELP, HELP_HINT, NODE_FACTS_HELP } from './input-options';
import { DEFAULT_FAIL_ON, FAIL_ON } from '../check/findings/exit-code';
import { REPORT_FORMAT_NAMES } from '../check/reports/format-names';

const DESCRIPTION = [
  'Tells what is in the way of kube-proxy\'s nftables mode in a cluster, and what will be different.',
  'FILE holds Kubernetes objects in YAML or JSON: what kubectl get -o yaml prints, or manifests that are not applied yet. The more kinds, the more can be '
  + 'told: Nodes, Services, EndpointSlices, DaemonSets, Calico\'s Installation and FelixConfigurations, the ConfigMaps kube-proxy and kubeadm-config.',
  'Exit codes: 0 nothing that fails the check, 1 the check could not be carried out, 2 warnings, 3 blockers.',
].join('\n\n');

const EXAMPLES = `
Examples:
  What is in the way of nftables mode with kube-proxy 1.36?
    kubectl get nodes,servicecidrs,services,endpointslices,daemonsets,installations,felixconfigurations -A -o yaml > cluster.yaml
    kubectl get configmap -n kube-system kube-proxy kubeadm-config -o yaml > kube-system.yaml
    cdk8s-nftables check cluster.yaml kube-system.yaml --target-version 1.36

  In a pipeline, for GitHub's code scanning; only blockers fail:
    cdk8s-nftables check dist/ --target-version 1.36 --format sarif -o nftables.sarif --fail-on blocker

  With what only the nodes know, so that fewer findings have to be confirmed there:
    cdk8s-nftables probe > probe.sh
    for node in cp-1 worker-1; do ssh root@$node sh -s -- --node $node < probe.sh; done > facts.json
    cdk8s-nftables check cluster.yaml kube-system.yaml --target-version 1.36 --node-facts facts.json

  With waivers, each with a reason and the day when it ends:
    cdk8s-nftables check cluster.yaml --target-version 1.36 --waivers waivers.yaml`;

/** The command `check`. */
export function checkCommand(): Command {
  return addOutputFile(addGoalOptions(new Command('check')), 'write the report to a file instead of standard output')
    .summary('tell what is in the way of nftables mode')
    .description(DESCRIPTION)
    .argument('<FILE...>', FILES_HELP)
    .addOption(new Option('--format <FORMAT>', 'how to report').choices(REPORT_FORMAT_NAMES).default('text'))
    .addOption(new Option('--fail-on <SEVERITY>', 'lowest severity that fails the check').choices(FAIL_ON).default(DEFAULT_FAIL_ON))
    .option('--apply <FILE>', APPLY_HELP, collectFile)
    .option('--node-facts <FILE>', NODE_FACTS_HELP, collectFile)
    .option('--waivers <FILE>', 'a file with findings that are accepted for a stated reason until a given date')
    .option('--all', 'name all objects of a finding in text and markdown, and not only the first ten')
    .option('--brief', 'print a line for each finding alone, as text')
    .option('-q, --quiet', 'print no notes to standard error')
    .helpOption('-h, --help', 'print this help and exit')
    .showHelpAfterError(HELP_HINT)
    .addHelpText('after', EXAMPLES)
    .action(check);
}
