/** A block of commands. */
export function shell(...commands: readonly string[]): string[] {
  return ['```shell', ...commands, '```'];
}

/** A block of text that is not a command. */
export function output(...lines: readonly string[]): string[] {
  return ['```text', ...lines, '```'];
}

/** Paragraphs and blocks, each with an empty line behind it. */
export function paragraphs(...blocks: readonly (string | readonly string[])[]): string[] {
  return blocks.flatMap(block => typeof block === 'string' ? [block, ''] : block.length === 0 ? [] : [...block, '']);
}

/** A row of a table, of cells that are code or words of ours. */
export function row(...cells: readonly string[]): string {
  return `| ${cells.map(cell => cell.replace(/\|/g, '\\|').replace(/[\r\n]+/g, ' ')).join(' | ')} |`;
}
