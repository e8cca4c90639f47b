/** The node's id and, where the line says so, its label; and the edges: what of Mermaid's flowcharts an explanation uses. */
export interface Flowchart {
  readonly nodes: ReadonlyMap<string, string>;
  readonly edges: readonly (readonly [from: string, to: string, label: string | undefined])[];
}

/** Quoted text: no quote, no backtick (Markdown), no tag but a line break, no entity but those that are meant. */
const TEXT = '(?:[^"`<>#&\\\\]|<br/>|#(?:quot|lt|gt|amp|35|92|96);)+';
const NODE = new RegExp(`^  (n\\d+)(?:\\["(${TEXT})"\\]|\\(\\["(${TEXT})"\\]\\))$`);
const EDGE = new RegExp(`^  (n\\d+) -->(?:\\|"(${TEXT})"\\|)? (n\\d+)$`);

/**
 * Reads a flowchart.
 *
 * @throws where a line is neither a node nor an edge between nodes that stand above it
 */
export function parseFlowchart(text: string): Flowchart {
  const [head, ...lines] = text.replace(/\n$/, '').split('\n');
  if (head !== 'flowchart TD') throw new Error(`${head} begins no flowchart`);
  const nodes = new Map<string, string>();
  const edges: [string, string, string | undefined][] = [];
  for (const line of lines) {
    const node = NODE.exec(line);
    const edge = EDGE.exec(line);
    if (node) {
      if (nodes.has(node[1])) throw new Error(`${line}: the node is there already`);
      nodes.set(node[1], node[2] ?? node[3]);
    } else if (edge && nodes.has(edge[1]) && nodes.has(edge[3])) {
      edges.push([edge[1], edge[3], edge[2]]);
    } else {
      throw new Error(`${line} is neither a node nor an edge`);
    }
  }
  return { nodes, edges };
}
