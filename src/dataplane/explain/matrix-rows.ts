import { ClusterNetwork } from './cluster-network';
import { Frontend, frontendsOf, ServiceFilter } from './frontends';
import { Behavior, MatrixRow, Sender } from './matrix-source';
import { reasonOf } from './packet-answer';
import { isKeptOut, verdictOfAll } from './verdict';
import { FrontendKind, PacketVerdict, SourceClass } from './vocabulary';
import { Family } from '../../base/ip/address';
import { Cidr } from '../../base/ip/cidr';
import { Outcome, Packet } from '../nftables/trace/packet';
import { Tracer } from '../nftables/trace/tracer';

/** What rows of nftables rules are made from. */
export interface TracedSource {
  readonly network: ClusterNetwork;
  readonly families: readonly Family[];
  readonly tracer: (family: Family) => Tracer;
}

/** A row with all that following packets through the rules has found. */
export interface TracedRow extends MatrixRow {
  readonly cells: readonly TracedBehavior[];
}

export interface TracedBehavior extends Behavior {
  readonly outcomes: readonly Outcome[];
}

/** The rows of all frontends, family by family, in the order of the Services' names. */
export function* matrixRows({ network, families, tracer }: TracedSource, isWanted?: ServiceFilter): Generator<TracedRow> {
  for (const family of families) {
    const senders = sendersOf(network, family);
    const inRange = new Map<readonly Cidr[], Sender | undefined>();
    for (const frontend of frontendsOf(network.inputs, family, isWanted)) {
      const allowed = allowedSender(frontend, network, inRange);
      const all = allowed ? [...senders, allowed] : senders;
      yield { frontend, cells: all.map(sender => behavior(sender, frontend, network, tracer(family))) };
    }
  }
}

/** Who stands for each kind of source. The node has none where it has no address of the family. */
export function sendersOf(network: ClusterNetwork, family: Family): readonly Sender[] {
  const outside = network.inputInterface(false);
  const nodeAddress = network.nodeAddress(family);
  return [
    { sourceClass: SourceClass.POD_ON_NODE, family, address: network.podAddress(family, true), inputInterface: network.inputInterface(true) },
    { sourceClass: SourceClass.POD_ELSEWHERE, family, address: network.podAddress(family, false), inputInterface: outside },
    ...nodeAddress === undefined ? [] : [{ sourceClass: SourceClass.NODE, family, address: nodeAddress }],
    { sourceClass: SourceClass.EXTERNAL, family, address: network.externalAddress(family), inputInterface: outside },
  ];
}

/** Source ranges act on the addresses of load balancers alone. */
function allowedSender(
  { kind, service, family }: Frontend, network: ClusterNetwork, known: Map<readonly Cidr[], Sender | undefined>,
): Sender | undefined {
  if (kind !== FrontendKind.LOAD_BALANCER_IP || service.sourceRanges.length === 0) return undefined;
  if (!known.has(service.sourceRanges)) {
    const address = network.externalAddressIn(service.sourceRanges.filter(range => range.family === family));
    const sender = { sourceClass: SourceClass.EXTERNAL_IN_RANGE, family, inputInterface: network.inputInterface(false) };
    known.set(service.sourceRanges, address === undefined ? undefined : { ...sender, address });
  }
  return known.get(service.sourceRanges);
}

function behavior({ sourceClass, address, inputInterface }: Sender, frontend: Frontend, network: ClusterNetwork, tracer: Tracer): TracedBehavior {
  const { family, address: destination, portNumber: port } = frontend;
  const source = inputInterface === undefined && network.isLocal(destination) ? destination : address;
  const packet: Packet = { family, protocol: frontend.port.protocol, source, destination, port, inputInterface };
  const outcomes = tracer.traceBriefly(packet);
  const verdict = verdictOfAll(outcomes);
  let endpoints = 0;
  let masqueraded = 0;
  let undelivered = 0;
  for (const outcome of outcomes) {
    if (!outcome.isDnat) continue;
    if (outcome.verdict !== 'accept') {
      undelivered++;
      continue;
    }
    endpoints++;
    if (outcome.masquerade) masqueraded++;
  }
  return {
    sourceClass,
    sourceAddress: source,
    outcomes,
    verdict,
    reason: verdict === PacketVerdict.DELIVERED ? undefined : reasonOf(outcomes),
    endpoints,
    masqueraded,
    undelivered,
    isKeptOut: verdict === PacketVerdict.DROPPED && outcomes.every(isKeptOut),
    affinityTimeoutSeconds: outcomes.find(({ affinity }) => affinity)?.affinity?.timeoutSeconds,
  };
}
