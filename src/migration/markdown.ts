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
  return text.replace(/[\\`*_{}[\]<>()#+!|~]/g, '\\$&').replace(/[\r\n]+/g, ' ');
}

/** A value as code, whatever backticks it has. */
export function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const line = text.replace(/[\r\n]+/g, ' ');
  return longest > 0 ? `${fence} ${line} ${fence}` : `${fence}${line}${fence}`;
}

/** A row of a table. */
export function row(...cells: readonly string[]): string {
  return `| ${cells.map(cell => cell.replace(/\|/g, '\\|').replace(/[\r\n]+/g, ' ')).join(' | ')} |`;
}
