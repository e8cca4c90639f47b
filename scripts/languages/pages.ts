import { blocksOf } from '../../test/docs/markdown';

const PAGE = 'docs/languages.md';

/** The programs of docs/languages.md in one language, in their order. The n-th of each language does the same. */
export function programsOf(language: string): string[] {
  return blocksOf(PAGE).filter(block => block.language === language).map(({ text }) => text);
}

/** What stands on a line of its own before the output of each program. */
export const SEPARATOR = '=== program';
