import { plain } from '../../base/plain';

type Brackets = readonly [open: string, close: string];
export const ROUND: Brackets = ['([', '])'];
export const SQUARE: Brackets = ['[', ']'];

/** A Mermaid flowchart, box by box. */
export class Flowchart {
  private readonly lines = ['flowchart TD'];
  /** Behind all boxes: an arrow inside of a group would draw its box into it. */
  private readonly edges: string[] = [];
  private readonly decisive: string[] = [];
  private count = 0;
  private groups = 0;
  private isGrouped = false;

  public node(texts: readonly string[], [open, close]: Brackets = SQUARE, isDecisive = false): string {
    const id = `n${this.count++}`;
    this.lines.push(`${this.isGrouped ? '    ' : '  '}${id}${open}"${texts.map(escape).join('<br/>')}"${close}`);
    if (isDecisive) this.decisive.push(id);
    return id;
  }

  public edge(from: string, to: string, label?: string): void {
    this.edges.push(label === undefined ? `  ${from} --> ${to}` : `  ${from} -->|"${escape(label)}"| ${to}`);
  }

  /** The boxes to come are drawn in a group with a title. */
  public openGroup(title: string): void {
    this.closeGroup();
    this.lines.push(`  subgraph g${this.groups++}["${escape(title)}"]`);
    this.isGrouped = true;
  }

  public closeGroup(): void {
    if (this.isGrouped) this.lines.push('  end');
    this.isGrouped = false;
  }

  public toString(): string {
    const marks = this.decisive.length === 0 ? [] : ['  classDef decisive stroke-width:4px', `  class ${this.decisive.join(',')} decisive`];
    return `${[...this.lines, ...this.edges, ...marks].join('\n')}\n`;
  }
}

const ENTITIES: Readonly<Record<string, string>> = { '"': '#quot;', '#': '#35;', '<': '#lt;', '>': '#gt;', '`': '#96;', '&': '#amp;', '\\': '#92;' };

/** Text within quotes, where Mermaid reads HTML, Markdown between backticks, and entities that begin with a number sign. */
function escape(text: string): string {
  return plain(text).replace(/["#<>`&\\]/g, character => ENTITIES[character]);
}
