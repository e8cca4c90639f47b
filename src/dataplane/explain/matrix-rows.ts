import { ClusterNetwork } from './cluster-network';
import { Frontend, frontendsOf } from './frontends';
import { verdictOfAll } from './verdict';
import { FrontendKind, PacketVerdict, SourceClass } from './vocabulary';
import { Family } from '../../base/ip/address';
import { Cidr } from '../../base/ip/cidr';
import { Outcome, Packet } from '../nftables/trace/packet';
import { Tracer } from '../nftables/trace/tracer';

/** What a matrix is made from. */
export interface MatrixSource {
  readonly network: ClusterNetwork;
  readonly kubernetesVersion: string;
  readonly families: readonly Family[];
  readonly tracer: (family: Family) => Tracer;
}

/** A frontend and what becomes of traffic to it. */
export interface MatrixRow {
  readonly frontend: Frontend;
  readonly cells: readonly Behaviour[];
}

/** What becomes of traffic from one kind of source. */
export interface Behaviour {
  readonly sourceClass: SourceClass;
  readonly packet: Packet;
  readonly outcomes: readonly Outcome[];
  readonly verdict: PacketVerdict;
  /** To how many endpoints packets are delivered, and to how many of these with another source address. */
  readonly endpoints: number;
  readonly masqueraded: number;
  readonly isForNode: boolean;
  readonly affinityTimeoutSeconds?: number;
}

/** An address and interface that stand for a kind of source. */
interface Sender {
  readonly sourceClass: SourceClass;
  readonly address: string;
  readonly inputInterface?: string;
}

/** The rows of all frontends, family by family, in the order of the Services' names. */
export function* matrixRows({ network, families, tracer }: MatrixSource): Generator<MatrixRow> {
  for (const family of families) {
    const senders = sendersOf(network, family);
    const inRange = new Map<readonly Cidr[], Sender | undefined>();
    for (const frontend of frontendsOf(network.inputs, family)) {
      const allowed = allowedSender(frontend, network, inRange);
      const all = allowed ? [...senders, allowed] : senders;
      yield { frontend, cells: all.map(sender => behaviour(sender, frontend, network, tracer(family))) };
    }
  }
}

/** Who stands for each kind of source. The node has none where it has no address of the family. */
export function sendersOf(network: ClusterNetwork, family: Family): readonly Sender[] {
  const outside = network.inputInterface(false);
  const nodeAddress = network.nodeAddress(family);
  return [
    { sourceClass: SourceClass.POD_ON_NODE, address: network.podAddress(family, true), inputInterface: network.inputInterface(true) },
    { sourceClass: SourceClass.POD_ELSEWHERE, address: network.podAddress(family, false), inputInterface: outside },
    ...nodeAddress === undefined ? [] : [{ sourceClass: SourceClass.NODE, address: nodeAddress }],
    { sourceClass: SourceClass.EXTERNAL, address: network.externalAddress(family), inputInterface: outside },
  ];
}

/** Source ranges act on the addresses of load balancers alone. */
function allowedSender(
  { kind, service, family }: Frontend, network: ClusterNetwork, known: Map<readonly Cidr[], Sender | undefined>,
): Sender | undefined {
  if (kind !== FrontendKind.LOAD_BALANCER_IP || service.sourceRanges.length === 0) return undefined;
  if (!known.has(service.sourceRanges)) {
    const address = network.externalAddressIn(service.sourceRanges.filter(range => range.family === family));
    const sender = { sourceClass: SourceClass.EXTERNAL_IN_RANGE, inputInterface: network.inputInterface(false) };
    known.set(service.sourceRanges, address === undefined ? undefined : { ...sender, address });
  }
  return known.get(service.sourceRanges);
}

function behaviour({ sourceClass, address, inputInterface }: Sender, frontend: Frontend, network: ClusterNetwork, tracer: Tracer): Behaviour {
  const { family, address: destination, portNumber: port } = frontend;
  const source = inputInterface === undefined && network.isLocal(destination) ? destination : address;
  const packet: Packet = { family, protocol: frontend.port.protocol, source, destination, port, inputInterface };
  const outcomes = tracer.trace(packet);
  let endpoints = 0;
  let masqueraded = 0;
  for (const outcome of outcomes) {
    if (outcome.verdict !== 'accept' || !outcome.isDnat) continue;
    endpoints++;
    if (outcome.masquerade) masqueraded++;
  }
  return {
    sourceClass,
    packet,
    outcomes,
    verdict: verdictOfAll(outcomes),
    endpoints,
    masqueraded,
    isForNode: outcomes.some(({ verdict, isDnat, deliveredTo }) => verdict === 'accept' && !isDnat && deliveredTo === 'node'),
    affinityTimeoutSeconds: outcomes.find(({ affinity }) => affinity)?.affinity?.timeoutSeconds,
  };
}
