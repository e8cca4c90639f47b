import { Command, Option } from 'commander';
import { advise } from './actions';
import { addOutputFile } from './common-options';
import { FILES_HELP, HELP_HINT, listOf } from './input-options';
import { CNI_NEEDS, NEED_TITLES } from '../programs/cni/need-titles';
import { PLUGINS } from '../programs/cni/plugins';

const DESCRIPTION = 'Print which network plugins (CNI) fit a cluster, and why: for needs that you name, for those that the objects of a cluster show, or for both. '
  + 'Without either, print what each plugin does about every need. It does not need network access.';

const EXAMPLES = `
Needs:
${CNI_NEEDS.map(need => `  ${need.padEnd(25)}${NEED_TITLES[need]}`).join('\n')}

Examples:
  Which plugins have Windows nodes, L7 policies and BGP?
    cdk8s-nftables advise --needs windows,l7,bgp

  What does the cluster already use, and which plugins have it, with Istio ambient on top?
    cdk8s-nftables advise cluster.yaml --needs istio-ambient

  All that is known about Calico and Cilium, as Markdown:
    cdk8s-nftables advise --plugins calico,cilium --format markdown`;

/** The command `advise`. */
export function adviseCommand(): Command {
  const command = new Command('advise')
    .summary('print which network plugins (CNI) fit a cluster\'s needs')
    .description(DESCRIPTION)
    .argument('[FILE...]', FILES_HELP)
    .addOption(new Option('--needs <LIST>', 'what is needed, separated by commas; may be repeated').argParser(listOf(CNI_NEEDS)))
    .addOption(new Option('--plugins <LIST>', `plugins to choose from (default: ${PLUGINS.map(({ id }) => id).join(', ')})`).argParser(listOf(PLUGINS.map(({ id }) => id))))
    .addOption(new Option('--format <FORMAT>', 'write text for people, json for programs, or markdown').choices(['text', 'json', 'markdown']).default('text'));
  return addOutputFile(command, 'write the advice to a file')
    .helpOption('-h, --help', 'print this help and exit')
    .showHelpAfterError(HELP_HINT)
    .addHelpText('after', EXAMPLES)
    .action(advise);
}
