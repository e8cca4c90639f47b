import { plain as printable } from '../base/plain';

/** A block of commands. */
export function shell(...commands: readonly string[]): string[] {
  return ['```shell', ...commands, '```'];
}

/** A block of text that is no command. */
export function output(...lines: readonly string[]): string[] {
  return ['```text', ...lines, '```'];
}

/** Paragraphs and blocks, each with an empty line behind it. */
export function paragraphs(...blocks: readonly (string | readonly string[])[]): string[] {
  return blocks.flatMap(block => typeof block === 'string' ? [block, ''] : block.length === 0 ? [] : [...block, '']);
}

/** Text from objects inside of Markdown, where it means nothing but itself. */
export function plain(text: string): string {
  return oneLine(text).replace(/[\\`*_{}[\]<>()#+!|~]/g, '\\$&');
}

/** A value as code, whatever backticks it has. */
export function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const line = oneLine(text);
  return longest > 0 ? `${fence} ${line} ${fence}` : `${fence}${line}${fence}`;
}

/** Names and values come from files of others: nothing in them may end a line, or do something to a terminal. */
function oneLine(text: string): string {
  return printable(text.replace(/[\r\n]+/g, ' '));
}

/** A row of a table, of cells that are code or words of ours. */
export function row(...cells: readonly string[]): string {
  return `| ${cells.map(cell => cell.replace(/\|/g, '\\|').replace(/[\r\n]+/g, ' ')).join(' | ')} |`;
}
