import { Argument, Command } from 'commander';
import { COMPLETION_SHELLS, CompletionShell, completionScript } from './completion';
import { HELP_HINT } from './input-options';
import { utf8Line, writeToStandardOutput } from './script-output';

const EXAMPLES = `
Examples:
  bash, in ~/.bashrc:
    source <(cdk8s-nftables completion bash)

  zsh, into a folder of $fpath, before compinit:
    cdk8s-nftables completion zsh > ~/.zsh/completions/_cdk8s-nftables

  fish:
    cdk8s-nftables completion fish > ~/.config/fish/completions/cdk8s-nftables.fish`;

/** The command `completion`. */
export function completionCommand(program: Command): Command {
  return new Command('completion')
    .summary('print a script that completes commands and options in a shell')
    .description('Print a script with which a shell completes the commands and options of cdk8s-nftables.')
    .addArgument(new Argument('<SHELL>', 'the shell').choices(COMPLETION_SHELLS))
    .helpOption('-h, --help', 'print this help and exit')
    .showHelpAfterError(HELP_HINT)
    .addHelpText('after', EXAMPLES)
    .action((shell: CompletionShell) => writeToStandardOutput([utf8Line(completionScript(shell, program).trimEnd())]));
}
