import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run';
import { CLUSTER, FIXTURES, workFolder } from './work-folder';

const { path: folder } = workFolder();
const FILES = CLUSTER.map(file => join(FIXTURES, file));
const HINT = '(--help shows all options, with examples)\n';

describe('a misspelt option is reported, and not the required one that it hides', () => {
  test.each<[string, string[], string]>([
    ['check', ['--target-versoin', '1.36'], 'error: unknown option \'--target-versoin\'\n(Did you mean --target-version?)\n'],
    ['migrate', ['--kubernetes-verison=1.36'], 'error: unknown option \'--kubernetes-verison=1.36\'\n(Did you mean --kubernetes-version?)\n'],
    ['preview', ['--nod', 'worker-1', '--kubernetes-version', '1.36'], 'error: unknown option \'--nod\'\n(Did you mean --node?)\n'],
    ['explain', ['--node', 'worker-1', '--kuberntes-version', '1.36'], 'error: unknown option \'--kuberntes-version\'\n(Did you mean --kubernetes-version?)\n'],
    ['diff', ['--noed', 'worker-1'], 'error: unknown option \'--noed\'\n(Did you mean --node?)\n'],
  ])('%s', (command, args, expected) => {
    expect(run(command, ...FILES, ...args)).toEqual({ code: 1, stdout: '', stderr: expected + HINT });
    expect(run(command, ...args).stderr).toBe(expected + HINT);
  });

  test('where none is misspelt the required one is reported', () => {
    expect(run('check', 'x').stderr).toBe(`error: required option '--target-version <X.Y>' not specified\n${HINT}`);
    expect(run('preview', 'x', '--node', 'a').stderr).toBe(`error: required option '--kubernetes-version <X.Y>' not specified\n${HINT}`);
  });
});

describe('both names of an option', () => {
  const answers = (args: readonly string[]) => ['--target-version', '--kubernetes-version'].map(name => run(...args, name, '1.36', '-q'));

  test.each<[string, string[]]>([
    ['check', ['check', ...FILES]],
    ['preview', ['preview', ...FILES, '--node', 'worker-1']],
    ['explain', ['explain', ...FILES, '--node', 'worker-1', '--all']],
    ['diff', ['diff', FILES[0], FILES[0], '--config', FILES[1], '--node', 'worker-1']],
  ])('the version of %s', (_, args) => {
    const [one, other] = answers(args);
    expect(one.stdout.length).toBeGreaterThan(10);
    expect(other).toEqual(one);
  });

  test.each(['-o', '--out', '--output'])('%s is where the result goes', flag => {
    const out = join(folder, `migration${flag}`);
    expect(run('migrate', ...FILES, '--kubernetes-version', '1.36', '--no-rulesets', flag, out).code).toBe(0);
    expect(readdirSync(out)).toContain('RUNBOOK.md');
    const commands: string[][] = [
      ['check', ...FILES, '--target-version', '1.36'], ['preview', ...FILES, '--node', 'worker-1', '--kubernetes-version', '1.36'],
      ['explain', ...FILES, '--node', 'worker-1', '--kubernetes-version', '1.36', '--all'], ['diff', ...FILES, '--node', 'worker-1', '--from-version', '1.35', '--to-version', '1.36'],
    ];
    for (const args of commands) {
      const file = join(folder, `${args[0]}${flag}`);
      expect([run(...args, '-q', flag, file).stdout, existsSync(file)]).toEqual(['', true]);
    }
  });
});
