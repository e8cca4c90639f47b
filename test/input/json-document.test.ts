import { lines, locate, message, read, sequence } from './objects';
import { readObjects } from '../../src/input/read-objects';

const list = (items: string, rest = '"kind":"List"'): string => `{"apiVersion":"v1","items":${items},${rest}}`;

describe('JsonDocument', () => {
  test('unpacks lists, wherever their kind stands', () => {
    expect(read(list('[{"kind":"Service"},\n{"kind":"Node"}]'))).toEqual([{ kind: 'Service' }, { kind: 'Node' }]);
    expect(read('{"kind":"List","items":[{"kind":"Service"}]}')).toEqual([{ kind: 'Service' }]);
    expect(read(list('[{"metadata":{"name":"a"}}]', '"kind":"ServiceList"'))).toEqual([{ kind: 'Service', apiVersion: 'v1', metadata: { name: 'a' } }]);
    expect(read('[{"kind":"Service"},{"kind":"List","items":[{"kind":"Node"}]}]')).toEqual([{ kind: 'Service' }, { kind: 'Node' }]);
  });

  test.each(['[]', '[ \n ]', 'null'])('takes a list with the items %s for an empty one', (items) => {
    expect(read(list(items))).toEqual([]);
  });

  test('unpacks lists in lists', () => {
    const inner = list('[{"metadata":{}},\n{"kind":"Other"}]', '"kind":"NodeList"');
    const text = list(`[\n{"kind":"A"},\n${list(`[${inner}]`)},\n\n {"kind":"B"}]`);
    expect(read(text)).toEqual([{ kind: 'A' }, { kind: 'Node', apiVersion: 'v1', metadata: {} }, { kind: 'Other', apiVersion: 'v1' }, { kind: 'B' }]);
    expect(locate(text)).toEqual([2, 3, 4, 6].map((line) => `cluster.yaml, line ${line}`));
    const deep = Array.from({ length: 30 }).reduce<string>((text_) => list(`[${text_}]`), '{}');
    expect(message(() => read(deep))).toBe('cluster.yaml, line 1: more than 16 lists in one another');
  });

  test('leaves an object with items alone', () => {
    expect(read('{"kind":"Playlist of a kind","items":[1,{"a":2}]}')).toEqual([{ kind: 'Playlist of a kind', items: [1, { a: 2 }] }]);
    expect(read('{"kind":"List","items":{"a":1}}')).toEqual([{ kind: 'List', items: { a: 1 } }]);
  });

  test('takes the last of equal keys', () => {
    expect(read('{"kind":"List","items":[{"a":1}],"\\u0069tems":[{"a":2,"a":3}]}')).toEqual([{ a: 3 }]);
    expect(read('{"kind":"A","kind":"List","items":[{"a":1}],"items":null}')).toEqual([]);
  });

  test('does not let a key reach the prototype', () => {
    const [object] = read(list('[{"__proto__":{"polluted":true}}]', '"kind":"NodeList"')) as { polluted?: boolean }[];
    expect(object.polluted).toBeUndefined();
    expect(Object.keys(object)).toContain('__proto__');
  });

  test('hands out the items before a mistake', () => {
    const objects = readObjects(Buffer.from(list('[{"kind":"A"},{"kind"}]')), 'a.json');
    expect(objects.next().value.object).toEqual({ kind: 'A' });
    expect(message(() => objects.next())).toBe('a.json, line 1, column 49: expected \':\', found "}"\n'
      + `  {"apiVersion":"v1","items":[{"kind":"A"},{"kind"}],"kind":"List"}\n  ${' '.repeat(48)}^`);
  });

  test.each([
    [lines('{', '  "kind": "List",', '  "items": [', '    {"a": 1},', '    {"a": 1,}', '  ]', '}'),
      'line 5, column 13: expected a key in double quotes, found "}"\n  {"a": 1,}\n          ^'],
    [lines('{', '  "kind": "List",', '  "items": [', '    {"a": 1},', '  ]', '}'), 'line 5, column 3: expected a value, found "]"\n  ]\n  ^'],
    [lines('{"kind": "List", "items": [', '{}, {}', '}}'), 'line 3, column 1: expected \',\' or \']\', found "}"\n  }}\n  ^'],
    [lines('{"kind": "List", "items": [', '{}, {}'), "line 3, column 1: expected ',' or ']', found the end of the text"],
    [lines('{"kind": "List", "items": [', '{"é": "a}, {}'), 'line 2, column 14: a string holds a line break, which has to be escaped\n  {"é": "a}, {}\n               ^'],
    ['{"kind": "List", "items": [{}, ', 'line 1, column 32: expected a value, found the end of the text\n'
      + `  {"kind": "List", "items": [{},\n  ${' '.repeat(31)}^`],
    [lines('{"kind": "List" "items": []}'), `line 1, column 17: expected ',' or '}', found "\\""\n  {"kind": "List" "items": []}\n  ${' '.repeat(16)}^`],
    [list('[{},null]'), 'line 1: expected a Kubernetes object, found null'],
    [list('[{},[]]'), 'line 1: expected a Kubernetes object, found a list in a list'],
    ['[[{}]]', 'line 1: expected a Kubernetes object, found a list in a list'],
  ])('refuses %j', (text, expected) => {
    expect(message(() => read(text))).toBe(`cluster.yaml, ${expected}`);
  });

  test('tells the place in a long line', () => {
    const text = list(`[${'{"name":"e"},'.repeat(10000)}{"name":e}]`);
    expect(message(() => read(text))).toBe('cluster.yaml, line 1, column 130037: expected a value, found "e"\n'
      + `  ${'{"name":"e"},'.repeat(4)}{"name":e}],"kind":"List"}\n  ${' '.repeat(60)}^`);
  });

  test('reads random lists as JSON.parse does', () => {
    const random = sequence(3);
    const pick = <T>(all: readonly T[]): T => all[random(all.length)];
    const value = (depth: number): unknown => {
      const values = depth > 0 ? Array.from({ length: random(4) }, () => value(depth - 1)) : [];
      return pick([values, Object.fromEntries(values.map((one) => [pick(['a', 'items', 'kind', 'k\\', '"', 'é']), one])), pick([0, -1.5, true, null, '"', '\\', '[{,', 'é\u2028'])]);
    };
    for (let round = 0; round < 300; round++) {
      const items = Array.from({ length: random(6) }, () => ({ kind: 'Service', data: value(4), items: value(2) }));
      const object = pick([{ kind: 'List', items }, { items, kind: 'List', metadata: value(2) }, { kind: 'ConfigMap', items }]);
      const text = JSON.stringify(object, null, pick([0, 1, 4, '\t']));
      expect(read(text)).toEqual(object.kind === 'List' ? items : [object]);
      expect(locate(text)).toHaveLength(object.kind === 'List' ? items.length : 1);
    }
  });
});
