import { type Position } from './text';

const TAB = 0x09;
export const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const SPACE = 0x20;
const HASH = 0x23;
const PERCENT = 0x25;
const HYPHEN = 0x2d;
const FULL_STOP = 0x2e;

/** Where a document starts. */
export interface DocumentStart {
  /** The start of all that belongs to it: comments, directives and its `---`. */
  readonly start: Position;
  /** Its first character that is none of these. */
  readonly content: Position;
  /** Whether a `---` or `...` stands before it. */
  readonly marked: boolean;
}

/**
 * The next document in a stream of YAML or JSON documents, or `undefined` where there is no further one.
 * Empty documents, that is nothing but comments between markers, are passed over.
 */
export function nextDocument(bytes: Buffer, from: Position): DocumentStart | undefined {
  let { offset, line } = from;
  let start = from;
  let marked = false;
  // Whether a `---` stands between `start` and here: it ends the directives of the document.
  let dashes = false;
  while (offset < bytes.length) {
    const byte = bytes[offset];
    const atLineStart = offset === 0 || bytes[offset - 1] === LINE_FEED;
    if (byte === LINE_FEED) {
      offset++;
      line++;
    } else if (byte === SPACE || byte === TAB || byte === CARRIAGE_RETURN) {
      offset++;
    } else if (byte === HASH || (byte === PERCENT && atLineStart && !dashes)) {
      offset = lineEnd(bytes, offset);
    } else if (atLineStart && isMarker(bytes, offset)) {
      if (byte === FULL_STOP) start = { offset: offset + 3, line };
      else if (dashes) start = { offset, line };
      dashes = byte === HYPHEN;
      marked = true;
      offset += 3;
    } else {
      return { start, content: { offset, line }, marked };
    }
  }
  return undefined;
}

/** Whether the line that starts at `offset` is a `---` or `...`: no text and no quoted string can hold one of these. */
export function isMarker(bytes: Buffer, offset: number): boolean {
  const byte = bytes[offset];
  return (byte === HYPHEN || byte === FULL_STOP) && bytes[offset + 1] === byte && bytes[offset + 2] === byte && isBlank(bytes[offset + 3]);
}

/** The offset of the line feed that ends the line, or the end of the text. */
export function lineEnd(bytes: Buffer, offset: number): number {
  const end = bytes.indexOf(LINE_FEED, offset);
  return end === -1 ? bytes.length : end;
}

/** Whether a byte is white space or, being `undefined`, the end of the text. */
export function isBlank(byte: number | undefined): boolean {
  return byte === LINE_FEED || byte === SPACE || byte === TAB || byte === CARRIAGE_RETURN || byte === undefined;
}

/** The position of the first character that is not white space. */
export function skipBlank(bytes: Buffer, from: Position, end: number): Position {
  let { offset, line } = from;
  while (offset < end && isBlank(bytes[offset])) {
    if (bytes[offset] === LINE_FEED) line++;
    offset++;
  }
  return { offset, line };
}
