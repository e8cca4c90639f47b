import { isBlank } from './documents';

/** The first mistake in a JSON text. `JSON.parse` finds it as well, but says where in words that differ between versions of Node. */
export interface JsonMistake {
  readonly offset: number;
  readonly problem: string;
}

/** What may come next. */
enum Expected {
  VALUE = 'a value',
  VALUE_OR_END = "a value or ']'",
  KEY = 'a key in double quotes',
  KEY_OR_END = "a key in double quotes or '}'",
  COLON = "':'",
  COMMA_OR_BRACE = "',' or '}'",
  COMMA_OR_BRACKET = "',' or ']'",
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

const SCALAR = /^(?:-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?|true|false|null)$/;
const ESCAPE = /^\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/;

/**
 * Looks for the first mistake in the JSON value that starts at `start`.
 *
 * @param bytes the text, in UTF-8
 * @param start the offset of the value
 * @param end where the text ends
 */
export function findJsonMistake(bytes: Buffer, start: number, end: number): JsonMistake | undefined {
  const open: number[] = [];
  let expected = Expected.VALUE;
  let offset = start;
  do {
    while (offset < end && isBlank(bytes[offset])) offset++;
    const byte = offset < end ? bytes[offset] : undefined;
    const isValue = expected === Expected.VALUE || expected === Expected.VALUE_OR_END;
    const isKey = expected === Expected.KEY || expected === Expected.KEY_OR_END;
    const closes = isClosing(byte, expected);
    if (closes) {
      open.pop();
      offset++;
    } else if (byte === QUOTE && (isValue || isKey)) {
      const string = readString(bytes, offset, end);
      if (typeof string !== 'number') return string;
      offset = string;
    } else if (isValue && (byte === OPEN_BRACE || byte === OPEN_BRACKET)) {
      open.push(byte);
      offset++;
    } else if (byte === expectedSign(expected)) {
      offset++;
    } else {
      const token = readToken(bytes, offset, end);
      if (!isValue || !SCALAR.test(token)) return { offset, problem: `expected ${expected}, found ${describe(token)}` };
      offset += token.length;
    }
    expected = next(expected, closes ? undefined : byte, open.at(-1));
  } while (open.length > 0);
  return undefined;
}

function isClosing(byte: number | undefined, expected: Expected): boolean {
  return (byte === CLOSE_BRACE && (expected === Expected.KEY_OR_END || expected === Expected.COMMA_OR_BRACE))
    || (byte === CLOSE_BRACKET && (expected === Expected.VALUE_OR_END || expected === Expected.COMMA_OR_BRACKET));
}

/** The sign between two tokens that `expected` stands for; a number that is not a byte where there is none. */
function expectedSign(expected: Expected): number {
  if (expected === Expected.COLON) return COLON;
  return expected === Expected.COMMA_OR_BRACE || expected === Expected.COMMA_OR_BRACKET ? COMMA : -1;
}

/** What may follow the token that has just been read, in the object or array that is open now. */
function next(expected: Expected, byte: number | undefined, container: number | undefined): Expected {
  switch (expected) {
    case Expected.KEY:
    case Expected.KEY_OR_END:
      if (byte !== undefined) return Expected.COLON;
      break;
    case Expected.COLON:
      return Expected.VALUE;
    case Expected.COMMA_OR_BRACE:
      if (byte !== undefined) return Expected.KEY;
      break;
    case Expected.COMMA_OR_BRACKET:
      if (byte !== undefined) return Expected.VALUE;
      break;
    default:
      if (byte === OPEN_BRACE) return Expected.KEY_OR_END;
      if (byte === OPEN_BRACKET) return Expected.VALUE_OR_END;
  }
  return container === OPEN_BRACE ? Expected.COMMA_OR_BRACE : Expected.COMMA_OR_BRACKET;
}

/** The offset behind the string that starts at `start`, or what is wrong with it. */
function readString(bytes: Buffer, start: number, end: number): number | JsonMistake {
  let offset = start + 1;
  while (offset < end) {
    const byte = bytes[offset];
    if (byte === QUOTE) return offset + 1;
    if (byte < 0x20) {
      const what = byte === 0x0a || byte === 0x0d ? 'a line break' : `the control character 0x${byte.toString(16).padStart(2, '0')}`;
      return { offset, problem: `a string holds ${what}, which has to be escaped` };
    }
    if (byte === BACKSLASH) {
      const escape = ESCAPE.exec(bytes.toString('latin1', offset, Math.min(end, offset + 6)));
      if (!escape) return { offset, problem: 'a string holds a backslash that starts no escape sequence' };
      offset += escape[0].length;
    } else {
      offset++;
    }
  }
  return { offset: start, problem: 'the text ends within this string' };
}

/** The word or number at `offset`, or else the single character; empty at the end of the text. */
function readToken(bytes: Buffer, offset: number, end: number): string {
  const text = bytes.toString('latin1', offset, Math.min(end, offset + 2048));
  const word = /^[A-Za-z0-9_.+-]+/.exec(text);
  return word ? word[0] : [...bytes.toString('utf8', offset, Math.min(end, offset + 4))][0] ?? '';
}

function describe(token: string): string {
  if (token === '') return 'the end of the text';
  return token.length > 24 ? JSON.stringify(`${token.slice(0, 21)}...`) : JSON.stringify(token);
}
