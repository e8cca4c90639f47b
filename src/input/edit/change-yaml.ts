import { entryText, inFlow, rendered, scalarLike, Style } from './render-yaml';
import { YamlEntry, YamlNode, yamlTree } from './yaml-tree';
import { InputError } from '../../base/errors';
import { isEqual } from '../../base/objects/equal';
import { isPlainObject, PlainObject } from '../../base/objects/fields';

/** A text in place of [start, end). */
interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * A text of YAML or JSON whose documents have other values. All else stays as it is: comments, order, quotes, and how lists are written.
 *
 * @param text one or more documents
 * @param change makes the new value of a document; what it gives back for the others is their own value
 * @throws InputError where the text cannot be changed
 */
export function changeYaml(text: string, change: (document: PlainObject, index: number) => PlainObject): string {
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const plain = text.slice(mark.length);
  const trees = yamlTree(plain);
  if (!trees) throw new InputError('the file has something that cannot be changed with its comments kept');
  if (trees.length === 0) trees.push({ kind: 'empty', start: 0, end: 0, value: null, isFlow: false, entries: [], items: [] });
  const wanted = trees.map(({ value }, index) => isPlainObject(value) || value === null ? change(value ?? {}, index) : value);
  const replacements = trees.flatMap((tree, index) => new Editor(plain).documentTo(tree, wanted[index]));
  const changed = applied(plain, replacements);
  const result = plain !== '' && !plain.endsWith('\n') ? changed.replace(/\r?\n$/, '') : changed;
  const check = yamlTree(result)?.map(({ value }) => value);
  if (!isEqual(check ?? [], wanted)) throw new InputError('the file cannot be changed with its comments kept');
  return mark + result;
}

/** The keys that a mapping has by << alone. They stay where they are, unless some of them have to go. */
function mergedNames({ entries, value }: YamlNode): string[] {
  const own = new Set(entries.map(({ name }) => name));
  return own.has('<<') && isPlainObject(value) ? Object.keys(value).filter(name => !own.has(name)) : [];
}

function applied(text: string, replacements: readonly Replacement[]): string {
  const ordered = replacements.map((replacement, order) => ({ ...replacement, order }))
    .sort((a, b) => b.start - a.start || b.end - a.end || b.order - a.order);
  return ordered.reduce((result, { start, end, text: added }) => result.slice(0, start) + added + result.slice(end), text);
}

/** Finds the least that has to change in a text. */
class Editor {
  private readonly style: Style;
  private readonly eol: string;

