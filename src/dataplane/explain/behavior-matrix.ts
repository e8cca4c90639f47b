import { matrixJson } from './matrix-json';
import { matrixMermaid } from './matrix-mermaid';
import { Behavior, MatrixRow, MatrixSource } from './matrix-source';
import { matrixText, Paint } from './matrix-text';
import { BehaviorEntry } from './matrix-vocabulary';
import { IP_FAMILY_OF, IP_PROTOCOL_OF } from '../../base/ip/enums';

/**
 * What a node does with traffic to each frontend of each Service, by where the traffic comes from. Entries are made when they
 * are asked for.
 */
export class BehaviorMatrix {
  /** @internal */
  public static _of(source: MatrixSource): BehaviorMatrix {
    return new BehaviorMatrix(source);
  }

  private constructor(private readonly source: MatrixSource) {}

  /** One entry for each frontend and source. */
  public get entries(): BehaviorEntry[] {
    return [...this.allEntries()];
  }

  /** The table for people: a line for each frontend, a column for each source, totals and a legend. */
  public toText(): string {
    let text = '';
    for (const line of this._lines()) text += `${line}\n`;
    return text;
  }

  /** The entries for programs, as JSON. The page docs/explain.md describes the fields. */
  public toJson(): string {
    let text = '';
    for (const line of this._jsonLines()) text += `${line}\n`;
    return text;
  }

  /**
   * A Mermaid flowchart: the sources, the frontends of each Service, and what becomes of traffic on each arrow. Select a namespace or a Service
   * for one that can be read.
   */
  public toMermaid(): string {
    return matrixMermaid(this.source);
  }

  /**
   * @param paint marks words, as for a terminal
   * @internal
   */
  public _lines(paint?: Paint): Generator<string> {
    return matrixText(this.source, paint);
  }

  /** @internal */
  public _jsonLines(): Generator<string> {
    return matrixJson(this.source, this.allEntries());
  }

  private* allEntries(): Generator<BehaviorEntry> {
    for (const row of this.source.rows()) for (const cell of row.cells) yield entryOf(row, cell);
  }
}

function entryOf({ frontend }: MatrixRow, behavior: Behavior): BehaviorEntry {
  const { service, port } = frontend;
  const { sourceClass, sourceAddress, verdict, reason, endpoints, masqueraded, affinityTimeoutSeconds } = behavior;
  return {
    serviceName: `${service.namespace}/${service.name}`,
    portName: port.name,
    kind: frontend.kind,
    family: IP_FAMILY_OF[frontend.family],
    address: frontend.address,
    port: frontend.portNumber,
    protocol: IP_PROTOCOL_OF[frontend.protocol ?? port.protocol],
    sourceClass,
    sourceAddress,
    verdict,
    ...(reason === undefined ? {} : { reason }),
    endpointCount: endpoints,
    masqueradedEndpointCount: masqueraded,
    ...(affinityTimeoutSeconds === undefined ? {} : { affinityTimeoutSeconds }),
  };
}
