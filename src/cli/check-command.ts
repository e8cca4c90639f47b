import { Command, Option } from 'commander';
import { check } from './actions';
import { addDistributionOptions, addOutputFile } from './common-options';
import { addGoalOptions } from './goal-options';
import { APPLY_HELP, collectFile, FILES_HELP, HELP_HINT, NODE_FACTS_HELP, nonEmptyList } from './input-options';
import { DEFAULT_FAIL_ON, FAIL_ON } from '../check/findings/exit-code';
import { GOAL_QUESTIONS } from '../check/goals/questions';
import { REPORT_FORMAT_NAMES } from '../check/reports/format-names';

const DESCRIPTION = [
  `Report what keeps a cluster from a goal, and what will behave differently: ${GOAL_QUESTIONS.map(({ id, title }) => `${title} (${id})`).join(', ')}.`,
  'FILE contains Kubernetes objects in YAML or JSON: what kubectl get -o yaml prints, or manifests that are not applied yet. The more kinds it contains, '
  + 'the more complete the report: Nodes, Services, EndpointSlices, DaemonSets, Calico\'s Installation and FelixConfigurations, the ConfigMaps kube-proxy and kubeadm-config; '
  + 'for Gateway API its own kinds, Namespaces and CustomResourceDefinitions; for Cilium files of values of its Helm chart, what installs it, and its policies.',
  'Exit codes: 0 nothing fails the check, 1 the check failed to run, 2 warnings, 3 blockers.',
].join('\n\n');

const EXAMPLES = `
Examples:
  Check a cluster for nftables mode with kube-proxy 1.36:
    kubectl get nodes,servicecidrs,services,endpointslices,daemonsets,installations,felixconfigurations -A -o yaml > cluster.yaml
    kubectl get configmap -n kube-system kube-proxy kubeadm-config -o yaml > kube-system.yaml
    cdk8s-nftables check cluster.yaml kube-system.yaml --target-version 1.36

  Check manifests in a pipeline, for GitHub's code scanning; only blockers fail the check:
    cdk8s-nftables check dist/ --target-version 1.36 --format sarif -o nftables.sarif --fail-on blocker

  Include facts from the nodes, so that fewer findings need to be confirmed there:
    cdk8s-nftables probe > probe.sh
    for node in cp-1 worker-1; do ssh root@$node sh -s -- --node $node < probe.sh; done > facts.json
    cdk8s-nftables check cluster.yaml kube-system.yaml --target-version 1.36 --node-facts facts.json

  Check values of Cilium's chart, and policies:
    cdk8s-nftables check --goal cilium --cilium-version 1.20 values.yaml policies.yaml

  Accept findings with waivers, each with a reason and an end date:
    cdk8s-nftables check cluster.yaml --target-version 1.36 --waivers waivers.yaml

  Check manifests of Gateway API, for a release and an implementation:
    cdk8s-nftables check dist/ --goal gateway-api --gateway-api 1.6 --implementation envoy-gateway

  Print a line for each finding about Services only:
    cdk8s-nftables check cluster.yaml --target-version 1.36 --brief --include-rules udp-services,session-affinity-state`;

/** The command `check`. */
export function checkCommand(): Command {
  return addDistributionOptions(addOutputFile(addGoalOptions(new Command('check')), 'write the report to a file instead of standard output'))
    .summary('report what keeps a cluster from a goal, and what will behave differently')
    .description(DESCRIPTION)
    .argument('<FILE...>', FILES_HELP)
    .addOption(new Option('--format <FORMAT>', 'format of the report; html is a page for a browser').choices([...REPORT_FORMAT_NAMES, 'html']).default('text'))
    .addOption(new Option('--fail-on <SEVERITY>', 'lowest severity that fails the check').choices(FAIL_ON).default(DEFAULT_FAIL_ON))
    .option('--apply <FILE>', APPLY_HELP, collectFile)
    .option('--include-rules <ID,...>', 'apply only these rules', nonEmptyList)
    .option('--exclude-rules <ID,...>', 'do not apply these rules', nonEmptyList)
    .option('--node-facts <FILE>', NODE_FACTS_HELP, collectFile)
    .option('--waivers <FILE>', 'file of findings that are accepted for a stated reason until a given date')
    .option('--all', 'list all objects of a finding instead of the first ten')
    .option('--brief', 'print only the header and a line for each finding (format text)')
    .option('-q, --quiet', 'do not print notes to standard error')
    .helpOption('-h, --help', 'print this help and exit')
    .showHelpAfterError(HELP_HINT)
    .addHelpText('after', EXAMPLES)
    .action(check);
}
