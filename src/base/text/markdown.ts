import { plain } from '../plain';

/** A text as GitHub-flavored Markdown that shows just that on one line, also within a table. */
export function escapeMarkdown(text: string): string {
  return plain(text)
    .replace(/[\\`*<>[\]{}|~#&$!+]/g, '\\$&')
    // An underscore within a word is none of Markdown's business.
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_');
}

/** The same where nobody must be notified: GitHub takes `@name` for a person wherever it stands in prose. */
export function escapeProse(text: string): string {
  return escapeMarkdown(text).replaceAll('@', '@&#8203;');
}

/** The same for texts of ours in which commands stand between backticks: a command has to be copied as it is. */
export function proseWithCommands(text: string): string {
  return text.split(/(`[^`]+`)/).map((part, i) => i % 2 === 1 ? plain(part) : escapeProse(part)).join('');
}

/**
 * A name, as code. Between tags and not between backticks: in a table a pipe can't be told from the end of a cell in backticks
 * with every reader, and here everything can be escaped.
 */
export function code(text: string): string {
  return `<code>${escapeMarkdown(text)}</code>`;
}

/** A value as code between backticks, for a reader of the source; in a table, `row` escapes its pipes. */
export function codeSpan(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const line = plain(text.replace(/[\r\n]+/g, ' '));
  return longest > 0 ? `${fence} ${line} ${fence}` : `${fence}${line}${fence}`;
}
