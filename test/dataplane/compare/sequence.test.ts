import { sequenceEdits } from '../../../src/dataplane/compare/sequence';

const SIGN = { kept: ' ', removed: '-', added: '+' };

/** The edits between two words, letter by letter: ` a-b+c`. */
function edits(before: string, after: string): string {
  return sequenceEdits([...before], [...after], letter => letter).map(({ action, value }) => `${SIGN[action]}${value}`).join('');
}

test.each([
  ['', '', ''],
  ['', 'ab', '+a+b'],
  ['ab', '', '-a-b'],
  ['abc', 'abc', ' a b c'],
  ['abc', 'ac', ' a-b c'],
  ['ac', 'abc', ' a+b c'],
  ['abc', 'axc', ' a-b+x c'],
  ['abc', 'xyz', '-a-b-c+x+y+z'],
  ['abcd', 'dabc', '+d a b c-d'],
  ['abcd', 'bcda', '-a b c d+a'],
  ['aab', 'ab', ' a-a b'],
  ['ab', 'aab', ' a+a b'],
])('%s to %s', (before, after, expected) => {
  expect(edits(before, after)).toBe(expected);
});

test('is as long as it must be, whatever moves, where no two entries are alike', () => {
  const words = permutations('abcde');
  for (const word of words) {
    const kept = edits('abcde', word).match(/ ./g)!.length;
    expect([word, kept]).toEqual([word, Math.max(...subsequences(word).filter(letters => [...letters].sort().join('') === letters).map(({ length }) => length))]);
  }
});

test('leads from the one list to the other, also with entries that are alike', () => {
  for (let i = 0; i < 3 ** 5; i++) {
    const [before, after] = [i.toString(3).padStart(5, '0'), ((i * 47) % 243).toString(3)];
    const found = edits(before, after);
    expect([before, after]).toEqual([/[ -]./g, /[ +]./g].map(pattern => (found.match(pattern) ?? []).map(edit => edit[1]).join('')));
  }
});

function permutations(letters: string): string[] {
  if (letters === '') return [''];
  return [...letters].flatMap(letter => permutations(letters.replace(letter, '')).map(rest => letter + rest));
}

function subsequences(letters: string): string[] {
  if (letters === '') return [''];
  const rest = subsequences(letters.slice(1));
  return [...rest, ...rest.map(text => letters[0] + text)];
}
