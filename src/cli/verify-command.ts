import { Command, Option } from 'commander';
import { verify } from './actions';
import { addOutputFile } from './common-options';
import { APPLY_HELP, collectFile, FILES_HELP, HELP_HINT } from './input-options';
import { addClusterOptions } from './ruleset-options';
import { IpFamily } from '../base/ip/ip-family';
import { REPORT_FORMAT_NAMES } from '../check/reports/format-names';
import { SUPPORTED_MINORS } from '../dataplane/versions/kube-proxy-version';

const DESCRIPTION = [
  'Compare the rules that a node really has with those that kube-proxy should have programmed there.',
  'FILE is what the command preview takes. A live file is what "nft list ruleset" printed on the node, as text or with -j as JSON; that of one table '
  + '(nft list table ip kube-proxy) needs --family.',
  'Exit codes: 0 in sync, 1 the comparison could not be carried out, 2 something differs.',
].join('\n\n');

const EXAMPLES = `
Examples:
  Does worker-1 have the rules that it should have?
    ssh worker-1 sudo nft list ruleset > worker-1.nft
    kubectl get nodes,servicecidrs,services,endpointslices -A -o yaml > cluster.yaml
    kubectl get configmap kube-proxy -n kube-system -o yaml > kube-proxy.yaml
    cdk8s-nftables verify cluster.yaml kube-proxy.yaml --node worker-1 --kubernetes-version 1.36 --live worker-1.nft

  Several nodes at once:
    cdk8s-nftables verify cluster.yaml kube-proxy.yaml --kubernetes-version 1.36 \\
      --live worker-1=worker-1.nft --live worker-2=worker-2.nft`;

/** The command `verify`. */
export function verifyCommand(): Command {
  const command = new Command('verify')
    .summary('compare the rules of a node with the prediction')
    .description(DESCRIPTION)
    .argument('<FILE...>', FILES_HELP)
    .requiredOption('--live <[NODE=]FILE>', 'what nft list ruleset printed on a node; may be repeated, with the name of each node', collectFile)
    .option('--node <NAME>', 'the node, where the live file does not name it; a Node object of that name has to be in the input')
    .requiredOption('--kubernetes-version <X.Y>', `the version of kube-proxy: ${SUPPORTED_MINORS.join(', ')}`)
    .option('--apply <FILE>', APPLY_HELP, collectFile)
    .addOption(new Option('--family <FAMILY>', 'one table alone (default: both)').choices(Object.values(IpFamily)))
    .addOption(new Option('--format <FORMAT>', 'how to report; html is a page for a browser').choices([...REPORT_FORMAT_NAMES, 'html']).default('text'));
  return addOutputFile(addClusterOptions(command), 'write the report to a file instead of standard output')
    .option('-q, --quiet', 'print no notes to standard error')
    .helpOption('-h, --help', 'print this help and exit')
    .showHelpAfterError(HELP_HINT)
    .addHelpText('after', EXAMPLES)
    .action(verify);
}
