/** A word of a POSIX shell that means exactly this text: as it is where a shell takes it so, and otherwise in quotes. */
export function shellWord(text: string): string {
  return /^[A-Za-z0-9_./:,=@%+-]+$/.test(text) ? text : `'${text.replace(/'/g, '\'\\\'\'')}'`;
}
