import { codeSpan } from '../../src/base/text/markdown';
import { row } from '../../src/migrate/markdown';
import { UNPRINTABLE } from '../support/unprintable';

const HOSTILE = 'a\u001b[31m\r\nb|`c` <d>\u202e*e*';

test('a row has as many cells as it is given', () => {
  expect(row(codeSpan('a|b'), 'c\nd')).toBe('| `a\\|b` | c d |');
  expect(row(codeSpan(HOSTILE), codeSpan(HOSTILE))).not.toMatch(UNPRINTABLE);
});
