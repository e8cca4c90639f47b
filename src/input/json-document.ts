import { LINE_FEED, lineEnd, skipBlank } from './documents';
import { type JsonOutline, scanJson } from './json-scan';
import { findJsonMistake } from './json-syntax';
import { type LocatedObject } from './located-object';
import { ObjectLocation, syntaxError } from './location';
import { type InputText, type Position } from './text';
import { InputError } from '../base/errors';
import { isNoneOfKind, isObjectList, type ObjectList, toObject } from '../base/objects/lists';

/** Lists in lists deeper than this are nothing that a program prints. */
const MAX_NESTED_LISTS = 16;

/** A call of `JSON.parse` costs as much as a small item, so some are parsed together; not too many, since they are garbage together. */
const ITEMS_AT_ONCE = 32;

/**
 * One JSON document of a file. Of a list only the outline is held: items are parsed a few at a time, when
 * their turn comes, so that they can be garbage when the next ones are read. Of equal keys the last one counts, as always in JSON.
 */
export class JsonDocument {
  private readonly outline: JsonOutline;

  /**
   * @param text the text of the file
   * @param start the bracket that the document starts with
   * @param number the number of the document in the file, from 1
   */
  constructor(private readonly text: InputText, private readonly start: Position, private readonly number: number) {
    this.outline = scanJson(text.bytes, start);
    if (!this.outline.complete) throw this.mistake();
  }

  /** Where the document ends. */
  get end(): Position {
    return this.outline.end;
  }

  /** The objects of the document, in order, and at last that the document was something. */
  * objects(): Generator<LocatedObject, boolean> {
    yield* this.objectsOf(this.start, this.outline, undefined, 0);
    return true;
  }

  /** The objects of one value: of an object, a list or an array. */
  private* objectsOf(start: Position, outline: JsonOutline, parent: ObjectList | undefined, nesting: number): Generator<LocatedObject> {
    const { bounds, lines, end } = outline;
    if (bounds !== undefined) {
      // All but the items: it tells the kind, wherever that stands, and it has to be JSON as well.
      const frame = this.parse(this.text.slice(start.offset, bounds[0] + 1) + this.text.slice(bounds[bounds.length - 1], end.offset));
      if (Array.isArray(frame)) {
        yield* this.items(bounds, lines, undefined, nesting);
        return;
      }
      if (isNoneOfKind(frame) && this.isBlank(bounds, lines)) {
        yield { object: frame, source: this.location(start) };
        return;
      }
      if (isObjectList(frame)) {
        yield* this.items(bounds, lines, frame, nesting);
        return;
      }
    }
    const value = this.parse(this.text.slice(start.offset, end.offset));
    const source = this.location(start);
    // A list without items: they are null.
    if (isNoneOfKind(value)) yield { object: value, source };
    if (isObjectList(value)) return;
    yield { object: toObject(value, parent, source), source };
  }

  /** Whether nothing stands between the brackets. */
  private isBlank(bounds: readonly number[], lines: readonly number[]): boolean {
    return bounds.length === 2 && skipBlank(this.text.bytes, { offset: bounds[0] + 1, line: lines[0] }, bounds[1]).offset === bounds[1];
  }

  private* items(bounds: readonly number[], lines: readonly number[], list: ObjectList | undefined, nesting: number): Generator<LocatedObject> {
    const { bytes } = this.text;
    const count = bounds.length - 1;
    let values: readonly unknown[] | undefined;
    for (let index = 0; index < count; index++) {
      const inGroup = index % ITEMS_AT_ONCE;
      if (inGroup === 0) values = this.parseGroup(bounds[index] + 1, bounds[Math.min(index + ITEMS_AT_ONCE, count)]);
      const end = bounds[index + 1];
      const start = skipBlank(bytes, { offset: bounds[index] + 1, line: lines[index] }, end);
      if (start.offset === end && count === 1) return;
      const value = values ? values[inGroup] : this.parse(this.text.slice(start.offset, end));
      const source = this.location(start);
      this.text.consumed = end;
      if (isObjectList(value)) {
        if (nesting === MAX_NESTED_LISTS) throw new InputError(`${source.toString()}: more than ${MAX_NESTED_LISTS} lists in one another`);
        yield* this.objectsOf(start, scanJson(bytes, start), list, nesting + 1);
      } else {
        yield { object: toObject(value, list, source), source };
      }
    }
  }

  /** Items that stand side by side; `undefined` where one of them is wrong, so that each is then parsed by itself. */
  private parseGroup(start: number, end: number): readonly unknown[] | undefined {
    try {
      return JSON.parse(`[${this.text.slice(start, end)}]`) as readonly unknown[];
    } catch {
      return undefined;
    }
  }

  private parse(json: string): unknown {
    try {
      return JSON.parse(json);
    } catch {
      throw this.mistake();
    }
  }

  private location({ line }: Position): ObjectLocation {
    return new ObjectLocation(this.text.file, this.number, line);
  }

  /** The error about the first mistake in the document. */
  private mistake(): InputError {
    const { bytes } = this.text;
    const end = this.outline.end.offset;
    const { offset, problem } = findJsonMistake(bytes, this.start.offset, end) ?? { offset: this.start.offset, problem: 'not valid JSON' };
    let { line } = this.start;
    for (let at = bytes.indexOf(LINE_FEED, this.start.offset); at !== -1 && at < offset; at = bytes.indexOf(LINE_FEED, at + 1)) line++;
    const lineStart = offset === 0 ? 0 : bytes.lastIndexOf(LINE_FEED, offset - 1) + 1;
    // All of a big file can be a single line.
    const near = Math.max(lineStart, offset - 60);
    const source = this.text.slice(near, Math.min(lineEnd(bytes, offset), offset + 60));
    return syntaxError(
      this.location({ offset, line }).toString(),
      this.text.slice(lineStart, offset).length + 1,
      problem,
      source,
      this.text.slice(near, offset).length,
    );
  }
}
