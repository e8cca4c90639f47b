/** What of Mermaid's flowcharts an explanation uses. */
export interface Flowchart {
  /** The label of each node, by its id. */
  readonly nodes: ReadonlyMap<string, string>;
  readonly edges: readonly (readonly [from: string, to: string, label: string | undefined])[];
  /** The titles of the groups, each with its nodes. */
  readonly groups: readonly (readonly [title: string, nodes: readonly string[]])[];
  /** The nodes that are marked. */
  readonly decisive: readonly string[];
}

/** Quoted text: no quote, no backtick (Markdown), no tag but a line break, no entity but those that are meant. */
const TEXT = '(?:[^"`<>#&\\\\]|<br/>|#(?:quot|lt|gt|amp|35|92|96);)+';
const NODE = new RegExp(`^(  |    )(n\\d+)(?:\\["(${TEXT})"\\]|\\(\\["(${TEXT})"\\]\\))$`);
const EDGE = new RegExp(`^  (n\\d+) -->(?:\\|"(${TEXT})"\\|)? (n\\d+)$`);
const GROUP = new RegExp(`^  subgraph (g\\d+)\\["(${TEXT})"\\]$`);
const MARKED = /^ {2}class ((?:n\d+,)*n\d+) decisive$/;

/**
 * Reads a flowchart.
 *
 * @throws where a line is neither a node, a group, a mark nor an edge between nodes above it
 */
export function parseFlowchart(text: string): Flowchart {
  const [head, ...lines] = text.replace(/\n$/, '').split('\n');
  if (head !== 'flowchart TD') throw new Error(`${head} begins no flowchart`);
  const nodes = new Map<string, string>();
  const edges: [string, string, string | undefined][] = [];
  const groups = new Map<string, [string, string[]]>();
  let group: string[] | undefined;
  let decisive: string[] = [];
  for (const line of lines) {
    const node = NODE.exec(line);
    const edge = EDGE.exec(line);
    const opened = GROUP.exec(line);
    const marked = MARKED.exec(line);
    if (node && (node[1].length > 2) === (group !== undefined)) {
      if (nodes.has(node[2])) throw new Error(`${line}: the node is there already`);
      nodes.set(node[2], node[3] ?? node[4]);
      group?.push(node[2]);
    } else if (edge && !group && nodes.has(edge[1]) && nodes.has(edge[3])) {
      edges.push([edge[1], edge[3], edge[2]]);
    } else if (opened && !group && !groups.has(opened[1])) {
      groups.set(opened[1], [opened[2], group = []]);
    } else if (line === '  end' && group && group.length > 0) {
      group = undefined;
    } else if (marked) {
      decisive = marked[1].split(',');
      if (decisive.some(id => !nodes.has(id))) throw new Error(`${line} marks what is not there`);
    } else if (line !== '  classDef decisive stroke-width:4px') {
      throw new Error(`${line} is neither a node, a group, a mark nor an edge`);
    }
  }
  if (group) throw new Error('a group does not end');
  return { nodes, edges, groups: [...groups.values()], decisive };
}
