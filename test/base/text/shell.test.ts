import { execFileSync } from 'node:child_process';
import { shellWord } from '../../../src/base/text/shell';

test.each([
  ['a-b_c.1', 'a-b_c.1'],
  ['--a=b,c', '--a=b,c'],
  ['', '\'\''],
  ['a b', '\'a b\''],
  ['<name>', '\'<name>\''],
  ['~', '\'~\''],
  ['it\'s $HOME `x` "z" \\', '\'it\'\\\'\'s $HOME `x` "z" \\\''],
  ['two\nlines', '\'two\nlines\''],
])('%j is one word', (text, expected) => {
  expect(shellWord(text)).toBe(expected);
  expect(execFileSync('/bin/sh', ['-c', `printf %s ${shellWord(text)}`], { encoding: 'utf8' })).toBe(text);
});
