import { matrixJson } from './matrix-json';
import { Behaviour, MatrixRow, matrixRows, MatrixSource } from './matrix-rows';
import { matrixText } from './matrix-text';
import { BehaviourEntry } from './matrix-vocabulary';
import { IP_FAMILY_OF } from '../../base/ip/families';

/**
 * What the rules on a node do with traffic to each frontend of each Service, by where the traffic comes from. Entries are made
 * when they are asked for.
 */
export class BehaviourMatrix {
  /** @internal */
  public static _of(source: MatrixSource): BehaviourMatrix {
    return new BehaviourMatrix(source);
  }

  private constructor(private readonly source: MatrixSource) {}

  /** One entry for each frontend and source. */
  public get entries(): BehaviourEntry[] {
    return [...this._rows()].flatMap(row => row.cells.map(cell => entryOf(row, cell)));
  }

  /** The table for people: a line for each frontend, a column for each source, and a legend. */
  public toText(): string {
    let text = '';
    for (const line of this._lines()) text += `${line}\n`;
    return text;
  }

  /** The entries for programs, as JSON. The page docs/explain.md tells what the fields are. */
  public toJson(): string {
    let text = '';
    for (const line of this._jsonLines()) text += `${line}\n`;
    return text;
  }

  /**
   * The rows with all that was found out, one by one.
   *
   * @internal
   */
  public _rows(): Generator<MatrixRow> {
    return matrixRows(this.source);
  }

  /** @internal */
  public _lines(): Generator<string> {
    return matrixText(this.source, this._rows());
  }

  /** @internal */
  public* _jsonLines(): Generator<string> {
    yield* matrixJson(this.source, this._entries());
  }

  private* _entries(): Generator<BehaviourEntry> {
    for (const row of this._rows()) for (const cell of row.cells) yield entryOf(row, cell);
  }
}

function entryOf({ frontend }: MatrixRow, behaviour: Behaviour): BehaviourEntry {
  const { service, port } = frontend;
  const { sourceClass, packet, verdict, endpoints, masqueraded, affinityTimeoutSeconds, isForNode } = behaviour;
  return {
    serviceName: `${service.namespace}/${service.name}`,
    portName: port.name,
    kind: frontend.kind,
    family: IP_FAMILY_OF[frontend.family],
    address: frontend.address,
    port: frontend.portNumber,
    protocol: port.protocol,
    sourceClass,
    sourceAddress: packet.source,
    verdict,
    endpointCount: endpoints,
    masqueradedEndpointCount: masqueraded,
    isForNode,
    ...(affinityTimeoutSeconds === undefined ? {} : { affinityTimeoutSeconds }),
  };
}
