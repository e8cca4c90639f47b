import { run } from './run';

const FILES = ['examples/cilium/values.yaml', 'examples/cilium/policies.yaml'];
const UPGRADE = ['--goal', 'cilium', '--from-version', '1.19', '--to-version', '1.20'];

test('keys, options and policies that change, for people and for programs', () => {
  const { code, stdout } = run('diff', ...UPGRADE, ...FILES, '--exit-code');
  expect(code).toBe(2);
  expect(stdout).toMatchSnapshot();
  const { values, policies } = JSON.parse(run('diff', ...UPGRADE, ...FILES, '--format', 'json').stdout) as { values: { name: string }[]; policies: object[] };
  expect([values.map(({ name }) => name), policies.length]).toEqual([['Values values.yaml'], 1]);
  expect(run('diff', ...UPGRADE, ...FILES, '--format', 'markdown').stdout).toMatch(/^# Cilium 1\.19 to 1\.20\n\n## Values values\.yaml: read no more\n\n- /);
});

test('options of the other comparison, and versions that are missing or no way up', () => {
  expect(run('diff', ...UPGRADE, ...FILES, '--node', 'a').stderr).toBe('error: --goal cilium: --node has no effect; leave it out\n');
  expect(run('diff', '--goal', 'cilium', ...FILES).stderr).toBe('error: --goal cilium: expected --from-version and --to-version, for example, --from-version 1.19 --to-version 1.20\n');
  expect(run('diff', '--goal', 'cilium', '--from-version', '1.20', '--to-version', '1.19', ...FILES).stderr).toBe('error: --to-version: "1.19" is not later than 1.20; expected a later version\n');
  expect(run('diff', '--goal', 'cilium', '--from-version', '1.18', '--to-version', '1.20', ...FILES).stderr).toMatch(/^note: Cilium is upgraded one minor at a time/);
});
