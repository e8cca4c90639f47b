import { skipBlank } from './documents';
import { type Position } from './text';

/** The outline of one JSON document: where its end and the elements of its `items` are. */
export interface JsonOutline {
  /** Behind the closing bracket, or the end of the text where the document is cut off. */
  readonly end: Position;
  /** Whether every bracket is closed. */
  readonly complete: boolean;
  /**
   * What surrounds the elements of `items` (or of the document itself, if that is an array): the opening
   * bracket, the commas and the closing bracket. `undefined` where the document has no such array.
   */
  readonly bounds: readonly number[] | undefined;
  /** The line of each of these. */
  readonly lines: readonly number[];
}

const OTHER = 0;
const QUOTE = 1;
const OPEN = 2;
const CLOSE = 3;
const COMMA = 4;
const NEWLINE = 5;

const BYTE_CLASS = new Uint8Array(256);
BYTE_CLASS[0x22] = QUOTE;
BYTE_CLASS[0x5b] = BYTE_CLASS[0x7b] = OPEN;
BYTE_CLASS[0x5d] = BYTE_CLASS[0x7d] = CLOSE;
BYTE_CLASS[0x2c] = COMMA;
BYTE_CLASS[0x0a] = NEWLINE;

/**
 * Passes once over the bytes of the document that starts at `start` with a bracket. Only brackets, strings and
 * commas are looked at: that the parts are JSON is for `JSON.parse` to find out, part by part.
 */
export function scanJson(bytes: Buffer, start: Position): JsonOutline {
  const length = bytes.length;
  const isArray = bytes[start.offset] === 0x5b;
  let { line } = start;
  let depth = 0;
  let bounds: number[] | undefined;
  let lines: number[] = [];
  // The bracket that opens the array of elements, once its key has been seen, and the depth of its commas.
  let arrayStart = isArray ? start.offset : -1;
  const arrayDepth = isArray ? 1 : 2;
  let inArray = false;

  for (let offset = start.offset; offset < length; offset++) {
    const byteClass = BYTE_CLASS[bytes[offset]];
    if (byteClass === OTHER) continue;
    if (byteClass === QUOTE) {
      const from = offset;
      offset = stringEnd(bytes, offset);
      if (depth === 1 && !isArray) {
        const value = isItemsKey(bytes, from, offset) ? valueAfter(bytes, offset + 1) : -1;
        if (value !== -1) {
          // Of two equal keys JSON.parse takes the last one, and so does this.
          bounds = undefined;
          arrayStart = bytes[value] === 0x5b ? value : -1;
        }
      }
    } else if (byteClass === NEWLINE) {
      line++;
    } else if (byteClass === COMMA) {
      if (inArray && depth === arrayDepth) {
        bounds!.push(offset);
        lines.push(line);
      }
    } else if (byteClass === OPEN) {
      depth++;
      if (offset === arrayStart) {
        inArray = true;
        bounds = [offset];
        lines = [line];
      }
    } else {
      if (inArray && depth === arrayDepth) {
        inArray = false;
        bounds!.push(offset);
        lines.push(line);
      }
      depth--;
      if (depth === 0) return { end: { offset: offset + 1, line }, complete: true, bounds, lines };
    }
  }
  return { end: { offset: length, line }, complete: false, bounds: undefined, lines: [] };
}

/** The offset of the quote that ends the string, or the end of the text. */
function stringEnd(bytes: Buffer, start: number): number {
  const length = bytes.length;
  let offset = start + 1;
  while (offset < length) {
    const byte = bytes[offset];
    if (byte === 0x22) return offset;
    offset += byte === 0x5c ? 2 : 1;
  }
  return length;
}

/** Whether the string between two quotes is `items`, however it may be escaped. */
function isItemsKey(bytes: Buffer, start: number, end: number): boolean {
  const length = end - start - 1;
  if (length < 5 || length > 30) return false;
  const text = bytes.toString('latin1', start + 1, end);
  if (length === 5 || !text.includes('\\')) return text === 'items';
  return text.replace(/\\u00([0-7][0-9a-fA-F])/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 16))) === 'items';
}

/** The offset of the value of a key, given where the key has ended; -1 if it was no key. */
function valueAfter(bytes: Buffer, offset: number): number {
  const colon = skipBlank(bytes, { offset, line: 0 }, bytes.length).offset;
  return bytes[colon] === 0x3a ? skipBlank(bytes, { offset: colon + 1, line: 0 }, bytes.length).offset : -1;
}
