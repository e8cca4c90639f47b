import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(__dirname, '..', '..');

/** The pages whose programs, commands and links are tested: paths from the root of the repository. */
export const PAGES: readonly string[] = [
  'README.md', 'ARCHITECTURE.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md',
  ...readdirSync(join(ROOT, 'docs')).filter(file => file.endsWith('.md')).sort().map(file => `docs/${file}`),
];

/** A fenced block of a page. */
export interface Block {
  /** `docs/cli.md:41`, where its text begins. */
  readonly place: string;
  readonly page: string;
  /** `ts`, `shell` and so on; empty where the page does not tell. */
  readonly language: string;
  readonly text: string;
  /** The words of the comment `<!-- docs-test: … -->` on the line before it, each a name or `name=value`. */
  readonly directives: ReadonlyMap<string, string>;
}

/** What a `docs-test` comment may say. */
const DIRECTIVES = ['exit', 'file', 'in', 'no-run', 'output'];

export function readPage(page: string): string {
  return readFileSync(join(ROOT, page), 'utf8');
}

/** The fenced blocks of a page, in their order. */
export function blocksOf(page: string): Block[] {
  const lines = readPage(page).split('\n');
  const blocks: Block[] = [];
  for (let i = 0; i < lines.length; i++) {
    const open = /^( *)(```+)(\w*)/.exec(lines[i]);
    if (!open) continue;
    const [, indent, fence, language] = open;
    const end = lines.findIndex((line, j) => j > i && line.trim() === fence);
    if (end < 0) throw new Error(`${page}:${i + 1}: the block does not end`);
    const text = lines.slice(i + 1, end).map(line => line.startsWith(indent) ? line.slice(indent.length) : line).join('\n');
    const words = /^<!-- docs-test: (.*) -->$/.exec(lines[i - 1]?.trim() ?? '')?.[1].split(/[ ,]+/) ?? [];
    const directives = new Map(words.map(word => word.split('=')).map(([name, value = '']) => [name, value]));
    for (const directive of directives.keys()) {
      if (!DIRECTIVES.includes(directive)) throw new Error(`${page}:${i}: ${directive} is not a directive: expected ${DIRECTIVES.join(', ')}`);
    }
    blocks.push({ place: `${page}:${i + 2}`, page, language, text: `${text}\n`, directives });
    i = end;
  }
  return blocks;
}

/** A page without its fenced blocks, which keep their number of lines. */
export function proseOf(page: string): string {
  return readPage(page).replace(/^( *)(```+)[^\n]*\n[\s\S]*?^ *\2 *$/gm, block => block.replace(/[^\n]/g, ''));
}

/**
 * The first line of a block that a text does not have, behind those before it; a line may end with `…`, and one of that alone stands
 * for any lines.
 */
export function missingLine({ text }: Block, output: string): string | undefined {
  const lines = output.split('\n');
  let next = 0;
  for (const shown of text.trimEnd().split('\n')) {
    if (shown === '…') continue;
    const at = lines.findIndex((line, i) => i >= next && (shown.endsWith('…') ? line.startsWith(shown.slice(0, -1)) : line === shown));
    if (at < 0) return shown;
    next = at + 1;
  }
  return undefined;
}
