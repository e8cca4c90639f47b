import { constants, isAscii, isUtf8 } from 'node:buffer';
import { type InputFile } from './location';
import { InputError } from '../base/errors';

/** A place in the bytes of a file: the offset, and the line (from 1) that holds it. */
export interface Position {
  readonly offset: number;
  readonly line: number;
}

/**
 * The bytes of one file as valid UTF-8 without a byte order mark. They stay bytes: only the parts that are
 * being parsed become strings, which is what keeps the memory needed for a big file small.
 */
export class InputText {
  readonly bytes: Buffer;
  /** How many bytes have been read so far, for a display of progress. */
  consumed = 0;
  private readonly encoding: 'latin1' | 'utf8';

  constructor(content: Buffer, readonly file: InputFile) {
    this.bytes = toUtf8(content, file.name);
    // Decoding ASCII as Latin-1 is a plain copy.
    this.encoding = isAscii(this.bytes) ? 'latin1' : 'utf8';
  }

  /** The text from `start` up to but not including `end`. */
  slice(start: number, end: number): string {
    if (end - start > constants.MAX_STRING_LENGTH) {
      throw new InputError(`${this.file.name}: holds ${end - start} bytes that have to be read as one, which is more than can be`);
    }
    return this.bytes.toString(this.encoding, start, end);
  }
}

/** The same text in UTF-8. UTF-16 is decoded where it has a byte order mark: `>` in Windows PowerShell writes it. */
function toUtf8(content: Buffer, name: string): Buffer {
  if (content[0] === 0xff && content[1] === 0xfe) return utf16ToUtf8(content, name);
  if (content[0] === 0xfe && content[1] === 0xff) return utf16ToUtf8(swapped(content), name);
  if (!isUtf8(content)) {
    const offset = firstInvalidByte(content);
    throw new InputError(`${name}: byte ${offset} (0x${content[offset].toString(16)}) is not valid UTF-8`);
  }
  return content[0] === 0xef && content[1] === 0xbb && content[2] === 0xbf ? content.subarray(3) : content;
}

function utf16ToUtf8(content: Buffer, name: string): Buffer {
  if (content.length % 2 === 1) throw new InputError(`${name}: is UTF-16 text that ends in the middle of a character`);
  return Buffer.from(content.toString('utf16le', 2), 'utf8');
}

/** Big-endian UTF-16 as little-endian; an odd byte at the end stays, for the error about it. */
function swapped(content: Buffer): Buffer {
  const even = content.length - content.length % 2;
  return Buffer.concat([Buffer.from(content.subarray(0, even)).swap16(), content.subarray(even)]);
}

/** The first byte of the first character that is not valid: halves what is left to look at, then goes on by characters. */
function firstInvalidByte(content: Buffer): number {
  let valid = 0;
  for (let end = content.length; end - valid > 8;) {
    let middle = Math.floor((valid + end) / 2);
    while (middle > valid && content[middle] >= 0x80 && content[middle] < 0xc0) middle--;
    if (middle === valid) break;
    if (isUtf8(content.subarray(valid, middle))) valid = middle;
    else end = middle;
  }
  for (;;) {
    const length = [1, 2, 3, 4].find((n) => valid + n <= content.length && isUtf8(content.subarray(valid, valid + n)));
    if (length === undefined) return valid;
    valid += length;
  }
}
