/**
 * Characters that would do something to a terminal, a log or the order of the letters around them: control characters (also C1,
 * which terminals take for escape sequences), line ends, marks for the direction of text, and what is not a character at all.
 */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/gu;

/** A text of one line in which nothing is hidden: `\u001b` in the place of an escape character. Names come from files of others. */
export function plain(text: string): string {
  return text.replace(UNPRINTABLE, unicodeEscape);
}

/** A value as indented JSON, in ASCII where a character would not be printable; it reads as the same value. */
export function toJson(value: unknown): string {
  const escape = (character: string): string => character === '\n' ? character : Array.from({ length: character.length }, (_, i) => unicodeEscape(character[i])).join('');
  // The only line ends are those between the lines.
  return `${JSON.stringify(value, undefined, 2).replace(UNPRINTABLE, escape)}\n`;
}

function unicodeEscape(character: string): string {
  const hexadecimal = character.codePointAt(0)!.toString(16);
  return hexadecimal.length > 4 ? `\\u{${hexadecimal}}` : `\\u${hexadecimal.padStart(4, '0')}`;
}

/** The lines of a text, none longer than the width, but for words that are longer themselves. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** Lines with an indent, that of the first one being another. */
export function indented(lines: readonly string[], indent: string, first = indent): string[] {
  return lines.map((line, i) => `${i === 0 ? first : indent}${line}`);
}
