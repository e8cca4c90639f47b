import { verdictOf, verdictOfAll } from './answers';
import { outcomeOf } from './mode-model';
import { ModeOutcome, Share } from './outcome';
import { BehaviorFacts } from './request';
import { unknownsOf } from './unknowns';
import { failuresOf } from './why';
import { IP_FAMILY_OF, IP_PROTOCOL_OF } from '../../base/ip/enums';
import { Answer } from '../explain/answer';
import { destinationNotes, frontendsAt } from '../explain/destination';
import { EndpointPlaces, placesOf, reasonOf } from '../explain/packet-answer';
import { verdictOfAll as verdictOfRules } from '../explain/verdict';
import { ExplainedEndpoint, MasqueradeReason, PacketVerdict } from '../explain/vocabulary';
import { commonSteps, explainedBranches, wayOf } from '../explain/way';
import { Outcome } from '../nftables/trace/packet';

/** What becomes of a packet in one of kube-proxy's modes, as an answer of `explain`. */
export function behaviorAnswer(facts: BehaviorFacts): Answer {
  const { model, packet, surroundings, network, source, sourceClass, kubernetesVersion } = facts;
  const { family, protocol, destination: address, port } = packet;
  const outcome = outcomeOf(model, packet, surroundings);
  const frontends = protocol === 'icmp' ? [] : frontendsAt({ family, address, port, protocol }, network);
  const rules = model.procedure.follow?.({ ...packet, source: outcome.source });
  const way = rules && wayOf(rules);
  const reason = reasonOfOutcome(facts, outcome, rules);
  const masqueraded = outcome.shares.find(({ masquerade }) => masquerade !== undefined)?.masquerade;
  return {
    mode: model.mode,
    nodeName: model.view.nodeName,
    kubernetesVersion,
    family: IP_FAMILY_OF[family],
    protocol: IP_PROTOCOL_OF[protocol],
    source: { sourceClass, address: outcome.source, description: source.description },
    destination: {
      kind: facts.destination?.kind ?? 'other',
      address,
      port,
      frontends: frontends.map(({ kind, service, port: { name } }) => ({ kind, service: `${service.namespace}/${service.name}`, port: name })),
    },
    verdict: verdictOfAll(outcome),
    ...reason !== undefined && { reason },
    endpoints: endpointsOf(outcome, placesOf(frontends, network)),
    isMasqueraded: outcome.shares.every(({ masquerade }) => masquerade !== undefined),
    ...masqueraded && { masqueradeReason: masqueraded as MasqueradeReason },
    ...outcome.affinity && { affinityTimeoutSeconds: outcome.affinity.timeoutSeconds },
    steps: way ? commonSteps(way, family) : [],
    branches: way ? explainedBranches(way, family) : [],
    notes: [...source.notes, ...protocol === 'icmp' ? [] : destinationNotes({ family, address, port, protocol }, frontends, network)],
    unknowns: unknownsOf(model, packet, surroundings, outcome, facts.destination),
  };
}

/** Why packets are not delivered; where kube-proxy's own rules decide it, they have the word. */
function reasonOfOutcome(
  { model, packet, destination }: BehaviorFacts, outcome: ModeOutcome, rules: readonly Outcome[] | undefined,
): string | undefined {
  const verdict = verdictOfAll(outcome);
  if (verdict === PacketVerdict.DELIVERED) return undefined;
  if (rules && verdictOfRules(rules) === verdict) return reasonOf(rules);
  const { destination: address, port, protocol } = packet;
  const situation = { view: model.view, destination: destination ?? { kind: 'other' as const, address, port, protocol }, place: packet.sender.place };
  return failuresOf(outcome.shares.filter(share => share.verdict !== 'delivered'), situation);
}

function endpointsOf({ shares }: ModeOutcome, places: EndpointPlaces): ExplainedEndpoint[] {
  return shares.filter(({ endpoint }) => endpoint !== undefined).map((share: Share) => {
    const { address, port, nodeName } = share.endpoint!;
    const { masquerade, probability } = share;
    const place = places.get(address);
    return {
      address,
      port,
      probability,
      verdict: verdictOf(share),
      isMasqueraded: masquerade !== undefined,
      ...masquerade && { masqueradeReason: masquerade as MasqueradeReason },
      ...place?.podName !== undefined && { podName: place.podName },
      ...nodeName !== undefined && { nodeName },
    };
  });
}
