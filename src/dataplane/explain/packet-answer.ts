import { Answer } from './answer';
import { ClusterNetwork } from './cluster-network';
import { Destination, destinationNotes, frontendsAt } from './destination';
import { Frontend } from './frontends';
import { masqueradeReason } from './reason';
import { Source } from './source';
import { verdictOf, verdictOfAll, whyOf } from './verdict';
import { ExplainedEndpoint } from './vocabulary';
import { commonSteps, explainedBranches, wayOf } from './way';
import { IP_FAMILY_OF, IP_PROTOCOL_OF } from '../../base/ip/enums';
import { Endpoint } from '../../cluster/served/endpoint';
import { Outcome, Packet } from '../nftables/trace/packet';

/** What following a packet through nftables rules has found. */
export interface TracedPacket {
  readonly network: ClusterNetwork;
  readonly kubernetesVersion: string;
  readonly source: Source;
  readonly destination: Destination;
  readonly packet: Packet;
  readonly outcomes: readonly Outcome[];
}

/** The answer of nftables rules. */
export function packetAnswer({ network, kubernetesVersion, source, destination, packet, outcomes }: TracedPacket): Answer {
  const { family, protocol } = packet;
  const frontends = frontendsAt(destination, network);
  const way = wayOf(outcomes);
  const reason = reasonOf(outcomes);
  const masqueraded = outcomes.find(({ masquerade }) => masquerade);
  const affinity = outcomes.find(each => each.affinity)?.affinity;
  return {
    mode: 'nftables',
    nodeName: network.inputs.node.name,
    kubernetesVersion,
    family: IP_FAMILY_OF[family],
    protocol: IP_PROTOCOL_OF[protocol],
    source: { sourceClass: source.sourceClass, address: packet.source, description: source.description },
    destination: {
      address: packet.destination,
      port: packet.port,
      frontends: frontends.map(({ kind, service, port }) => ({ kind, service: `${service.namespace}/${service.name}`, port: port.name })),
    },
    verdict: verdictOfAll(outcomes),
    ...reason === undefined ? {} : { reason },
    endpoints: endpointsOf(outcomes, frontends, network),
    isMasqueraded: outcomes.every(({ masquerade }) => masquerade !== undefined),
    ...masqueraded && { masqueradeReason: masqueradeReason(masqueraded) },
    ...affinity && { affinityTimeoutSeconds: affinity.timeoutSeconds },
    steps: commonSteps(way, family),
    branches: explainedBranches(way, family),
    notes: [...source.notes, ...destinationNotes(destination, frontends, network)],
    unknowns: [],
  };
}

/** Why packets are refused, or where they go on to; undefined where all are delivered. */
export function reasonOf(outcomes: readonly Outcome[]): string | undefined {
  const reasons = new Set<string>();
  for (const outcome of outcomes) {
    const reason = whyOf(outcome);
    if (reason !== undefined) reasons.add(reason);
  }
  return reasons.size === 0 ? undefined : [...reasons].join('; ');
}

function endpointsOf(outcomes: readonly Outcome[], frontends: readonly Frontend[], network: ClusterNetwork): ExplainedEndpoint[] {
  const known = placesOf(frontends, network);
  return outcomes.filter(({ isDnat }) => isDnat).map(outcome => {
    const { destination: address, port, probability, masquerade } = outcome;
    const { podName, nodeName } = known.get(address) ?? {};
    const reason = masqueradeReason(outcome);
    return {
      address,
      port,
      probability,
      verdict: verdictOf(outcome),
      isMasqueraded: masquerade !== undefined,
      ...reason && { masqueradeReason: reason },
      ...podName === undefined ? {} : { podName },
      ...nodeName === undefined ? {} : { nodeName },
    };
  });
}

/** By address: pods and nodes. */
export type EndpointPlaces = ReadonlyMap<string, { readonly podName?: string; readonly nodeName?: string }>;

/** From the slices of the Services that the destination belongs to. */
export function placesOf(frontends: readonly Frontend[], { inputs: { cluster } }: ClusterNetwork): EndpointPlaces {
  const known = new Map<string, { readonly podName?: string; readonly nodeName?: string }>();
  for (const name of new Set(frontends.map(({ service }) => `${service.namespace}/${service.name}`))) {
    for (const slice of cluster.endpointSlices.get(name) ?? []) {
      for (const { address, podName, nodeName } of slice.ports.flatMap(port => port.endpoints as Endpoint[])) {
        known.set(address, { podName: podName && `${slice.namespace}/${podName}`, nodeName });
      }
    }
  }
  return known;
}
