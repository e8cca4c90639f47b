import { isGiven } from './calico-fields';
import { peerSelectors, podsOf } from './calico-labels';
import { Direction, OrderedRule, ReadTraffic } from './calico-order';
import { cidrOf, ciliumPeers, PeerContext, peersOf } from './calico-peer';
import { arePortsExact, ciliumPorts, portsOf } from './calico-ports';
import { Conjunction, EVERYTHING } from './calico-selector';
import { NotTranslatable } from './not-translatable';
import { netsOverlap, Peer, subtractPeers } from './traffic';
import { PlainObject } from '../../../base/objects/fields';
import { itemsOf, mappingOf } from '../../../base/objects/loose';

const SIDES = {
  ingress: { peer: 'source', own: 'destination', prefix: 'from' },
  egress: { peer: 'destination', own: 'source', prefix: 'to' },
} as const;

/** Reads what a rule is about; everybody, and every port, where that has no counterpart, or depends on kinds that are not known. */
export function readTraffic(context: Omit<PeerContext, 'namespace' | 'needs'>, unknown: ReadonlySet<string>): ReadTraffic {
  return (rule, direction, namespace) => {
    const { peer, own } = SIDES[direction];
    const { ports: ownPorts, ...ownSide } = mappingOf(rule[own]);
    const peers = knownPeers(mappingOf(rule[peer]), rule.ipVersion, { ...context, namespace, needs: new Set() }, unknown);
    const isNarrowed = Object.values(ownSide).some(isGiven) || (direction === 'egress' && isGiven(ownPorts)) || (direction === 'ingress' && isGiven(mappingOf(rule.source).ports));
    return { peers: peers ?? [{ any: true }], ports: portsOf(rule), isExact: peers !== undefined && !isNarrowed && arePortsExact(rule) };
  };
}

/** `undefined` where they are not known. */
function knownPeers(peer: PlainObject, ipVersion: unknown, context: PeerContext, unknown: ReadonlySet<string>): readonly Peer[] | undefined {
  try {
    const peers = peersOf(peer, ipVersion, context);
    return [...context.needs].some(kind => unknown.has(kind)) ? undefined : peers;
  } catch (error) {
    if (error instanceof NotTranslatable) return undefined;
    throw error;
  }
}

/** A rule of Calico in Cilium: rules for one list of a policy, and the pods that it is for, where these are fewer than the policy's. */
export interface TranslatedRule {
  readonly rules: readonly PlainObject[];
  readonly subjects?: readonly Conjunction[];
}

/** What a rule is to be. */
export interface RuleUse {
  readonly isDeny: boolean;
  /** Peers that it is not about. */
  readonly except: readonly Peer[];
}

/** A rule of Calico as the rules of Cilium that mean the same: one for each kind of peer, with the same ports. */
export function translateRule({ raw }: OrderedRule, direction: Direction, { isDeny, except }: RuleUse, context: PeerContext): TranslatedRule {
  const { peer, own, prefix } = SIDES[direction];
  const { ports: sourcePorts, notPorts: notSourcePorts } = mappingOf(raw.source);
  if (isGiven(sourcePorts) || isGiven(notSourcePorts)) throw new NotTranslatable('ports of the source have no counterpart');
  const subjects = ownSubjects(mappingOf(raw[own]), own, context);
  const all = peersOf(mappingOf(raw[peer]), raw.ipVersion, context);
  const peers = except.length > 0 ? subtractPeers(all, except) : all;
  const ports = ciliumPorts(raw, direction, isDeny);
  if (ports === undefined || peers.length === 0) return { rules: [] };
  // Without peers and ports, a rule of Cilium would allow nothing, and one of Calico everything.
  const rules = ciliumPeers(peers, { prefix, isDeny }, context)
    .map(each => Object.keys(each).length === 0 && Object.keys(ports).length === 0 ? { [`${prefix}Entities`]: ['all'] } : { ...each, ...ports });
  return { rules, ...subjects && { subjects } };
}

/** What a rule says of the pods that the policy is for. */
function ownSubjects(side: PlainObject, name: string, context: PeerContext): readonly Conjunction[] | undefined {
  const other = ['nets', 'notNets', 'services', 'domains'].find(field => isGiven(side[field]));
  if (other !== undefined) throw new NotTranslatable(`${other} of ${name} narrows what the policy selects, which has no counterpart`);
  const { selector, not } = peerSelectors(side, context.namespace);
  if (selector === undefined && not === undefined) return undefined;
  for (const kind of ['NetworkSet', 'GlobalNetworkSet']) context.needs.add(kind);
  const covering = context.members.find(({ kind, object }) => kind !== 'HostEndpoint' && itemsOf(mappingOf(object.spec).nets).map(cidrOf)
    .some(net => context.own.pods.some(each => netsOverlap(each, net))));
  if (covering) throw new NotTranslatable(`a selector of ${name} narrows what the policy selects, and ${covering.kind} ${covering.name} has addresses of pods`);
  return podsOf({ selector: selector ?? EVERYTHING, ...not && { not } });
}
