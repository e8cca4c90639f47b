import { loadYamlTree } from '../yaml';

/** A value in a text of YAML or JSON, with its place. */
export interface YamlNode {
  readonly kind: 'mapping' | 'sequence' | 'scalar' | 'empty';
  /** The text of the value is [start, end), without what is around it. */
  readonly start: number;
  readonly end: number;
  readonly value: unknown;
  /** Whether it is written in braces or brackets. */
  readonly isFlow: boolean;
  readonly entries: readonly YamlEntry[];
  readonly items: readonly YamlNode[];
}

/** A key of a mapping with its value. */
export interface YamlEntry {
  readonly name: string;
  readonly key: YamlNode;
  readonly value: YamlNode;
}

interface Draft {
  readonly position: number;
  readonly children: YamlNode[];
}

/**
 * The documents of a text, with the place of everything in them; undefined where the text has something whose place cannot be told, such as
 * a key without a value in a list in brackets.
 */
export function yamlTree(text: string): YamlNode[] | undefined {
  const open: Draft[] = [{ position: 0, children: [] }];
  try {
    loadYamlTree(text, (event, { position, kind, result }) => {
      if (event === 'open') {
        open.push({ position, children: [] });
        return;
      }
      const draft = open.pop()!;
      open.at(-1)!.children.push(nodeOf(text, draft, position, kind, result));
    });
  } catch (error) {
    if (error instanceof NoPlace) return undefined;
    throw error;
  }
  return open[0].children;
}

class NoPlace extends Error {}

function nodeOf(text: string, { position, children }: Draft, end: number, kind: string | null, value: unknown): YamlNode {
  const start = afterBlank(text, position);
  if (kind === null && value === null || start >= text.length) return { kind: 'empty', start: position, end: position, value: null, isFlow: false, entries: [], items: [] };
  // What may be the first key of a mapping is read as one before it is clear whether it is: braces and brackets then come twice.
  if (kind === 'mapping' && children.length === 1 && children[0].kind === 'mapping') return children[0];
  if (kind === 'mapping') {
    const isFlow = text[start] === '{';
    // At the end of a document the parser looks for another key in vain.
    const known = children.length % 2 === 1 && children.at(-1)!.kind === 'empty' ? children.slice(0, -1) : children;
    if (known.length % 2 !== 0) throw new NoPlace();
    const entries = pairs(known);
    return { kind, start, end: isFlow ? end : entries.at(-1)?.value.end ?? end, value, isFlow, entries, items: [] };
  }
  if (kind === 'sequence' && children.length === 1 && children[0].kind === 'sequence' && children[0].start === start) return children[0];
  if (kind === 'sequence') {
    const isFlow = text[start] === '[';
    if (!Array.isArray(value) || children.length !== value.length) throw new NoPlace();
    return { kind, start, end: isFlow ? end : children.at(-1)?.end ?? end, value, isFlow, entries: [], items: children };
  }
  const length = text.slice(start, end).trimEnd().length;
  return { kind: 'scalar', start, end: start + length, value, isFlow: false, entries: [], items: [] };
}

function pairs(children: readonly YamlNode[]): YamlEntry[] {
  return Array.from({ length: children.length / 2 }, (_, index) => {
    const [key, value] = [children[2 * index], children[2 * index + 1]];
    return { name: String(key.value), key, value };
  });
}

/** Behind spaces, line breaks and comments. */
function afterBlank(text: string, position: number): number {
  return position + /^(?:[ \t\r\n]|(?<=^|[ \t\r\n])#[^\r\n]*)*/.exec(text.slice(position))![0].length;
}
