import { sequence } from './objects';
import { findJsonMistake } from '../../src/input/json-syntax';

const find = (text: string) => findJsonMistake(Buffer.from(text), 0, Buffer.byteLength(text));

describe('findJsonMistake', () => {
  test.each([
    ['{"a": 1,}', 8, 'expected a key in double quotes, found "}"'],
    ['{a: 1}', 1, 'expected a key in double quotes or \'}\', found "a"'],
    ["{'a': 1}", 1, 'expected a key in double quotes or \'}\', found "\'"'],
    ['{"a" 1}', 5, "expected ':', found \"1\""],
    ['{"a": 1 "b": 2}', 8, 'expected \',\' or \'}\', found "\\""'],
    ['[1 2]', 3, "expected ',' or ']', found \"2\""],
    ['[1,]', 3, 'expected a value, found "]"'],
    ['[,1]', 1, "expected a value or ']', found \",\""],
    ['{"a": [1}', 8, "expected ',' or ']', found \"}\""],
    ['{"a": ', 6, 'expected a value, found the end of the text'],
    ['{"a": [{"b": 1}', 15, "expected ',' or ']', found the end of the text"],
    ['{"a": "x', 6, 'the text ends within this string'],
    ['{"a": "x\ny"}', 8, 'a string holds a line break, which has to be escaped'],
    ['{"a": "\u0001"}', 7, 'a string holds the control character 0x01, which has to be escaped'],
    ['{"a": "\\x"}', 7, 'a string holds a backslash that starts no escape sequence'],
    ['{"a": "\\u12g4"}', 7, 'a string holds a backslash that starts no escape sequence'],
    ['{"a": 01}', 6, 'expected a value, found "01"'],
    ['{"a": NaN}', 6, 'expected a value, found "NaN"'],
    ['{"a": True}', 6, 'expected a value, found "True"'],
    ['{"a": aaaaaaaaaabbbbbbbbbbcccccccccc}', 6, 'expected a value, found "aaaaaaaaaabbbbbbbbbbc..."'],
    ['{"a": é}', 6, 'expected a value, found "é"'],
    ['{"é": 1 // c\n}', 9, 'expected \',\' or \'}\', found "/"'],
  ])('%j', (text, offset, problem) => {
    expect(find(text)).toEqual({ offset, problem });
  });

  test('finds a mistake where and only where JSON.parse does', () => {
    const random = sequence(1);
    const text = JSON.stringify({ a: [1, -2.5e-7, 'b\\"\n', { 'é': null, '': [] }, [true, {}]], kind: 'List', items: [false] }, null, 1);
    const pieces = ['"', '{', '}', '[', ']', ',', ':', '\\', '\n', 'x', '1', '-', '0', '.', 'e', 'null', '\\u00', ' '];
    let valid = 0;
    for (let round = 0; round < 3000; round++) {
      const at = 1 + random(text.length - 2);
      const changed = text.slice(0, at) + (random(2) ? pieces[random(pieces.length)] : '') + text.slice(at + random(2));
      let expected = true;
      try {
        JSON.parse(changed);
        valid++;
      } catch {
        expected = false;
      }
      // Text behind the value is not its business.
      if (expected || !find(changed) === expected) expect([changed, find(changed) === undefined]).toEqual([changed, expected]);
    }
    expect(valid).toBeGreaterThan(300);
  });
});
