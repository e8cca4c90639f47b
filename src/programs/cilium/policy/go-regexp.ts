/** What Go's package regexp, RE2, does not have of what JavaScript has, and the other way round. */
const LOOK_AROUND = /\(\?(?:=|!|<=|<!)/;
const ESCAPE = /\\([A-Za-z0-9])/g;
/** Upstream: regexp/syntax, parser.repeat and repeatIsValid. */
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
  const repeat = tooManyRepetitions(text);
  if (repeat !== undefined) return `repeats more than ${MOST_REPETITIONS} times (${repeat}), which Go's regular expressions cannot`;
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
    .replace(/\\[Az]/g, '')
    .replace(/\\x\{[0-9A-Fa-f]+\}/g, '\\w')
    // A count with zeros before it is none to Go.
    .replace(/\\[^]|\{(?=(?:\d+,)?0\d)/g, found => found === '{' ? '\\{' : found);
}

/** A count of repetitions, as Go reads it; other braces stand for themselves. */
const COUNT = /\{(0|[1-9]\d*)(?:,(0|[1-9]\d*)?)?\}/y;
/** What is none, and has no parentheses of its own: literals, escapes and classes, in which `]` may come first. */
const OPAQUE = /\\Q[^]*?(?:\\E|$)|\\(?:[pP]\{[^}]*\}|x\{[^}]*\}|[^])|\[\^?\]?(?:\[:\^?\w+:\]|\\[^]|[^\]\\])*\]/y;

/** A part that may be repeated; without a count, it is not. */
interface Part {
  readonly text: string;
  readonly count?: number;
  readonly parts: readonly Part[];
}

/** The first repetition that, with those inside of it, is of more than Go takes: counts of nested ones multiply. */
function tooManyRepetitions(text: string): string | undefined {
  let found: string | undefined;
  const isWithin = ({ count = 1, parts }: Part, most: number): boolean => {
    if (count === 0) return true;
    return count <= most && parts.every(each => isWithin(each, Math.floor(most / count)));
  };
  const read = (start: number): { readonly parts: Part[]; readonly end: number } => {
    const parts: Part[] = [];
    let at = start;
    let from = start;
    while (at < text.length && text[at] !== ')') {
      COUNT.lastIndex = OPAQUE.lastIndex = at;
      const count = COUNT.exec(text);
      const last = parts.at(-1);
      if (count && last) {
        const [whole, least, most] = count;
        at += whole.length;
        const repeated = { text: text.slice(from, at), count: Number(most ?? least), parts: [last] };
        parts[parts.length - 1] = repeated;
        if (!isWithin(repeated, MOST_REPETITIONS)) found ??= repeated.text.length > 40 ? whole : repeated.text;
        continue;
      }
      from = at;
      if (text[at] === '(') {
        const group = read(at + 1);
        at = group.end + 1;
        parts.push({ text: text.slice(from, at), parts: group.parts });
        continue;
      }
      const opaque = OPAQUE.exec(text);
      at += opaque ? opaque[0].length : 1;
      parts.push({ text: text.slice(from, at), parts: [] });
    }
    return { parts, end: at };
  };
  for (let at = 0; at < text.length;) at = read(at).end + 1;
  return found;
}
