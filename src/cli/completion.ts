import { Command, Option } from 'commander';
import { shellWord } from '../base/text/shell';

/** The shells that scripts are made for. */
export const COMPLETION_SHELLS = ['bash', 'zsh', 'fish'] as const;
export type CompletionShell = typeof COMPLETION_SHELLS[number];

/** What may follow: words, files, folders, or anything. */
type Value = { readonly kind: 'words'; readonly words: readonly string[] } | { readonly kind: 'file' | 'folder' | 'text' };

interface KnownOption {
  readonly flags: readonly string[];
  readonly description: string;
  /** Undefined for a switch. */
  readonly value?: Value & { readonly name: string };
}

interface KnownCommand {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly KnownOption[];
  readonly argument?: Value & { readonly name: string };
}

/** The script with which a shell completes a command, made from the definitions that parse it. */
export function completionScript(shell: CompletionShell, program: Command): string {
  return SCRIPTS[shell](commandsOf(program));
}

const SCRIPTS: Readonly<Record<CompletionShell, (commands: readonly KnownCommand[]) => string>> = { bash, zsh, fish };

function commandsOf(program: Command): KnownCommand[] {
  const help = program.createHelp();
  const commands = program.commands.map((command): KnownCommand => {
    const [argument] = command.registeredArguments;
    return {
      name: command.name(),
      summary: command.summary() || command.description(),
      options: [...help.visibleOptions(command)].map(knownOption),
      argument: argument && { name: argument.name(), ...valueOf(argument.name(), argument.argChoices) },
    };
  });
  const names = commands.map(({ name }) => name);
  return [...commands, { name: 'help', summary: 'print the help of a command', options: [], argument: { name: 'command', kind: 'words', words: names } }];
}

function knownOption({ short, long, description, flags, argChoices }: Option): KnownOption {
  const placeholder = /[<[]([^>\]]*)[>\]]/.exec(flags)?.[1];
  return {
    flags: [short, long].filter(flag => flag !== undefined),
    description: description.replace(/\s+/g, ' '),
    value: placeholder === undefined ? undefined : { name: placeholder, ...valueOf(placeholder, argChoices) },
  };
}

function valueOf(placeholder: string, choices: readonly string[] | undefined): Value {
  if (choices) return { kind: 'words', words: choices };
  return { kind: placeholder === 'FILE' || placeholder === 'PROGRAM' ? 'file' : placeholder === 'FOLDER' ? 'folder' : 'text' };
}

function bash(commands: readonly KnownCommand[]): string {
  const values = commands.flatMap(({ name, options }) => options.flatMap(({ flags, value }) => value ? [
    `    ${flags.map(flag => `${name}:${flag}`).join('|')}) ${bashReply(value)}; return ;;`,
  ] : []));
  const rest = commands.map(({ name, options, argument }) => [
    `    ${name})`,
    `      if [[ $cur == -* ]]; then COMPREPLY=($(compgen -W '${options.flatMap(({ flags }) => flags).join(' ')}' -- "$cur"))`,
    `      else ${argument ? bashReply(argument) : ':'}; fi ;;`,
  ].join('\n'));
  return `# bash completion for cdk8s-nftables
_cdk8s_nftables() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} command='' i
  # --option=value is three words to bash.
  if [[ $cur == = ]]; then cur=''
  elif [[ $prev == = ]]; then prev=\${COMP_WORDS[COMP_CWORD-2]}; fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    if [[ \${COMP_WORDS[i]} != -* ]]; then command=\${COMP_WORDS[i]}; break; fi
  done
  COMPREPLY=()
  case $command:$prev in
${values.join('\n')}
  esac
  case $command in
    '') COMPREPLY=($(compgen -W '${[...commands.map(({ name }) => name), '--version', '--help'].join(' ')}' -- "$cur")) ;;
${rest.join('\n')}
  esac
}
complete -F _cdk8s_nftables cdk8s-nftables kubectl-nftables
`;
}

