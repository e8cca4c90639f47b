import { lines, message } from './objects';
import { loadYaml, parseYamlDocument } from '../../src/input/yaml';

describe('parseYamlDocument', () => {
  // What sigs.k8s.io/yaml v1.6.0 makes of these (YAMLToJSON).
  test.each([
    ['y Y yes Yes YES on On ON true True TRUE', true],
    ['n N no No NO off Off OFF false False FALSE', false],
    ['~ null Null NULL', null],
    ['0755 0o755 0O755 +0755', 493],
    ['-0755', -493],
    ['0b11 0B11 +0b11', 3],
    ['0x1F 0X1F +0x1F', 31],
    ['-0x1F', -31],
    ['1_000 1e3 1E3 1e+3 +1000 1000. 1000.0', 1000],
    ['9 09 0_11', 9],
    ['08.5', 8.5],
    ['.5 +.5 0.5 5e-1', 0.5],
    ['0 00 -0 +0 0x0', 0],
    ['18446744073709551616', 18446744073709552000],
  ])('%s are %j', (words, expected) => {
    for (const word of words.split(' ')) expect([word, parseYamlDocument(`a: ${word}`, 'x')]).toEqual([word, { a: expected }]);
  });

  test.each([
    'yEs', 'tRue', 'nUll', '_1', '0o', '0x', '0b', '0b2', '0o8', '0x1p3', '1e', 'e1', '1e400', '12:30', '12:30:45', '2001-01-01', '2001-01-01T00:00:00Z',
    '1.2.3', '10.0.0.1', '10.0.0.0/8', '::1', 'NaN', 'Inf', '<<', '=', '.', '+', '-a', '0xffffffffffffffffff', '.inf', '.nan',
  ])('%s is a string', (word) => {
    expect(parseYamlDocument(`a: ${word}`, 'x')).toEqual({ a: word });
  });

  test('keys are strings, whatever they look like', () => {
    expect(parseYamlDocument(lines('y: 1', '0755: 2', '1.5: 3', '2001-01-01: 4'), 'x')).toEqual({ 'true': 1, '493': 2, '1.5': 3, '2001-01-01': 4 });
  });

  test('takes tags, anchors and merge keys', () => {
    expect(parseYamlDocument(lines('a: !!str 80', 'b: !!int "80"', 'c: !!float 1', 'd: &d {e: 1, f: 2}', 'g:', '  <<: *d', '  f: 3'), 'x'))
      .toEqual({ a: '80', b: 80, c: 1, d: { e: 1, f: 2 }, g: { e: 1, f: 3 } });
  });

  test('takes JSON, and text with comments and markers around it', () => {
    expect(parseYamlDocument('{"a": [1, "\\u00e9"]}', 'x')).toEqual({ a: [1, 'é'] });
    expect(parseYamlDocument(lines('# a', '---', 'a: 1', '---', '# b'), 'x')).toEqual({ a: 1 });
    expect(parseYamlDocument('\uFEFFa: 1\r\nb: 2\r\n', 'x')).toEqual({ a: 1, b: 2 });
  });

  test.each(['', '\n', '# a\n', '---\n', '~'])('%j is undefined', (text) => {
    expect(parseYamlDocument(text, 'x')).toBeUndefined();
  });

  test('does not let a key reach the prototype', () => {
    const value = parseYamlDocument('__proto__: {polluted: true}', 'x') as { polluted?: boolean };
    expect(value.polluted).toBeUndefined();
    expect(Object.keys(value)).toEqual(['__proto__']);
  });

  test.each([
    ['mode: nftables\n  a: 1\n', 'line 2, column 4: bad indentation of a mapping entry\n  a: 1\n   ^'],
    ['a: 1\na: 2\n', 'line 2, column 1: duplicated mapping key\n  a: 2\n  ^'],
    ['a: *b\n', 'line 1, column 6: unidentified alias "b"\n  a: *b\n       ^'],
    ['a: "b\n', 'line 2, column 1: unexpected end of the stream within a double quoted scalar'],
    ['a: !!binary aGk=\n', 'line 1, column 17: unknown tag !<tag:yaml.org,2002:binary>\n  a: !!binary aGk=\n                  ^'],
    ['a: 1\nb: c\0\n', 'line 2, column 5: null byte is not allowed in input\n  b: c\n      ^'],
    ['a: [\n', 'line 2, column 1: unexpected end of the stream within a flow collection'],
  ])('%j', (text, expected) => {
    expect(message(() => parseYamlDocument(text, 'config.yaml'))).toBe(`config.yaml, ${expected}`);
  });

  test('refuses several documents', () => {
    expect(message(() => parseYamlDocument('a: 1\n---\nb: 1\n', 'config.yaml'))).toBe('config.yaml: holds 2 documents, expected one');
  });
});

test('loadYaml tells where mappings start', () => {
  const found: [string, number][] = [];
  const text = lines('# a', 'b:', '  c: {d: 1}', 'e:', '- f: 2', '- # g', '  h: 3');
  loadYaml(text, (mapping, line) => found.push([Object.keys(mapping).join(), line]));
  expect(found).toEqual([['d', 2], ['c', 1], ['f', 4], ['h', 6], ['b,e', 1]]);
});
