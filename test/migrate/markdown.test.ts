import { code, plain, row } from '../../src/migrate/markdown';
import { UNPRINTABLE } from '../support/unprintable';

const HOSTILE = 'a\u001b[31m\r\nb|`c` <d>\u202e*e*';

test('a text means nothing but itself, on one line, and does nothing to a terminal', () => {
  expect(plain(HOSTILE)).toBe('a\\\\u001b\\[31m b\\|\\`c\\` \\<d\\>\\\\u202e\\*e\\*');
  expect(plain('worker-1.example')).toBe('worker-1.example');
});

test('a value as code keeps its letters, whatever backticks it has', () => {
  expect(code('["a"]')).toBe('`["a"]`');
  expect(code(HOSTILE)).toBe('`` a\\u001b[31m b|`c` <d>\\u202e*e* ``');
});

test('a row has as many cells as it is given', () => {
  expect(row(code('a|b'), 'c\nd')).toBe('| `a\\|b` | c d |');
  expect(row(code(HOSTILE), code(HOSTILE))).not.toMatch(UNPRINTABLE);
});
