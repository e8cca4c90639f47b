import { lines } from './objects';
import { scanYaml } from '../../src/input/yaml-scan';

const scan = (...all: string[]) => {
  const { end, itemsLine, items, itemsEnd } = scanYaml(Buffer.from(lines(...all)), { offset: 0, line: 1 });
  return { end: end.line, itemsLine: itemsLine?.line, items: items.map(({ line }) => line), itemsEnd: itemsEnd.line };
};

describe('scanYaml', () => {
  test('finds the items of a list as kubectl prints it', () => {
    expect(scan('apiVersion: v1', 'items:', '- a: 1', '  b:', '  - c', '- d: |', '    - e', '', '    items:', '# f', '- g', 'kind: List', 'metadata: {}'))
      .toEqual({ end: 14, itemsLine: 2, items: [3, 6, 11], itemsEnd: 12 });
  });

  test('finds indented items', () => {
    expect(scan('items: # all', '', '  - a: 1', '   # b', '    c:', '    - d', '  - e: 1', 'kind: List')).toEqual({
      end: 9, itemsLine: 1, items: [3, 7], itemsEnd: 8,
    });
  });

  test('ends at a marker', () => {
    expect(scan('items:', '- a', '---', 'items:', '- b')).toEqual({ end: 3, itemsLine: 1, items: [2], itemsEnd: 3 });
    expect(scan('a: |', '  ---', '...', 'items:')).toEqual({ end: 3, itemsLine: undefined, items: [], itemsEnd: 3 });
  });

  test.each([
    ['a dash by itself', ['items:', '-', '  a: 1']],
    ['a dash and a comment', ['items:', '- # a', '  a: 1']],
    ['a flow sequence', ['items:', '  [a]']],
    ['an alias', ['items: *a', '- b']],
    ['an anchor', ['items: &a', '- b']],
    ['a quoted key', ['"items":', '- b']],
    ['an indented key', [' items:', ' - b']],
    ['nothing', ['items:', 'kind: List']],
  ])('finds no items behind %s', (_, text) => {
    expect(scan(...text).items).toEqual([]);
  });
});
