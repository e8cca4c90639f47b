import { Command } from 'commander';
import { refuseOptionsOfOtherGoals } from '../../src/cli/goal-options';

const GOALS = [
  { goal: { id: 'one', title: 'the first', options: [] }, options: [{ name: 'canary', flags: '--canary <NAME>' }, { name: 'folder', flags: '--folder <NAME>' }] },
  { goal: { id: 'two', title: 'the second', options: [] }, options: [{ name: 'folder', flags: '--folder <NAME>' }] },
];

function parsed(...args: string[]): Command {
  return new Command().option('--canary <NAME>', '', 'a default').option('--folder <NAME>', '').parse(args, { from: 'user' });
}

test('an option that only other goals ask for is refused', () => {
  expect(() => refuseOptionsOfOtherGoals(parsed('--canary', 'worker-1'), 'two', GOALS)).toThrow('--goal two: --canary <NAME> has no effect; leave it out');
});

test('own options, those of several goals, and defaults are none that were given for nothing', () => {
  expect(() => refuseOptionsOfOtherGoals(parsed('--canary', 'worker-1'), 'one', GOALS)).not.toThrow();
  expect(() => refuseOptionsOfOtherGoals(parsed('--folder', 'here'), 'two', GOALS)).not.toThrow();
  expect(() => refuseOptionsOfOtherGoals(parsed(), 'two', GOALS)).not.toThrow();
});