function bashReply(value: Value): string {
  switch (value.kind) {
    case 'words': return `COMPREPLY=($(compgen -W '${value.words.join(' ')}' -- "$cur"))`;
    case 'file': return 'compopt -o filenames; local IFS=$\'\\n\'; COMPREPLY=($(compgen -f -- "$cur"))';
    case 'folder': return 'compopt -o filenames; local IFS=$\'\\n\'; COMPREPLY=($(compgen -d -- "$cur"))';
    case 'text': return ':';
  }
}

function zsh(commands: readonly KnownCommand[]): string {
  const cases = commands.map(({ name, options, argument }) => [
    `        ${name})`,
    '          _arguments \\',
    ...options.flatMap(option => option.flags.map(flag => `            ${zshOption(flag, option)} \\`)),
    `            ${argument ? shellWord(`*:${zshText(argument.name)}:${zshAction(argument)}`) : '\'*: :\''} ;;`,
  ].join('\n'));
  return `#compdef cdk8s-nftables kubectl-nftables
_cdk8s_nftables() {
  local context state state_descr line
  typeset -A opt_args
  local -a commands
  commands=(
${commands.map(({ name, summary }) => `    ${shellWord(`${name}:${summary}`)}`).join('\n')}
  )
  _arguments -C '(- *)--version[print the version and exit]' '(- *)'{-h,--help}'[print this help and exit]' '1:command:->command' '*::argument:->argument'
  case $state in
    command) _describe -t commands command commands ;;
    argument)
      case $words[1] in
${cases.join('\n')}
      esac ;;
  esac
}
if [[ $funcstack[1] == _cdk8s-nftables ]]; then _cdk8s_nftables "$@"; else compdef _cdk8s_nftables cdk8s-nftables kubectl-nftables; fi
`;
}

function zshOption(flag: string, { description, value }: KnownOption): string {
  // Any option may be repeated: some collect their values, and of the others the last one counts.
  const spec = `*${flag}${value && flag.startsWith('--') ? '=' : ''}[${zshText(description).replace(/[[\]]/g, '\\$&')}]`;
  return shellWord(value ? `${spec}:${zshText(value.name)}:${zshAction(value)}` : spec);
}

function zshAction(value: Value): string {
  switch (value.kind) {
    case 'words': return `(${value.words.join(' ')})`;
    case 'file': return '_files';
    case 'folder': return '_files -/';
    case 'text': return ' ';
  }
}

function zshText(text: string): string {
  return text.replace(/[\\:]/g, '\\$&');
}

function fish(commands: readonly KnownCommand[]): string {
  const lines = commands.flatMap(({ name, summary, options, argument }) => {
    const here = `complete -c cdk8s-nftables -n '__fish_seen_subcommand_from ${name}'`;
    return [
      `complete -c cdk8s-nftables -n __fish_use_subcommand -f -a ${name} -d ${quotedForFish(summary)}`,
      ...options.map(({ flags, description, value }) => `${here} ${flags.map(fishFlag).join(' ')} ${value ? fishValue(value) : '-f'} -d ${quotedForFish(description)}`),
      argument && argument.kind !== 'words' && argument.kind !== 'text' ? `${here} -F` : `${here} -f${argument?.kind === 'words' ? ` -a ${quotedForFish(argument.words.join(' '))}` : ''}`,
    ];
  });
  return [
    '# fish completion for cdk8s-nftables',
    'complete -c cdk8s-nftables -n __fish_use_subcommand -f -l version -d \'print the version and exit\'',
    'complete -c cdk8s-nftables -n __fish_use_subcommand -f -s h -l help -d \'print this help and exit\'',
    ...lines,
    '',
  ].join('\n');
}

function fishFlag(flag: string): string {
  return flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`;
}

function fishValue(value: Value): string {
  switch (value.kind) {
    case 'words': return `-x -a ${quotedForFish(value.words.join(' '))}`;
    case 'file': return '-r -F';
    case 'folder': return '-x -a \'(__fish_complete_directories)\'';
    case 'text': return '-x';
  }
}

/** fish knows two escapes between single quotes. */
function quotedForFish(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
