/** A paragraph, or lines of a language. */
export type Block = string | Code;

export interface Code {
  readonly language: 'shell' | 'yaml';
  readonly lines: readonly string[];
}

/** Commands. */
export function shell(...lines: readonly string[]): Code {
  return { language: 'shell', lines };
}

/** A part of a file. */
export function yaml(...lines: readonly string[]): Code {
  return { language: 'yaml', lines };
}