  constructor(private readonly text: string) {
    this.eol = /\r?\n/.exec(text)?.[0] ?? '\n';
    this.style = { indent: Number(/^(?:[^\s#-][^\n]*:[ \t]*(?:#[^\n]*)?\r?\n)(?:\s*(?:#[^\n]*)?\n)*( +)[^\s#-]/m.exec(text)?.[1].length ?? 2), isJson: /^\s*[{[]/.test(text) && /^\s*[{[]\s*["}\]{]/.test(text) };
  }

  public documentTo(tree: YamlNode, wanted: unknown): Replacement[] {
    if (isEqual(tree.value ?? {}, wanted)) return [];
    if (tree.kind !== 'empty') return this.to(tree, wanted, 0);
    const before = this.text.endsWith('\n') || this.text === '' ? '' : this.eol;
    return [{ start: this.text.length, end: this.text.length, text: before + this.lines(rendered(wanted, this.style)) }];
  }

  /** A value that becomes another one of its kind, or else is written anew by whoever holds it. */
  private to(node: YamlNode, wanted: unknown, column: number): Replacement[] {
    if (isEqual(node.value, wanted)) return [];
    if (node.kind === 'mapping' && isPlainObject(wanted)) return this.mapping(node, wanted, column);
    if (node.kind === 'sequence' && Array.isArray(wanted)) return this.sequence(node, wanted, column);
    return [];
  }

  private mapping(node: YamlNode, wanted: PlainObject, column: number): Replacement[] {
    const isOwn = (name: string) => node.entries.some(entry => entry.name === name);
    const present = isPlainObject(node.value) ? node.value : {};
    const merged = mergedNames(node);
    const keepsMerge = merged.every(name => Object.hasOwn(wanted, name));
    const kept = node.entries.filter(({ name }) => name === '<<' ? keepsMerge : Object.hasOwn(wanted, name));
    const added = Object.keys(wanted).filter(name => !isOwn(name) && !(keepsMerge && merged.includes(name) && isEqual(present[name], wanted[name])));
    return [
      ...kept.filter(({ name }) => name !== '<<').flatMap(entry => this.entryTo(node, entry, wanted[entry.name])),
      ...node.isFlow ? this.withoutFlow(node, node.entries.map(entryRange), node.entries.map(entry => !kept.includes(entry)))
        : this.withoutLines(node.entries.map(entryRange), node.entries.map(entry => !kept.includes(entry))),
      ...node.isFlow ? this.intoFlow(node, kept.map(entryRange), added.map(name => `${this.flow(name)}: ${this.flow(wanted[name])}`))
        : added.map(name => this.after(kept.at(-1)?.value ?? node, indented(entryText(name, wanted[name], this.style), ' '.repeat(column), this.eol))),
    ];
  }

  /** The value of a key. What is not changed within is written anew, in the way in which it is written. */
  private entryTo(parent: YamlNode, { name, key, value }: YamlEntry, wanted: unknown): Replacement[] {
    if (isEqual(value.value, wanted)) return [];
    const column = this.columnOf(key.start);
    const isWithin = (value.kind === 'mapping' && isPlainObject(wanted) && this.keepsSome(value, wanted)) || (value.kind === 'sequence' && Array.isArray(wanted) && (value.isFlow || wanted.length > 0));
    if (isWithin) return this.to(value, wanted, this.columnOf(value.start));
    const block = this.block(value, wanted);
    if (block) return [block];
    const plain = this.scalar(value, wanted, parent);
    if (plain !== undefined && !(value.kind === 'mapping' || value.kind === 'sequence') ) {
      return value.kind === 'empty' ? [{ start: value.start, end: value.start, text: ` ${plain}` }] : [{ start: value.start, end: value.end, text: plain }];
    }
    if (parent.isFlow) return [{ start: value.start, end: value.end, text: this.flow(wanted) }];
    const text = indented(entryText(name, wanted, this.style), ' '.repeat(column), this.eol).slice(column);
    return [{ start: key.start, end: value.end, text }];
  }

  /** Braces can hold anything; without them a mapping of which nothing is left is written anew. */
  private keepsSome(node: YamlNode, wanted: PlainObject): boolean {
    const keeps = (name: string) => name === '<<' ? mergedNames(node).every(each => Object.hasOwn(wanted, each)) : Object.hasOwn(wanted, name);
    return node.isFlow || node.entries.some(({ name }) => keeps(name));
  }

  private sequence(node: YamlNode, wanted: readonly unknown[], column: number): Replacement[] {
    const { changed, removed, added } = alignment(node.items.map(({ value }) => value), wanted);
    const isRemoved = node.items.map((_, index) => removed.has(index));
    const ranges = node.items.map((item): Range => node.isFlow ? item : { start: this.dashOf(item), end: item.end });
    const kept = ranges.filter((_, index) => !isRemoved[index]);
    return [
      ...changed.flatMap(([index, value]) => this.itemTo(node, node.items[index], value)),
      ...node.isFlow ? this.withoutFlow(node, ranges, isRemoved) : this.withoutLines(ranges, isRemoved),
      ...node.isFlow ? this.intoFlow(node, kept, added.map(value => this.flow(value)))
        : added.map(value => this.after(kept.at(-1) ?? node, indented(this.item(value), ' '.repeat(column), this.eol))),
    ];
  }

  private itemTo(parent: YamlNode, item: YamlNode, wanted: unknown): Replacement[] {
    if ((item.kind === 'mapping' && isPlainObject(wanted) && this.keepsSome(item, wanted)) || (item.kind === 'sequence' && Array.isArray(wanted) && wanted.length > 0)) {
      return this.to(item, wanted, this.columnOf(item.start));
    }
    const block = this.block(item, wanted);
    if (block) return [block];
    const plain = item.kind === 'scalar' ? this.scalar(item, wanted, parent) : undefined;
    if (plain !== undefined) return [{ start: item.start, end: item.end, text: plain }];
    if (parent.isFlow) return [{ start: item.start, end: item.end, text: this.flow(wanted) }];
    const dash = this.dashOf(item);
    const column = this.columnOf(dash);
    return [{ start: dash, end: item.end, text: indented(this.item(wanted), ' '.repeat(column), this.eol).slice(column) }];
  }

  /** A scalar in place of another one, with the tag and the anchor that it has. */
  private scalar({ kind, start, end }: YamlNode, wanted: unknown, { isFlow }: YamlNode): string | undefined {
    const before = kind === 'scalar' ? this.text.slice(start, end) : '';
    const [properties] = /^(?:[!&][^\s,[\]{}]*[ \t]+)*/.exec(before)!;
    const plain = scalarLike(before.slice(properties.length), wanted, this.style, isFlow);
    return plain === undefined ? undefined : properties + plain;
  }

  /** A text in lines of its own that stays one. */
  private block({ kind, start, end }: YamlNode, wanted: unknown): Replacement | undefined {
    const match = kind === 'scalar' && typeof wanted === 'string' && /^[^\s\n]/.test(wanted) ? /^((?:[!&][^\s]*[ \t]+)*)\|[+-]?([ \t]+#[^\r\n]*)?\r?\n(?:[ \t]*\r?\n)*( +)/.exec(this.text.slice(start, end)) : null;
    if (!match || typeof wanted !== 'string' || wanted.endsWith('\n\n')) return undefined;
    const [, properties, comment = '', indent] = match;
    return { start, end, text: `${properties}|${wanted.endsWith('\n') ? '' : '-'}${comment}${this.eol}${indented(wanted, indent, this.eol)}` };
  }

  private item(value: unknown): string {
    return rendered([value], this.style);
  }

  /** Lines without some entries. The first one may share its line with the dash of a list. */
  private withoutLines(ranges: readonly Range[], isRemoved: readonly boolean[]): Replacement[] {
    return ranges.flatMap(({ start, end }, index) => {
      if (!isRemoved[index]) return [];
      const line = this.lineStart(start);
      if (this.text.slice(line, start).trim() !== '') {
        const next = ranges[index + 1];
        return next === undefined ? [] : [{ start, end: next.start, text: '' }];
      }
      return [{ start: line, end: this.lineEnd(end), text: '' }];
    });
  }

  /** Braces or brackets without some entries, and without the commas that were theirs. */
  private withoutFlow(node: YamlNode, ranges: readonly Range[], isRemoved: readonly boolean[]): Replacement[] {
    const result: Replacement[] = [];
    const firstKept = isRemoved.indexOf(false);
    ranges.forEach(({ start, end }, index) => {
      if (!isRemoved[index]) return;
      if (firstKept === -1) {
        if (index === 0) result.push({ start: node.start + 1, end: node.end - 1, text: '' });
      } else if (index < firstKept) {
        result.push({ start, end: ranges[index + 1].start, text: '' });
      } else {
        result.push({ start: ranges[index - 1].end, end, text: '' });
      }
    });
    return result;
  }

  private intoFlow(node: YamlNode, kept: readonly Range[], added: readonly string[]): Replacement[] {
    if (added.length === 0) return [];
    const last = kept.at(-1);
    if (last === undefined) return [{ start: node.end - 1, end: node.end - 1, text: added.join(', ') }];
    // One entry a line stays one entry a line.
    const line = this.lineStart(last.start);
    const separator = line > node.start ? `,${this.eol}${' '.repeat(this.columnOf(last.start))}` : ', ';
    return [{ start: last.end, end: last.end, text: added.map(text => separator + text).join('') }];
  }

  private after({ end }: Range, text: string): Replacement {
    const position = this.lineEnd(end);
    const hasBreak = position > 0 && this.text[position - 1] === '\n';
    return { start: position, end: position, text: hasBreak ? text + this.eol : this.eol + text };
  }

  private flow(value: unknown): string {
    return inFlow(value, this.style);
  }

  private lines(text: string): string {
    return indented(text, '', this.eol) + this.eol;
  }

  private dashOf({ start }: YamlNode): number {
    const before = this.text.slice(0, start).trimEnd();
    if (!before.endsWith('-')) throw new InputError('the file has a list that cannot be changed with its comments kept');
    return before.length - 1;
  }

  private columnOf(position: number): number {
    return position - this.lineStart(position);
  }

  private lineStart(position: number): number {
    return this.text.lastIndexOf('\n', position - 1) + 1;
  }

  /** Behind the line break of a line. */
  private lineEnd(position: number): number {
    const end = this.text.indexOf('\n', position);
    return end === -1 ? this.text.length : end + 1;
  }
}

interface Range {
  readonly start: number;
  readonly end: number;
}

function entryRange({ key, value }: YamlEntry): Range {
  return { start: key.start, end: value.end };
}

function indented(text: string, indent: string, eol: string): string {
  return text.replace(/\n$/, '').split('\n').map(line => line === '' ? line : indent + line).join(eol);
}

interface Alignment {
  readonly changed: readonly (readonly [index: number, value: unknown])[];
  readonly removed: ReadonlySet<number>;
  /** What goes to the end. */
  readonly added: readonly unknown[];
}

/** What of a list stays, becomes something else, or goes. Equal values keep their place where their order allows it. */
function alignment(before: readonly unknown[], after: readonly unknown[]): Alignment {
  const changed: [number, unknown][] = [];
  const removed = new Set<number>();
  let next = 0;
  before.forEach((value, index) => {
    const found = after.findIndex((other, position) => position >= next && isEqual(other, value));
    if (found === next) {
      next++;
    } else if (next < after.length && !before.slice(index + 1).some(other => isEqual(other, after[next]))) {
      changed.push([index, after[next++]]);
    } else {
      removed.add(index);
    }
  });
  return { changed, removed, added: after.slice(next) };
}
