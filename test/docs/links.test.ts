import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from '../cli/run';

const PAGES = [
  ...readdirSync(ROOT).filter(name => name.endsWith('.md') && name !== 'API.md'),
  ...readdirSync(join(ROOT, 'docs')).filter(name => name.endsWith('.md')).map(name => `docs/${name}`),
];

const withoutBlocks = (text: string) => text.replace(/^( *)```.*\n[^]*?^\1```$/gm, '');

/** As GitHub makes them: of letters, digits, hyphens and underscores; the second of two equal ones ends with `-1`. */
function anchorsOf(text: string): Set<string> {
  const anchors = new Set([...text.matchAll(/<a (?:id|name)="([^"]+)"/g)].map(([, id]) => id));
  for (const [, heading] of withoutBlocks(text).matchAll(/^#+ +(.+)$/gm)) {
    const anchor = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').trim().toLowerCase().replace(/[^\p{L}\p{N}_ -]/gu, '').replace(/ /g, '-');
    const count = [...Array(anchors.size + 1).keys()].find(i => !anchors.has(i === 0 ? anchor : `${anchor}-${i}`))!;
    anchors.add(count === 0 ? anchor : `${anchor}-${count}`);
  }
  return anchors;
}

/** The targets of a page's links that do not exist: files, folders and headings. */
function deadLinks(page: string): string[] {
  const text = readFileSync(join(ROOT, page), 'utf8');
  return [...withoutBlocks(text).matchAll(/\]\(([^()\s]+)\)/g)].map(([, target]) => target).filter(target => !/^[a-z]+:/.test(target)).filter(target => {
    const [path, anchor] = target.split('#');
    const file = path === '' ? page : join(dirname(page), path);
    if (!existsSync(join(ROOT, file))) return true;
    return anchor !== undefined && file.endsWith('.md') && !anchorsOf(readFileSync(join(ROOT, file), 'utf8')).has(decodeURIComponent(anchor));
  });
}

test.each(PAGES)('the links of %s lead somewhere', page => {
  expect(deadLinks(page)).toEqual([]);
});

test('a dead link is noticed', () => {
  expect(anchorsOf('# A `b`\n\n## A b\n\n```\n# not one\n```\n')).toEqual(new Set(['a-b', 'a-b-1']));
});

test('every room is in the table', () => {
  const rooms = readdirSync(join(ROOT, 'src'), { withFileTypes: true }).filter(entry => entry.isDirectory()).map(({ name }) => name);
  const linked = [...readFileSync(join(ROOT, 'ARCHITECTURE.md'), 'utf8').matchAll(/^\| \[src\/([a-z]+)\]\(src\/\1\) \|/gm)].map(([, name]) => name);
  expect(linked.sort()).toEqual(rooms.sort());
});
