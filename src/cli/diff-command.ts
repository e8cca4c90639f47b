import { Command, Option } from 'commander';
import { diff } from './actions';
import { addOutputFile } from './common-options';
import { collectFile, FILES_HELP, HELP_HINT } from './input-options';
import { addClusterOptions } from './ruleset-options';
import { IpFamily } from '../base/ip/ip-family';
import { SUPPORTED_MINORS } from '../dataplane/versions/kube-proxy-version';
import { ProxyMode } from '../programs/kube-proxy/proxy-mode';

const DESCRIPTION = [
  'Compares the nftables rulesets that kube-proxy programs on a node: of two versions, of two states of the cluster, or both.',
  'FILE is what the command preview takes. With --from-version and --to-version all files belong to both sides. With --kubernetes-version there are two, '
  + 'BEFORE and AFTER, each a file or a folder. With --before or --after, which add a file to one side, all others belong to both, and are what the side is laid over.',
  'With --goal cilium, FILE are values of its chart, objects with such values, and policies; shown are keys that are read no more, changed defaults and options, and '
  + 'policies that change. With --from-mode, FILE are the objects of the cluster and such values, and shown is what becomes of Services when Cilium takes the place of kube-proxy.',
  'Shown are chains, rules, sets, maps and elements that are added, removed or changed, and what clients notice of it; or, as a script for nft -f, the '
  + 'smallest transaction that turns the one ruleset into the other.',
].join('\n\n');

const EXAMPLES = `
Examples:
  What does an upgrade of kube-proxy change?
    cdk8s-nftables diff cluster.yaml --node worker-1 --from-version 1.35 --to-version 1.37

  Only what clients notice of it:
    cdk8s-nftables diff cluster.yaml --node worker-1 --from-version 1.35 --to-version 1.37 --behavior

  What happened between two dumps, as kube-proxy would bring it about?
    cdk8s-nftables diff before.yaml after.yaml --node worker-1 --kubernetes-version 1.36 --format nft

  What do clients notice of the way from IPVS to nftables mode, on every node?
    cdk8s-nftables diff cluster.yaml kube-proxy.yaml --all-nodes --kubernetes-version 1.36 --from-mode ipvs --to-mode nftables

  What changes for the values and policies of Cilium with an upgrade?
    cdk8s-nftables diff --goal cilium --from-version 1.19 --to-version 1.20 values.yaml policies.yaml

  What becomes of Services when Cilium takes the place of kube-proxy?
    cdk8s-nftables diff --goal cilium --from-mode nftables --cilium-version 1.20 cluster.yaml values.yaml

  What would an app change in a cluster? Fail where it is anything:
    cdk8s-nftables diff cluster.yaml --after dist/ --node worker-1 --kubernetes-version 1.36 --exit-code`;

/** The command `diff`. */
export function diffCommand(): Command {
  const command = new Command('diff')
    .summary('compare the rulesets of two versions, or before and after a change')
    .description(DESCRIPTION)
    .argument('[FILE...]', FILES_HELP)
    .addOption(new Option('--goal <GOAL>', 'what is compared: rulesets (nftables), or Cilium with another version, or in the place of kube-proxy (cilium)')
      .choices(['nftables', 'cilium']).default('nftables'))
    .option('--node <NAME>', 'the node; the input must have a Node object of this name')
    .option('--kubernetes-version <X.Y>', `the version of kube-proxy on both sides: ${SUPPORTED_MINORS.join(', ')}`)
    .option('--from-version <X.Y>', 'the version before: of kube-proxy, or of Cilium with --goal cilium')
    .option('--to-version <X.Y>', 'the version after')
    .option('--cilium-version <X.Y>', 'with --goal cilium --from-mode: the version of Cilium (default: that of what installs or runs it in the input)')
    .addOption(new Option('--from-mode <MODE>', 'compare what clients meet in two modes: the mode before').choices(Object.values(ProxyMode)))
    .addOption(new Option('--to-mode <MODE>', 'the mode after').choices(Object.values(ProxyMode)))
    .option('--all-nodes', 'with --from-mode: compare the modes on every node, instead of --node')
    .option('--before <FILE>', 'a file or folder of the side before alone; may be repeated', collectFile)
    .option('--after <FILE>', 'a file or folder of the side after alone; may be repeated', collectFile)
    .option('--live <FILE>', 'the side before is what a node really has: what nft list ruleset printed there; with --format nft, the transaction that repairs it')
    .addOption(new Option('--format <FORMAT>', 'how to show the difference; html is a page for a browser').choices(['text', 'json', 'nft', 'markdown', 'html']).default('text'))
    .option('--behavior', 'in text, only what clients notice, and not the rules')
    .option('--exit-code', 'end with exit code 2 where the rulesets differ; with --from-mode, with 3 where something breaks')
    .addOption(new Option('--family <FAMILY>', 'one table alone (default: both)').choices(Object.values(IpFamily)));
  return addOutputFile(addClusterOptions(command), 'write the difference to a file instead of standard output')
    .option('-q, --quiet', 'print no notes to standard error')
    .helpOption('-h, --help', 'print this help and exit')
    .showHelpAfterError(HELP_HINT)
    .addHelpText('after', EXAMPLES)
    .action(diff);
}
