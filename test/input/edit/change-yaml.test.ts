import { PlainObject } from '../../../src/base/objects/fields';
import { changeYaml } from '../../../src/input/edit/change-yaml';

const set = (path: readonly string[], value: unknown) => (document: PlainObject): PlainObject => {
  const [first, ...rest] = path;
  if (rest.length > 0) return { ...document, [first]: set(rest, value)((document[first] ?? {}) as PlainObject) };
  const { [first]: _, ...others } = document;
  return value === undefined ? others : first in document ? { ...document, [first]: value } : { ...others, [first]: value };
};

test.each<[string, string, string[], unknown, string]>([
  ['a scalar keeps its comment', 'a: 1\nmode: ipvs   # why\n', ['mode'], 'nftables', 'a: 1\nmode: nftables   # why\n'],
  ['a scalar keeps its quotes', 'a: {mode: "ipvs"}\n', ['a', 'mode'], 'nftables', 'a: {mode: "nftables"}\n'],
  ['single quotes', "mode: 'ipvs'\n", ['mode'], 'nftables', "mode: 'nftables'\n"],
  ['an empty value', 'mode:   # none\nb: 1\n', ['mode'], 'nftables', 'mode: nftables   # none\nb: 1\n'],
  ['a new key goes to the end', '# top\na: 1 # one\n# last\n', ['mode'], 'nftables', '# top\na: 1 # one\nmode: nftables\n# last\n'],
  ['a new key without a line break', 'a: 1', ['mode'], 'nftables', 'a: 1\nmode: nftables'],
  ['a key goes', 'a: 1\n# about b\nb: 2 # two\nc: 3\n', ['b'], undefined, 'a: 1\n# about b\nc: 3\n'],
  ['a mapping goes', 'a:\n  ipvs:\n    strictARP: true\n\n  b: 2\n', ['a', 'ipvs'], undefined, 'a:\n\n  b: 2\n'],
  ['a new mapping below', 'a:\n    b: 1\n', ['a', 'c', 'd'], true, 'a:\n    b: 1\n    c:\n        d: true\n'],
  ['a new mapping in place of nothing', 'cluster:\n  proxy:\n', ['cluster', 'proxy', 'mode'], 'nftables', 'cluster:\n  proxy:\n    mode: nftables\n'],
  ['braces', 'cluster:\n  proxy: {}\n', ['cluster', 'proxy', 'mode'], 'nftables', 'cluster:\n  proxy: {mode: nftables}\n'],
  ['the last in braces', 'a: {b: 1, c: 2}\n', ['a', 'c'], undefined, 'a: {b: 1}\n'],
  ['the first in braces', 'a: {b: 1, c: 2}\n', ['a', 'b'], undefined, 'a: {c: 2}\n'],
  ['the only one in braces', 'a: { b: 1 }\n', ['a', 'b'], undefined, 'a: {}\n'],
  ['items of a list', 'args:\n  - proxy-mode=ipvs # mode\n  - ipvs-strict-arp=true\n  - v=2\n', ['args'], ['proxy-mode=nftables', 'v=2'], 'args:\n  - proxy-mode=nftables # mode\n  - v=2\n'],
  ['a list without indentation', 'args:\n- "a"\n# c\n', ['args'], ['a', 'b'], 'args:\n- "a"\n- b\n# c\n'],
  ['a tag and an anchor', 'mode: !Sub &m "ipvs"\nb: !Ref C\n', ['mode'], 'nftables', 'mode: !Sub &m "nftables"\nb: !Ref C\n'],
  ['lists in brackets as items of a list', 'r:\n- [a, b]\n- [[c, d], e]\nmode: ipvs\n', ['mode'], 'nftables', 'r:\n- [a, b]\n- [[c, d], e]\nmode: nftables\n'],
  ['keys that << brings', 'x: &x {v: 1}\na:\n  <<: *x # base\n  mode: ipvs\n', ['a', 'mode'], 'nftables', 'x: &x {v: 1}\na:\n  <<: *x # base\n  mode: nftables\n'],
  ['a key over one that << brings', 'x: &x {mode: ipvs}\na:\n  <<: *x\n', ['a', 'mode'], 'nftables', 'x: &x {mode: ipvs}\na:\n  <<: *x\n  mode: nftables\n'],
  ['a list in brackets', 'args: [a=1, b=2]\n', ['args'], ['a=2'], 'args: [a=2]\n'],
  ['JSON', '{\n  "a": {\n    "mode": "ipvs"\n  }\n}\n', ['a', 'x'], ['y'], '{\n  "a": {\n    "mode": "ipvs",\n    "x": ["y"]\n  }\n}\n'],
  ['a text of several lines', 'v: |-\n  a: 1\n  b: 2\nw: 1\n', ['v'], 'a: 1\nb: 3', 'v: |-\n  a: 1\n  b: 3\nw: 1\n'],
  ['a text of several lines in quotes', 'v: "a: 1\\n"\n', ['v'], 'a: 2\n', 'v: "a: 2\\n"\n'],
  ['comments only', '# nothing\n', ['mode'], 'nftables', '# nothing\nmode: nftables\n'],
  ['other line breaks', 'a: 1\r\nb: 2\r\n', ['c'], 3, 'a: 1\r\nb: 2\r\nc: 3\r\n'],
  ['tags of programs', 'R:\n  Ref: !Ref C\n  V: \'{"mode":"ipvs"}\'\n', ['R', 'V'], '{"mode":"nftables"}', 'R:\n  Ref: !Ref C\n  V: \'{"mode":"nftables"}\'\n'],
])('%s', (_, text, path, value, expected) => {
  expect(changeYaml(text, set(path, value))).toBe(expected);
});

test('the first key of an item of a list', () => {
  const text = 'l:\n- a: 1\n  b: 2\n- c: 3\n';
  expect(changeYaml(text, () => ({ l: [{ b: 2 }, { c: 3 }] }))).toBe('l:\n- b: 2\n- c: 3\n');
});

test('a text of several lines in a list', () => {
  const text = 'p:\n  - |\n    kind: K\n    mode: ipvs\n# end\n';
  expect(changeYaml(text, () => ({ p: ['kind: K\nmode: nftables\n'] }))).toBe('p:\n  - |\n    kind: K\n    mode: nftables\n# end\n');
});

test('one of several documents', () => {
  const text = '# file: x\na: 1\n---\nb: 2 # two\n...\n';
  expect(changeYaml(text, (document, index) => index === 1 ? { b: 3 } : document)).toBe('# file: x\na: 1\n---\nb: 3 # two\n...\n');
});

test('an item that stays behind one that goes', () => {
  expect(changeYaml('a:\n  - o\n  - p\n  - q\n', () => ({ a: ['p', 'q', 'r'] }))).toBe('a:\n  - p\n  - q\n  - r\n');
});
