/** What Go's package regexp, RE2, does not have of what JavaScript has, and the other way round. */
const LOOK_AROUND = /\(\?(?:=|!|<=|<!)/;
const ESCAPE = /\\([A-Za-z0-9])/g;
/** A count of repetitions outside of escapes and classes. */
const REPEAT = /\\.|\[[^\]]*\]|\{(\d+)(?:,(\d*))?\}/gs;
/** Upstream: regexp/syntax, parser.repeat. */
const MOST_REPETITIONS = 1000;
const ESCAPES = 'aftnrvdDsSwWbBAzxpPQEC';

/** Why Go does not compile a regular expression; `undefined` where it does, as far as that shows here. */
export function goRegexpProblem(text: string): string | undefined {
  const plain = text.replace(/\\\\/g, '');
  if (LOOK_AROUND.test(plain)) return 'looks around, which Go\'s regular expressions cannot';
  for (const [, letter] of plain.matchAll(ESCAPE)) {
    if (/[1-9]/.test(letter)) return `refers back (\\${letter}), which Go's regular expressions cannot`;
    if (letter !== '0' && !ESCAPES.includes(letter)) return `has the escape \\${letter}, which Go's regular expressions do not know`;
  }
  for (const [repeat, least, most] of text.matchAll(REPEAT)) {
    if (Math.max(Number(least ?? 0), Number(most ?? 0)) > MOST_REPETITIONS) return `repeats more than ${MOST_REPETITIONS} times (${repeat}), which Go's regular expressions cannot`;
  }
  try {
    new RegExp(inJavaScript(text));
    return undefined;
  } catch (error) {
    return `is not a regular expression (${(error as Error).message.replace(/^Invalid regular expression: /, '').replace(/^\/.*\/\w*: /s, '')})`;
  }
}

function inJavaScript(text: string): string {
  return text
    .replace(/\\Q(.*?)(?:\\E|$)/gs, (_, literal: string) => literal.replace(/[^\w\s]/g, '\\$&'))
    .replace(/\(\?[imsU]+(?:-[imsU]+)?\)/g, '')
    .replace(/\(\?[imsU]+(?:-[imsU]+)?:/g, '(?:')
    .replace(/\(\?P?<(\w+)>/g, '(?<$1>')
    .replace(/\[:\^?\w+:\]/g, '\\w')
    .replace(/\\[pP](?:\{[^}]*\}|\w)/g, '\\w')
    .replace(/\\[Az]/g, '');
}
