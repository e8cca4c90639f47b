import { isBlank, isMarker, LINE_FEED } from './documents';
import { type Position } from './text';

const CARRIAGE_RETURN = 0x0d;
const SPACE = 0x20;
const HASH = 0x23;
const HYPHEN = 0x2d;
const LETTER_I = 0x69;
const ITEMS = 'items:';

/** The outline of one YAML document: where it ends and, if it looks like a printed list, where its items are. */
export interface YamlOutline {
  /** The start of the marker line behind the document, or the end of the text. */
  readonly end: Position;
  /** The line `items:` at the left margin. */
  readonly itemsLine: Position | undefined;
  /** The starts of the lines `- …` that seem to start an item. Empty where it can't be told by lines. */
  readonly items: readonly Position[];
  /** The first line behind the items. */
  readonly itemsEnd: Position;
}

/**
 * Passes once over the lines of a document, whose content starts at `content`. What it says about items is a
 * guess by indentation, as of `kubectl get -o yaml`; the reader has to prove it.
 */
export function scanYaml(bytes: Buffer, content: Position): YamlOutline {
  const { length } = bytes;
  const items: Position[] = [];
  let itemsLine: Position | undefined;
  let itemsEnd: Position | undefined;
  let indent = -1;
  let { line } = content;
  // Markers can't stand on the line where the content starts, but `items:` can.
  let offset = bytes.lastIndexOf(LINE_FEED, content.offset) + 1;
  for (; offset < length; line++) {
    if (offset > content.offset && isMarker(bytes, offset)) break;
    if (itemsLine === undefined) {
      if (isItemsLine(bytes, offset)) itemsLine = { offset, line };
    } else if (itemsEnd === undefined) {
      const depth = indentation(bytes, offset, indent === -1 ? length : indent + 1);
      const byte = bytes[offset + depth];
      const isText = byte !== LINE_FEED && byte !== CARRIAGE_RETURN && byte !== HASH && byte !== undefined;
      if (isText && (indent === -1 || depth <= indent)) {
        if ((indent === -1 || depth === indent) && isItemStart(bytes, offset + depth)) {
          indent = depth;
          items.push({ offset, line });
        } else {
          itemsEnd = { offset, line };
        }
      }
    }
    while (offset < length && bytes[offset] !== LINE_FEED) offset++;
    offset++;
  }
  const end = { offset: Math.min(offset, length), line };
  return { end, itemsLine, items, itemsEnd: itemsEnd ?? end };
}

/** The number of spaces that a line starts with, up to `most`. */
function indentation(bytes: Buffer, offset: number, most: number): number {
  let depth = 0;
  while (depth < most && bytes[offset + depth] === SPACE) depth++;
  return depth;
}

/** Whether `- ` and something that belongs to the item stand there. */
function isItemStart(bytes: Buffer, offset: number): boolean {
  if (bytes[offset] !== HYPHEN || bytes[offset + 1] !== SPACE) return false;
  let at = offset + 2;
  while (bytes[at] === SPACE) at++;
  return !isBlank(bytes[at]) && bytes[at] !== HASH;
}

/** Whether a line is `items:` with nothing but a comment behind it. */
function isItemsLine(bytes: Buffer, offset: number): boolean {
  // Most lines are no more than spaces at that place.
  if (bytes[offset] !== LETTER_I || bytes.toString('latin1', offset, offset + ITEMS.length) !== ITEMS) return false;
  let at = offset + ITEMS.length;
  if (!isBlank(bytes[at])) return false;
  while (at < bytes.length && bytes[at] !== LINE_FEED && isBlank(bytes[at])) at++;
  return at === bytes.length || bytes[at] === LINE_FEED || bytes[at] === HASH;
}
