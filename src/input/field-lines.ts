import { type State } from 'js-yaml';
import { jsYaml } from './js-yaml';

/** The line of a key (from 0, in the text that was loaded), and those of the keys below it. */
interface KeyLine {
  readonly line: number;
  readonly keys?: KeyLines;
}

type KeyLines = ReadonlyMap<string, KeyLine>;

interface Node {
  readonly line: number;
  /** Of a mapping, keys and values in turn; of a list, its elements. */
  readonly children: Closed[];
}

interface Closed extends KeyLine {
  readonly text: string;
}

/** The lines of the fields of one YAML document: of settings, where a message has to name more than the start of the file. */
export class FieldLines {
  /**
   * @param text one document that is known to load
   * @param firstLine the line of the file (from 1) that the text starts in
   */
  public static of(text: string, firstLine: number): FieldLines {
    const open: Node[] = [];
    let root: Closed | undefined;
    jsYaml().loadAll(text, null, {
      listener: (event: 'open' | 'close', state: State): void => {
        if (event === 'open') {
          open.push({ line: state.line, children: [] });
          return;
        }
        const node = open.pop()!;
        const closed: Closed = { line: node.line, text: String(state.result), keys: keysOf(node, state.kind) };
        root = closed;
        open.at(-1)?.children.push(closed);
      },
    });
    return new FieldLines(root?.keys ?? new Map<string, KeyLine>(), firstLine);
  }

  private constructor(private readonly keys: KeyLines, private readonly firstLine: number) {}

  /** The line of the file (from 1) of the field at a path, or of what is there of the way to it; undefined where none of it is. */
  public lineOf(path: readonly (string | number)[]): number | undefined {
    let line: number | undefined;
    let keys: KeyLines | undefined = this.keys;
    for (const key of path) {
      const found: KeyLine | undefined = keys?.get(String(key));
      if (!found) break;
      ({ line, keys } = found);
    }
    return line === undefined ? undefined : this.firstLine + line;
  }
}

function keysOf({ children }: Node, kind: string | null): KeyLines | undefined {
  if (kind === 'sequence') return new Map(children.map((child, i) => [String(i), child]));
  if (kind !== 'mapping') return undefined;
  const keys = new Map<string, KeyLine>();
  for (let i = 0; i + 1 < children.length; i += 2) keys.set(children[i].text, { line: children[i].line, keys: children[i + 1].keys });
  return keys;
}
