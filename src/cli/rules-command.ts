import { Command, Option } from 'commander';
import { rules } from './actions';
import { HELP_HINT } from './input-options';
import { GOAL_IDS } from '../check/goals/questions';

const DESCRIPTION = 'Print the rules that check applies: a line for each or, with an ID, why the rule exists, which clusters it applies to and what to do. '
  + 'It does not need input or network access.';

const EXAMPLES = `
Examples:
  List all rules about Calico:
    cdk8s-nftables rules | grep calico

  Explain a finding:
    cdk8s-nftables rules node-kernel-too-old`;

/** The command `rules`. */
export function rulesCommand(): Command {
  return new Command('rules')
    .summary('print the rules that check applies')
    .description(DESCRIPTION)
    .argument('[ID]', 'id of a rule')
    .addOption(new Option('--goal <GOAL>', `goal whose rules to print (default: that of the rule, and without an ID ${GOAL_IDS[0]})`).choices(GOAL_IDS))
    .helpOption('-h, --help', 'print this help and exit')
    .showHelpAfterError(HELP_HINT)
    .addHelpText('after', EXAMPLES)
    .action(rules);
}
