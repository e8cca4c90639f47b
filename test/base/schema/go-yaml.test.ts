import { load } from 'js-yaml';
import { goYaml } from '../../../src/base/schema/go-yaml';

// What sigs.k8s.io/yaml v1.6.0 prints for each text.
test.each([
  ['', '""'],
  ['cali', 'cali'],
  ['10.244.0.0/16,fd00:10:244::/56', '10.244.0.0/16,fd00:10:244::/56'],
  ['0.0.0.0:10256', '0.0.0.0:10256'],
  ['::1', '::1'],
  ['::', '\'::\''],
  ['[::]:10256', '\'[::]:10256\''],
  ['1.35', '"1.35"'],
  ['0', '"0"'],
  ['12:30', '"12:30"'],
  ['0x10', '"0x10"'],
  ['1e3', '"1e3"'],
  ['-.INF', '"-.INF"'],
  ['2001-01-01', '"2001-01-01"'],
  ['on', '"on"'],
  ['y', '"y"'],
  ['~', '"~"'],
  ['true', '"true"'],
  ['pods*', 'pods*'],
  ['*', '\'*\''],
  ['- x', '\'- x\''],
  ['-', '\'-\''],
  ['a: b', '\'a: b\''],
  ['a #b', '\'a #b\''],
  ['a#b', 'a#b'],
  ['#x', '\'#x\''],
  ['a\'b', 'a\'b'],
  ['\'q', '\'\'\'q\''],
  ['\\', '\\'],
  [' x', '\' x\''],
  ['a\tb', '"a\\tb"'],
])('%j is printed as %s', (text, printed) => {
  expect(goYaml({ key: text })).toBe(`key: ${printed}`);
  expect(load(goYaml({ key: text }))).toEqual({ key: text });
});

test('keys are sorted, sequences are not indented, and what is not set is left out', () => {
  expect(goYaml({
    vmodule: [{ verbosity: 2, filePattern: 'proxi*' }, { filePattern: 'x', nested: { b: 1, a: [true] } }],
    none: [],
    a: { nothing: null, nodes: ['10.0.0.0/8', '0'], not: undefined },
    Empty: {},
  })).toBe([
    'Empty: {}',
    'a:',
    '  nodes:',
    '  - 10.0.0.0/8',
    '  - "0"',
    '  nothing: null',
    'none: []',
    'vmodule:',
    '- filePattern: proxi*',
    '  verbosity: 2',
    '- filePattern: x',
    '  nested:',
    '    a:',
    '    - true',
    '    b: 1',
  ].join('\n'));
});

test('letters that no reader of YAML takes are escaped', () => {
  const written = goYaml({ a: 'x\u007fy\u0085z\ufeff\uffff\u0001' });
  expect(written).toBe('a: "x\\u007fy\\u0085z\\ufeff\\uffff\\u0001"');
  expect(JSON.parse(written.slice(3))).toBe('x\u007fy\u0085z\ufeff\uffff\u0001');
});
