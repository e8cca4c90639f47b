import { run } from './run';
import { RULES } from '../../src/check/goals/nftables/rules';

test('a line for each rule', () => {
  const { code, stdout, stderr } = run('rules');
  expect([code, stderr]).toEqual([0, '']);
  const lines = stdout.trimEnd().split('\n');
  expect(lines.map(line => line.split(/ +/)[1])).toEqual(RULES.map(({ id }) => id));
  expect(lines.map(line => line.replace(/ +/g, ' '))).toContain(`blocker node-kernel-too-old ${RULES.find(({ id }) => id === 'node-kernel-too-old')!.title}`);
});

test('one rule with all that is to be known of it, wrapped', () => {
  const { description, remediation, references } = RULES.find(({ id }) => id === 'node-kernel-too-old')!;
  const { code, stdout } = run('rules', 'node-kernel-too-old', '--goal', 'nftables');
  const words = stdout.replace(/\s+/g, ' ');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^blocker node-kernel-too-old: Kernel too old for nftables mode\n\n/);
  for (const text of [description, `What to do: ${remediation}`, 'Applies to clusters in: any mode', ...references]) expect(words).toContain(text);
  expect(stdout).toMatch(/\/docs\/rules\.md#node-kernel-too-old\n$/);
});

test('an id that no rule has', () => {
  expect(run('rules', 'node-kernel-old')).toEqual({ code: 1, stdout: '', stderr: 'error: no rule has the id "node-kernel-old"\n' });
  expect(run('rules', 'node-window')).toMatchObject({ code: 1, stderr: 'error: no rule has the id "node-window"; did you mean node-windows?\n' });
});

test('a rule of any goal by its id alone', () => {
  expect(run('rules', 'cilium-pod-cidr').stdout).toMatch(/^blocker cilium-pod-cidr: /);
  expect(run('rules', 'cilium-pod-cdir').stderr).toBe('error: no rule has the id "cilium-pod-cdir"; did you mean cilium-pod-cidr?\n');
  expect(run('rules', 'node-kernel-too-old', '--goal', 'cilium').stderr).toMatch(/^error: no rule has the id "node-kernel-too-old"/);
});
