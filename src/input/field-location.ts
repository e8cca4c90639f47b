import { ObjectLocation } from './location';
import { readPlainText } from './read-files';
import { keyLines, KeyLines } from './yaml';
import { SourceLocation } from '../base/errors';
import { isPlainObject } from '../base/objects/fields';

/** The lines of the keys of a file, where it can be read again. */
const files = new Map<string, KeyLines | undefined>();

/**
 * The line of a field in the file that an object was read from, by the names that lead to it; or the line of the last of them that is there.
 * A name may be in a text that is YAML itself, as in `valuesContent`. Where the file does not show it, as on standard input, it is the place
 * of the object.
 */
export function fieldLocation(source: SourceLocation | undefined, path: readonly string[]): SourceLocation | undefined {
  if (!(source instanceof ObjectLocation) || source.fileName === '<stdin>') return source;
  const lines = linesOf(source.fileName);
  const line = lines && lineOf(lines.mappings.find(({ line: start }) => start === source.line)?.mapping, path, lines);
  return line === undefined ? source : source.atLine(line);
}

function linesOf(file: string): KeyLines | undefined {
  if (files.has(file)) return files.get(file);
  let lines: KeyLines | undefined;
  try {
    const text = readPlainText(file)?.text;
    lines = text === undefined ? undefined : keyLines(text);
  } catch {
    // What cannot be read again has no lines; that it could not be read the first time is said elsewhere.
  }
  files.set(file, lines);
  return lines;
}

function lineOf(mapping: unknown, [name, ...rest]: readonly string[], lines: KeyLines): number | undefined {
  if (name === undefined) return undefined;
  if (Array.isArray(mapping)) return lineOf(mapping[Number(name)], rest, lines);
  if (!isPlainObject(mapping)) return undefined;
  const line = lines.keys.get(mapping)?.get(name);
  if (line === undefined) return undefined;
  const value = mapping[name];
  return (typeof value === 'string' ? lineInText(value, rest, line) : lineOf(value, rest, lines)) ?? line;
}

/** The line of a key in a text in literal style, which starts in the line after its own key. */
function lineInText(text: string, path: readonly string[], line: number): number | undefined {
  if (path.length === 0 || !text.includes('\n')) return undefined;
  try {
    const lines = keyLines(text);
    const inner = lineOf(lines.mappings.at(-1)?.mapping, path, lines);
    return inner === undefined ? undefined : line + inner;
  } catch {
    return undefined;
  }
}
