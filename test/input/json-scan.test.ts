import { scanJson } from '../../src/input/json-scan';

/** What stands between the bounds. */
function elements(text: string): string[] | undefined {
  const { bounds } = scanJson(Buffer.from(text), { offset: 0, line: 1 });
  return bounds?.slice(1).map((end, index) => text.slice(bounds[index] + 1, end));
}

describe('scanJson', () => {
  test.each([
    ['{"items":[]}', ['']],
    ['{"kind":"List","items":[{"a":[1,2]},{"b":"],\\"["}],"metadata":{"a":[1,2]}}', ['{"a":[1,2]}', '{"b":"],\\"["}']],
    ['[{"items":[1,2]},3]', ['{"items":[1,2]}', '3']],
    ['{ "items" :\n [1 , 2 ]}', ['1 ', ' 2 ']],
    ['{"\\u0069tem\\u0073":[1]}', ['1']],
    ['{"items":[1],"items":[2,3]}', ['2', '3']],
    ['{"items":[1],"items":null}', undefined],
    ['{"items":{"items":[1]}}', undefined],
    ['{"a":{"items":[1]}}', undefined],
    ['{"a":"items","b":[1]}', undefined],
    ['{"a":"\\"items\\":[1]"}', undefined],
    ['{}', undefined],
  ])('%s', (text, expected) => {
    expect(elements(text)).toEqual(expected);
  });

  test('counts lines and finds the end', () => {
    const text = '\n{"items": [\n1,\n2\n]\n}\n{}';
    expect(scanJson(Buffer.from(text), { offset: 1, line: 2 })).toEqual({
      end: { offset: text.length - 3, line: 6 }, complete: true, bounds: [11, 14, 18], lines: [2, 3, 5],
    });
  });

  test.each(['{', '{"a', '{"a\\', '[{}', '{"items":[1'])('%s is not complete', (text) => {
    expect(scanJson(Buffer.from(text), { offset: 0, line: 1 })).toMatchObject({ complete: false, end: { offset: text.length } });
  });
});
