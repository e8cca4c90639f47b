import { codeSpan, escapeMarkdown } from '../../../src/base/text/markdown';

const HOSTILE = 'a\u001b[31m\r\nb|`c` <d>\u202e*e*';

test.each([
  ['a|b\\|c', 'a\\|b\\\\\\|c'],
  ['<b> & `x` [y](z) *', '\\<b\\> \\& \\`x\\` \\[y\\](z) \\*'],
  ['KUBE_PROXY _x_ snake_case', 'KUBE_PROXY \\_x\\_ snake_case'],
  ['worker-1.example', 'worker-1.example'],
  [HOSTILE, 'a\\\\u001b\\[31m\\\\u000d\\\\u000ab\\|\\`c\\` \\<d\\>\\\\u202e\\*e\\*'],
])('%j means nothing but itself, on one line, and does nothing to a terminal', (text, escaped) => {
  expect(escapeMarkdown(text)).toBe(escaped);
});

test('a value as code keeps its letters, whatever backticks it has', () => {
  expect(codeSpan('["a"]')).toBe('`["a"]`');
  expect(codeSpan(HOSTILE)).toBe('`` a\\u001b[31m b|`c` <d>\\u202e*e* ``');
});
