import { ObjectLocation, syntaxError } from '../../src/input/location';

describe('ObjectLocation', () => {
  test('leaves out the document of a file that has one', () => {
    expect(new ObjectLocation({ name: 'cluster.yaml', several: false }, 1, 41).toString()).toBe('cluster.yaml, line 41');
  });

  test('tells the document of a file that has several, even if that is found out later', () => {
    const file = { name: 'cluster.yaml', several: false };
    const first = new ObjectLocation(file, 1, 1);
    file.several = true;
    expect([first, new ObjectLocation(file, 2, 41)].map(String)).toEqual(['cluster.yaml, document 1, line 1', 'cluster.yaml, document 2, line 41']);
  });
});

describe('syntaxError', () => {
  test('shows the line and a caret', () => {
    expect(syntaxError('a.yaml, line 2', 9, 'no', '    port: x: y', 8).message).toBe('a.yaml, line 2, column 9: no\n  port: x: y\n      ^');
  });

  test('shows a part of a long line, and no control characters', () => {
    const line = `${'a'.repeat(100)}\x1b[31m${'b'.repeat(100)}`;
    expect(syntaxError('a', 101, 'no', line, 100).message).toBe(`a, column 101: no\n  ${'a'.repeat(40)} [31m${'b'.repeat(35)}\n  ${' '.repeat(40)}^`);
  });

  test('shows nothing of a blank line', () => {
    expect(syntaxError('a', 1, 'no', '   ', 0).message).toBe('a, column 1: no');
  });
});
