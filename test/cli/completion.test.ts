import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run';
import { workFolder } from './work-folder';
import { createProgram } from '../../src/cli/program';

const { path: folder, file } = workFolder();
const SHELLS = ['bash', 'zsh', 'fish'] as const;
type Shell = typeof SHELLS[number];
const isThere = (shell: Shell) => spawnSync(shell, ['-c', 'exit 0']).status === 0;
const HERE = join(folder, 'here');

mkdirSync(join(HERE, 'dumps'), { recursive: true });
writeFileSync(join(HERE, 'a b.yaml'), '');

const script = (shell: Shell) => run('completion', shell).stdout;

/** What a shell offers at the end of a line. */
const OFFERS: Readonly<Record<Shell, (line: string) => string[]>> = {
  bash: line => {
    const words = line.split(' ').map(word => `'${word}'`);
    const command = `${script('bash')}\ncompopt() { :; }\nCOMP_WORDS=(${words.join(' ')}); COMP_CWORD=${words.length - 1}; _cdk8s_nftables; printf '%s\\n' "\${COMPREPLY[@]}"`;
    return lines(spawnSync('bash', ['--norc', '-c', command], { encoding: 'utf8', cwd: HERE }).stdout);
  },
  zsh: line => lines(spawnSync('zsh', ['-f', join(__dirname, '..', 'support', 'complete.zsh'), file('completion.zsh', script('zsh')), line], { encoding: 'utf8', cwd: HERE, timeout: 20_000 }).stdout),
  fish: line => lines(spawnSync('fish', ['--no-config', '-c', `source ${file('completion.fish', script('fish'))}; complete -C '${line}'`], { encoding: 'utf8', cwd: HERE }).stdout)
    .map(offer => offer.split('\t')[0].replace(/\/$/, '')),
};
const lines = (text: string) => [...new Set(text.split('\n').filter(line => line !== ''))].map(name => name.replace(/\/$/, '')).sort();

const commands = createProgram('cdk8s-nftables').commands;
const options = (name: string) => commands.find(command => command.name() === name)!.options.filter(({ hidden }) => !hidden).flatMap(({ short, long }) => [short, long]).filter(flag => flag?.startsWith('--')).sort();

describe.each(SHELLS)('%s', shell => {
  const withShell = isThere(shell) ? test : test.skip;
  const offers = OFFERS[shell];

  test('the script is of ASCII, and names every command and option', () => {
    const text = script(shell);
    expect(text).toMatch(/^[\n\t\x20-\x7e]+$/);
    for (const command of commands) {
      expect(text).toContain(command.name());
      for (const { long } of command.options.filter(({ hidden }) => !hidden)) expect(text).toContain(shell === 'fish' ? long!.slice(2) : long);
    }
  });

  // Where the shell is missing there is nothing that could complete.
  withShell('the names of commands', () => {
    expect(offers('cdk8s-nftables ')).toEqual(expect.arrayContaining([...commands.map(command => command.name()), 'help']));
    expect(offers('cdk8s-nftables mig')).toEqual(['migrate']);
  });

  withShell.each(['check', 'dump'])('the options of %s', name => {
    const found = offers(`cdk8s-nftables ${name} --`).map(flag => flag.replace(/=$/, ''));
    expect(found).toEqual(expect.arrayContaining(options(name)));
    expect(found).not.toContain('--output');
  });

  withShell('the values of an option', () => {
    expect(offers('cdk8s-nftables check --format ')).toEqual(expect.arrayContaining(['github', 'json', 'junit', 'markdown', 'sarif', 'text']));
    expect(offers('cdk8s-nftables check x.yaml --fail-on w')).toEqual(['warning']);
  });

  withShell('files and folders', () => {
    expect(offers('cdk8s-nftables check ')).toEqual(['a b.yaml', 'dumps'].map(name => shell === 'zsh' ? name.replace(' ', '\\ ') : name));
    expect(offers('cdk8s-nftables dump -o ')).toContain('dumps');
    expect(offers('cdk8s-nftables completion ')).toEqual(['bash', 'fish', 'zsh']);
  });
});

test('another shell is an error', () => {
  expect(run('completion', 'csh')).toEqual({
    code: 1, stdout: '', stderr: 'error: command-argument value \'csh\' is invalid for argument \'SHELL\'. Allowed choices are bash, zsh, fish.\n(--help shows all options, with examples)\n',
  });
});

test('bash: a value behind an equals sign', () => {
  // Bash makes three words of it.
  expect(OFFERS.bash('cdk8s-nftables check --format = j')).toEqual(['json', 'junit']);
});
