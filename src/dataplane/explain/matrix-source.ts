import { Frontend } from './frontends';
import { FrontendKind, PacketVerdict, SourceClass } from './vocabulary';
import { Family } from '../../base/ip/address';

/** What a matrix shows: what a model says of packets to all frontends. */
export interface MatrixSource {
  readonly mode: 'nftables' | 'iptables' | 'ipvs';
  readonly nodeName: string;
  readonly kubernetesVersion: string;
  /** What a reader has to know beyond the table, without a period. */
  readonly notes: readonly string[];
  /** Who stands for the kinds of sources. */
  readonly senders: readonly Sender[];
  /** The rows, family by family, in the order of the Services' names. */
  readonly rows: () => Iterable<MatrixRow>;
}

/** An address and interface that stand for a kind of source. */
export interface Sender {
  readonly sourceClass: SourceClass;
  readonly family: Family;
  readonly address: string;
  /** Undefined where the node itself sends. */
  readonly inputInterface?: string;
}

/** A frontend and what becomes of traffic to it. */
export interface MatrixRow {
  readonly frontend: Frontend;
  readonly cells: readonly Behavior[];
}

/** What becomes of traffic from one kind of source. */
export interface Behavior {
  readonly sourceClass: SourceClass;
  readonly sourceAddress: string;
  readonly verdict: PacketVerdict;
  /** Undefined where all packets are delivered. */
  readonly reason?: string;
  /** To how many endpoints packets are delivered, and to how many of these with another source address. */
  readonly endpoints: number;
  readonly masqueraded: number;
  /** How many endpoints packets are sent to without being delivered. */
  readonly undelivered: number;
  /** Whether packets are kept out on purpose, by source ranges. */
  readonly isKeptOut: boolean;
  readonly affinityTimeoutSeconds?: number;
}

/** Whether some client does not get what the Service is there for, other than by source ranges. */
export function isProblem({ frontend: { kind }, cells }: MatrixRow): boolean {
  return !BESIDE_SERVICES.has(kind) && cells.some(({ verdict, isKeptOut }) => verdict !== PacketVerdict.DELIVERED && !isKeptOut);
}

/** What is not there to reach endpoints. */
const BESIDE_SERVICES: ReadonlySet<FrontendKind> = new Set([FrontendKind.HEALTH_CHECK, FrontendKind.UNDEFINED_PORT, FrontendKind.PING]);

export function* problemsAmong(rows: Iterable<MatrixRow>): Generator<MatrixRow> {
  for (const row of rows) if (isProblem(row)) yield row;
}
