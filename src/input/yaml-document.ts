import { type DocumentStart, LINE_FEED } from './documents';
import { FieldLines } from './field-lines';
import { type LocatedObject } from './located-object';
import { ObjectLocation } from './location';
import { type InputText, type Position } from './text';
import { loadYaml, yamlError } from './yaml';
import { scanYaml, type YamlOutline } from './yaml-scan';
import { InputError } from '../base/errors';
import { isPlainObject } from '../base/objects/fields';
import { isNoneOfKind, isObjectList, type ObjectList, toObject } from '../base/objects/lists';

const CARRIAGE_RETURN = 0x0d;

/** The lines where mappings start. */
type Lines = ReadonlyMap<unknown, number>;

/** As many items are loaded at once: more take more memory, fewer more time. */
const ITEMS_AT_ONCE = 8;

/**
 * One YAML document of a file. A list in the block style that kubectl prints is loaded by a few items at a
 * time, which takes a fraction of the memory that all of it takes. The result is that of the whole document:
 *
 * - What stands before `items:` has to load by itself as a mapping (or as nothing), and so no quoted string,
 *   flow collection or block of text is open there; with the rest behind it, and without the items, it has to
 *   load as a list with `items: null`. So `items:` is a key of the document itself.
 * - The items from one supposed start to another have to load by themselves as as many elements. Text that is
 *   open at the end of them would not load, and a block or plain text ends with a line that is indented no
 *   deeper than the list, be it the next item or the end. So the next start is that of an item, too.
 * - An alias is found within the same items, where it can't mean another anchor than in the whole, or not at all.
 *
 * As soon as one of these fails, the document is loaded as a whole, and what that gives counts, be it objects
 * or an error. (Only js-yaml's limits, on nesting and on the work of merge keys, then count for fewer items.)
 */
export class YamlDocument {
  private readonly outline: YamlOutline;

  /**
   * @param text the text of the file
   * @param start where the document starts
   * @param number the number of the document in the file, from 1
   */
  constructor(private readonly text: InputText, private readonly start: DocumentStart, private readonly number: number) {
    this.outline = scanYaml(text.bytes, start.content);
  }

  /** Where the document ends. */
  get end(): Position {
    return this.outline.end;
  }

  /** The objects of the document, in order, and at last whether the document was anything at all. */
  * objects(): Generator<LocatedObject, boolean> {
    const list = this.printedList();
    let done = 0;
    if (list !== undefined) {
      const { items } = this.outline;
      let values: unknown[] | undefined = [];
      while (done < items.length && (values = this.loadItems(done, ITEMS_AT_ONCE)) !== undefined) {
        this.text.consumed = items[done].offset;
        for (const value of values) yield this.located(value, list, items[done++].line);
      }
      if (done === items.length) return true;
    }
    return yield* this.whole(list, done);
  }

  /** The list without its items, if it is one that can be loaded by parts. */
  private printedList(): ObjectList | undefined {
    const { items, itemsLine, itemsEnd, end } = this.outline;
    if (itemsLine === undefined || items.length === 0 || this.hasLoneCarriageReturn()) return undefined;
    const head = this.text.slice(this.start.start.offset, itemsLine.offset);
    // A directive would count for all of the items.
    if (/^%/m.test(head)) return undefined;
    try {
      const before = loadYaml(head);
      if (before.length > 1 || (before.length === 1 && (typeof before[0] !== 'object' || Array.isArray(before[0])))) return undefined;
      const [list] = loadYaml(`${head}items:\n${this.text.slice(itemsEnd.offset, end.offset)}`);
      return isObjectList(list) && list.items === null ? list : undefined;
    } catch {
      return undefined;
    }
  }

