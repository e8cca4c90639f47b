import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lines, locate, message, read } from './objects';
import { readObjects } from '../../src/input/read-objects';
import { parseYamlDocument } from '../../src/input/yaml';

const A = { kind: 'A' };
const B = { kind: 'B' };

describe('readObjects', () => {
  test.each([
    ['YAML documents', '---\n# a\nkind: A\n---\nkind: B\n', [3, 5]],
    ['empty documents', '---\n---\nkind: A\n---\n# a\n---\nkind: B\n---\n', [3, 7]],
    ['documents with an end', 'kind: A\n...\n# a\n%YAML 1.2\n---\nkind: B\n...\n', [1, 6]],
    ['a null document', 'kind: A\n---\nnull\n---\nkind: B\n', [1, 5]],
    ['CRLF', '---\r\nkind: A\r\n---\r\n\r\nkind: B', [2, 5]],
    ['JSON documents', '{"kind":"A"}\n{\n"kind":"B"}', [1, 2]],
    ['JSON documents on a line', '{"kind":"A"}{"kind":"B"}', [1, 1]],
    ['JSON and YAML', '{"kind":"A"}\n---\nkind: B\n', [1, 3]],
    ['YAML and JSON', 'kind: A\n---\n# a\n{"kind":"B"}\n', [1, 4]],
    ['content behind ---', '--- {"kind":"A"}\n--- {kind: B}\n', [1, 2]],
    ['flow style', '{kind: A}\n---\n{kind: \'B\'}\n', [1, 3]],
  ])('reads %s', (_, text, starts) => {
    expect(read(text)).toEqual([A, B]);
    expect(read(`\uFEFF${text}`)).toEqual([A, B]);
    expect(read(Buffer.from(`\uFEFF${text}`, 'utf16le'))).toEqual([A, B]);
    const last = text.includes('null') ? 3 : 2;
    expect(locate(text)).toEqual([`cluster.yaml, document 1, line ${starts[0]}`, `cluster.yaml, document ${last}, line ${starts[1]}`]);
  });

  test('leaves out the number of the only document', () => {
    expect(locate('---\n\nkind: A\n---\n', '-')).toEqual(['<stdin>, line 3']);
    expect(locate(' {"kind":"A"}\n# a', '-')).toEqual(['<stdin>, line 1']);
  });

  test.each(['', '\n', '# a\n', '---\n---\n', 'null\n', '\uFEFF'])('refuses %j', (text) => {
    expect(message(() => read(text))).toBe('cluster.yaml: holds no objects');
  });

  test('takes an empty list for an answer', () => {
    expect(read('kind: List\nitems: []\n')).toEqual([]);
    expect(read('{"kind":"List","items":[]}')).toEqual([]);
    expect(read('[]')).toEqual([]);
  });

  test.each([
    ['kind: A\n---\nkind: B\n  a: 1\n', 'cluster.yaml, document 2, line 4, column 4: bad indentation of a mapping entry\n  a: 1\n   ^'],
    ['kind: A\n  a: 1\n---\nkind: B\n', 'cluster.yaml, document 1, line 2, column 4: bad indentation of a mapping entry\n  a: 1\n   ^'],
    ['{"kind":"A"}\n{"kind":"B",}\n', 'cluster.yaml, document 2, line 2, column 13: expected a key in double quotes, found "}"\n  {"kind":"B",}\n              ^'],
    ['{"kind":"A"} b\n', "cluster.yaml, document 2, line 1, column 14: expected the end of the file, '---' or another JSON document\n"
      + `  {"kind":"A"} b\n  ${' '.repeat(13)}^`],
    ['kind: A\n---\n- kind: B\n- 80\n', 'cluster.yaml, document 2, line 3: expected a Kubernetes object, found the number 80'],
    ['hello\n', 'cluster.yaml, line 1: expected a Kubernetes object, found the string "hello"'],
    ['[80]', 'cluster.yaml, line 1: expected a Kubernetes object, found the number 80'],
    ['{"kind": "A"', "cluster.yaml, line 1, column 13: expected ',' or '}', found the end of the text\n  {\"kind\": \"A\"\n              ^"],
    [Buffer.from('kind: \xe9', 'latin1'), 'cluster.yaml: byte 6 (0xe9) is not valid UTF-8'],
  ])('refuses %j', (text, expected) => {
    expect(message(() => read(text))).toBe(expected);
  });

  test('tells how far it is', () => {
    const told: number[] = [];
    const content = Buffer.from('{"kind":"List","items":[{},{}]}\n---\nitems:\n- {}\n- {}\nkind: List\n');
    for (const { object } of readObjects(content, 'a', (bytes) => told.push(bytes))) expect(object).toEqual({});
    expect(told).toEqual([26, 29, 43, 43]);
  });

  test('keeps nothing of the file alive with a location', () => {
    const [{ source }] = readObjects(Buffer.from('kind: A\n'), 'cluster.yaml');
    expect(JSON.stringify(source)).toBe('{"file":{"name":"cluster.yaml","several":false},"document":1,"line":1}');
  });
});

describe.each(['networking.yaml', 'kube-proxy.yaml'])('%s of a cluster', (name) => {
  const content = readFileSync(join(__dirname, '..', 'fixtures', 'cluster', name));
  const text = content.toString();
  const whole = parseYamlDocument(text, name) as { kind: string; items: { kind: string; metadata: { name: string } }[] };
  const objects = [...readObjects(content, name)];

  test('is read as YAML', () => {
    expect(objects.map(({ object }) => object)).toEqual(whole.items);
    expect(objects.length).toBeGreaterThan(0);
  });

  test('is the same as JSON', () => {
    for (const space of [0, 4]) expect(read(JSON.stringify(whole, null, space))).toEqual(whole.items);
    expect(read(lines(...whole.items.map((item) => JSON.stringify(item))))).toEqual(whole.items);
  });

  test('has its objects where their locations say', () => {
    const all = text.split('\n');
    for (const { source } of objects) {
      const [, line] = /^[a-z-]+\.yaml, line (\d+)$/.exec(source.toString()) ?? [];
      expect(all[Number(line) - 1]).toMatch(/^- (apiVersion|addressType): /);
    }
  });
});
