import { type FieldLines } from './field-lines';
import { InputError, type SourceLocation } from '../base/errors';

/** The path or command in a first line `# file: …`: the file is a copy of that one. */
export function originIn(text: string): string | undefined {
  return /^\uFEFF?# file: *(\S.*?) *\r?(?:\n|$)/.exec(text)?.[1];
}

/** What locations in one file share. */
export interface InputFile {
  /** The name for messages: a path, or `<stdin>`. */
  readonly name: string;
  /** What the file says in its first line that it is a copy of, as in `# file: /etc/rancher/k3s/config.yaml`. */
  origin?: string;
  /** Whether there is more than one document, so that locations have to name one; known once the first one has ended. */
  several: boolean;
}

/**
 * The document and the line (both from 1) where an object starts. The text is made only when a message needs
 * it, and nothing here keeps the bytes of the file alive.
 */
export class ObjectLocation implements SourceLocation {
  /** @param fields the lines of its fields, where they are known */
  constructor(private readonly file: InputFile, private readonly document: number, readonly line: number, private readonly fields?: FieldLines) {}

  /** The file's path, or `<stdin>`. */
  get fileName(): string {
    return this.file.name;
  }

  /** The same document, at another line of it. */
  public atLine(line: number): ObjectLocation {
    return new ObjectLocation(this.file, this.document, line);
  }

  /** The path of the file, or of the one that it says that it is a copy of. */
  get origin(): string {
    return this.file.origin ?? this.file.name;
  }

  /** The same object with the place of one of its fields, or of what is there of the way to it. */
  at(...path: readonly (string | number)[]): ObjectLocation {
    const line = this.fields?.lineOf(path);
    return line === undefined ? this : new ObjectLocation(this.file, this.document, line, this.fields);
  }

  /** `cluster.yaml, document 2, line 41`; the document is left out where it is the only one. */
  toString(): string {
    const document = this.file.several || this.document > 1 ? `, document ${this.document}` : '';
    return `${this.file.name}${document}, line ${this.line}`;
  }
}

/**
 * An `InputError` about text that can't be read: where, why, and the place in its line.
 *
 * @param where the text of the location, up to and including the line
 * @param column the column, from 1
 * @param reason what is wrong
 * @param line the line of source that holds the place, or as much of it as is at hand
 * @param index where in that line the place is, from 0
 */
export function syntaxError(where: string, column: number, reason: string, line: string, index: number): InputError {
  const template = templateAt(line, index);
  if (template !== undefined) {
    return new InputError(`${where}, column ${column}: ${template} is a template that is not rendered yet; render it first, for example with helm template`);
  }
  return new InputError(`${where}, column ${column}: ${reason}${excerpt(line, index)}`);
}

/** What Helm or another templating tool replaces, at a place in a line: `{{ .Values.port }}`, `{{- end }}`. */
function templateAt(line: string, index: number): string | undefined {
  const all = [...line.matchAll(/\{\{-?\s*[.$"A-Za-z/(][^{}]*\}\}/g)];
  return all.find(({ index: start, 0: text }) => start <= index && index <= start + text.length)?.[0];
}

/** The surroundings of a place and a caret below it, or nothing where the line is blank. */
function excerpt(line: string, index: number): string {
  const first = index > 60 ? index - 40 : 0;
  const text = line.slice(first, Math.max(index, first) + 40).replace(/[^\x20-\x7E\xA0-\uFFFF]/g, ' ').trimEnd();
  if (text.trim() === '') return '';
  const indent = text.length - text.trimStart().length;
  return `\n  ${text.trimStart()}\n  ${' '.repeat(Math.max(0, index - first - indent))}^`;
}
