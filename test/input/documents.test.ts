import { lines } from './objects';
import { isMarker, nextDocument } from '../../src/input/documents';

const next = (text: string, offset = 0) => nextDocument(Buffer.from(text), { offset, line: 1 });

describe('nextDocument', () => {
  test.each(['', '\n', ' \t\r\n', '# a\n', '---\n', '---\n---\n# a\n...\n', '---', '--- # a', '%YAML 1.2\n---\n'])('finds none in %j', (text) => {
    expect(next(text)).toBeUndefined();
  });

  test('takes the comments and directives before a document for a part of it', () => {
    const text = lines('# a', '%YAML 1.2', '--- # b', '', 'kind: Node');
    expect(next(text)).toEqual({ start: { offset: 0, line: 1 }, content: { offset: text.indexOf('kind'), line: 5 }, marked: true });
  });

  test('passes over empty documents', () => {
    const text = lines('---', '# a', '---', '...', '---', 'kind: Node');
    expect(next(text)).toEqual({ start: { offset: 15, line: 4 }, content: { offset: text.indexOf('kind'), line: 6 }, marked: true });
  });

  test('takes what stands behind --- for content', () => {
    expect(next('--- {}')).toEqual({ start: { offset: 0, line: 1 }, content: { offset: 4, line: 1 }, marked: true });
    expect(next(' kind: Node')).toEqual({ start: { offset: 0, line: 1 }, content: { offset: 1, line: 1 }, marked: false });
  });
});

test.each([['---', true], ['--- a', true], ['...\r\n', true], ['---\n', true], ['---a', false], ['--', false], ['-.-', false]])('isMarker(%j)', (text, expected) => {
  expect(isMarker(Buffer.from(text), 0)).toBe(expected);
});
