import { complain, Progress } from '../../src/cli/terminal';

// Node's own function looks at the stream it is told, by default standard output.
jest.mock('node:util', () => ({
  ...jest.requireActual('node:util'),
  styleText: (style: string, text: string, { stream = process.stdout } = {}) => stream.isTTY ? `<${style}>${text}</${style}>` : text,
}));

const terminals = [process.stdout.isTTY, process.stderr.isTTY];
const { NO_COLOR } = process.env;
let written: string;

beforeEach(() => {
  written = '';
  delete process.env.NO_COLOR;
  jest.useFakeTimers({ now: 0 });
  jest.spyOn(process.stderr, 'write').mockImplementation(text => {
    written += String(text);
    return true;
  });
});
afterEach(() => {
  jest.restoreAllMocks();
  jest.useRealTimers();
  [process.stdout.isTTY, process.stderr.isTTY] = terminals;
  if (NO_COLOR !== undefined) process.env.NO_COLOR = NO_COLOR;
});

test('what a message quotes can\'t do anything to the terminal', () => {
  complain('error', 'a.yaml: \u001b[2J\u202e\r is none:\n  b:\t1\n   \t^');
  expect(written).toBe('error: a.yaml: \\u001b[2J\\u202e\\u000d is none:\n  b:\t1\n   \t^\n');
});

test.each<[string, boolean, string | undefined, boolean]>([
  ['on a terminal', true, undefined, true], ['on a terminal with NO_COLOR', true, '1', false], ['elsewhere', false, undefined, false], ['with an empty NO_COLOR', true, '', true],
])('the kind of a line is colored %s', (_, terminal, noColor, colored) => {
  process.stderr.isTTY = terminal;
  // Standard output plays no part.
  process.stdout.isTTY = !terminal;
  if (noColor !== undefined) process.env.NO_COLOR = noColor;
  complain('note', 'text');
  complain('error', 'other');
  expect(written).toBe(colored ? '<yellow>note:</yellow> text\n<red>error:</red> other\n' : 'note: text\nerror: other\n');
});

test('progress is shown on a terminal, after a while, when it changes, and wiped out in the end', () => {
  process.stderr.isTTY = true;
  const progress = new Progress('reading');
  progress.update(50, 100);
  expect(written).toBe('');
  jest.setSystemTime(399);
  progress.update(50, 100);
  expect(written).toBe('');
  jest.setSystemTime(400);
  progress.update(999, 1000);
  progress.update(9991, 10_000);
  progress.update(0, 0);
  expect(written).toBe('\rreading 99 %');
  progress.update(100, 100);
  expect(written).toBe('\rreading 99 %\rreading 100 %');
  progress.end();
  expect(written).toBe(`\rreading 99 %\rreading 100 %\r${' '.repeat(13)}\r`);
  progress.end();
  expect(written).toHaveLength(`\rreading 99 %\rreading 100 %\r${' '.repeat(13)}\r`.length);
});

test('elsewhere no progress is shown', () => {
  process.stderr.isTTY = false;
  const progress = new Progress('reading');
  jest.setSystemTime(10_000);
  progress.update(1, 2);
  progress.end();
  expect(written).toBe('');
});