  /** The next few items; `undefined` where they are not what their lines look like, or where one of them is a list itself. */
  private loadItems(first: number, count: number): unknown[] | undefined {
    const { items, itemsEnd } = this.outline;
    const next = Math.min(first + count, items.length);
    const end = next < items.length ? items[next] : itemsEnd;
    try {
      const documents = loadYaml(this.text.slice(items[first].offset, end.offset));
      const values = documents[0];
      if (documents.length !== 1 || !Array.isArray(values) || values.length !== next - first) return undefined;
      return values.some(isObjectList) ? undefined : values;
    } catch {
      return undefined;
    }
  }

  /** The objects of the document, all of it loaded at once, but for the first `skip` items of `list`, which are done with. */
  private* whole(list: ObjectList | undefined, skip: number): Generator<LocatedObject, boolean> {
    const { start } = this.start;
    const lines = new Map<unknown, number>();
    let documents: unknown[];
    try {
      documents = loadYaml(this.text.slice(start.offset, this.end.offset), (mapping, line) => {
        if (!lines.has(mapping)) lines.set(mapping, start.line + line);
      });
    } catch (error) {
      throw yamlError(error, (line) => this.location(start.line + line - 1).toString());
    }
    const values = documents.filter((value) => value !== null && value !== undefined);
    const { line } = this.start.content;
    for (const value of values) {
      if (skip > 0 && !(isObjectList(value) && value.kind === list?.kind && value.apiVersion === list.apiVersion)) throw this.runaway(skip);
      if (Array.isArray(value)) yield* this.itemsOf(value, undefined, line, lines);
      else if (isSettings(value)) yield this.settings(value, lines.get(value) ?? line);
      else yield* this.objectsOf(value, undefined, line, lines, skip);
    }
    return values.length > 0;
  }

  /** The objects of one object or list. Only mappings have a line in `lines`; `line` is for anything else. */
  private* objectsOf(value: unknown, parent: ObjectList | undefined, line: number, lines: Lines, skip = 0): Generator<LocatedObject> {
    const start = lines.get(value) ?? line;
    if (isNoneOfKind(value)) yield this.located(value, undefined, start);
    else if (isObjectList(value)) yield* this.itemsOf((value.items ?? []).slice(skip), value, start, lines);
    else yield this.located(value, parent, start);
  }

  private* itemsOf(items: readonly unknown[], list: ObjectList | undefined, line: number, lines: Lines): Generator<LocatedObject> {
    for (const item of items) yield* this.objectsOf(item, list, line, lines);
  }

  /**
   * The error about quoted text that goes on behind the list, so that the list ends up with another kind or none.
   * js-yaml allows that, YAML does not, and the items before it have been handed out.
   */
  private runaway(first: number): InputError {
    const { items } = this.outline;
    let index = first;
    while (index + 1 < items.length && this.loadItems(index, 1) !== undefined) index++;
    return new InputError(`${this.location(items[index].line).toString()}: quoted text starts in this item and does not end with it`);
  }

  /** What is said about a file of settings is said about its fields. */
  private settings(value: unknown, line: number): LocatedObject {
    const { start } = this.start;
    const source = new ObjectLocation(this.text.file, this.number, line, FieldLines.of(this.text.slice(start.offset, this.end.offset), start.line));
    return { object: toObject(value, undefined, source), source };
  }

  private located(value: unknown, list: ObjectList | undefined, line: number): LocatedObject {
    const source = this.location(line);
    return { object: toObject(value, list, source), source };
  }

  private location(line: number): ObjectLocation {
    return new ObjectLocation(this.text.file, this.number, line);
  }

  /** A carriage return by itself is a line break in YAML, but not for `scanYaml`. */
  private hasLoneCarriageReturn(): boolean {
    const bytes = this.text.bytes.subarray(this.start.start.offset, this.end.offset);
    let at = bytes.indexOf(CARRIAGE_RETURN);
    while (at !== -1 && bytes[at + 1] === LINE_FEED) at = bytes.indexOf(CARRIAGE_RETURN, at + 1);
    return at !== -1;
  }
}

/** Whether it is a mapping that is not an object. */
function isSettings(value: unknown): boolean {
  return isPlainObject(value) && value.kind === undefined && value.apiVersion === undefined;
}
