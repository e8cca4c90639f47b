import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../cli/run';

/** What people read: files, or folders of them, but for the API reference, which is made of the comments in `src`. */
const TEXTS: readonly string[] = ['src', 'docs', 'README.md', 'CONTRIBUTING.md', 'ARCHITECTURE.md', 'SECURITY.md', 'CHANGELOG.md'];

/** What a native reader stumbles over, and what to write instead. */
const PHRASES: readonly (readonly [phrase: RegExp, instead: string])[] = [
  [/\b(?:has|have|had|is|are|was|were) no (?:longer )?(?!longer|effect|action|such|one\b)(?:[a-z-]+ ){0,3}(?:that|which)\b/, 'does not have a … that'],
  [/(?<!\bthere )\b(?:is|are) no (?!longer|more|such|other|larger|shorter)[a-z]/i, 'is not a …'],
  [/\btells? (?:of|what|which|whether|how)\b|\btold to\b/, 'shows, lists, says, reports'],
  [/\bstands? (?:in|on|under) (?:a |the )?(?:file|page|table)\b/, 'is in'],
  [/\bof today\b|\btoday's (?:mode|kube-proxy|version)\b/, 'current'],
  [/\bneeds a look\b|\bonly hints? at it\b/, 'Confirm on the node: the objects alone cannot prove this.'],
  [/\bbears? (?:it|with)\b|\bborne\b|\buntil a day\b/, 'accepted for a stated reason until a given date'],
  [/\b(?:has|have) to be there\b/, 'required'],
  [/\bthe purpose of it all\b/, 'set by the migration'],
  [/can(?:'|\\'|no)t stand beside/, 'cannot be combined with'],
  [/\bdecides over nothing\b|\bfor nothing that was found\b/, 'has no effect, matches no finding'],
  [/\bwith other means\b/, 'a drop-in replacement'],
  [/\bthe least severity\b/, 'lowest severity'],
  [/[«»]/, '"quotation marks"'],
  [/\b(?:un)?(?:behaviour|colour|neighbour|favour|honour|catalogue\b|centre\b|licence|grey\b|artefact|labell|modell|(?:authori|customi|initiali|minimi|normali|optimi|organi|prioriti|recogni|seriali|summari)s(?:e|ing|ation))/i, 'American spelling'],
];

function filesOf(path: string): string[] {
  if (!statSync(join(ROOT, path)).isDirectory()) return [path];
  return readdirSync(join(ROOT, path)).flatMap(name => filesOf(`${path}/${name}`)).filter(file => /\.(?:ts|md)$/.test(file));
}

const FILES = TEXTS.flatMap(filesOf).filter(file => !file.startsWith('docs/api/'));

test('texts are found', () => {
  expect(FILES.length).toBeGreaterThan(400);
  expect(PHRASES.some(([phrase]) => phrase.test('A waiver is borne for a reason, until a day.'))).toBe(true);
});

test.each(PHRASES)('nothing says %s', (phrase, instead) => {
  // Paragraphs and texts in code are wrapped, so a phrase may go over the end of a line.
  const found = FILES.flatMap(file => {
    const text = readFileSync(join(ROOT, file), 'utf8').replace(/['`]\s*\n\s*\+ ['`]/g, '').replace(/\n\s*(?:\* |\/\/ )?/g, ' ');
    const match = phrase.exec(text);
    return match ? [`${file}: "${text.slice(Math.max(0, match.index - 30), match.index + match[0].length + 20)}" (write: ${instead})`] : [];
  });
  expect(found).toEqual([]);
});
