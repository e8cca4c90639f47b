import { isGiven } from './calico-fields';
import { ciliumPeer, LabelContext, peerSelectors, PeerSelectors, podsOf } from './calico-labels';
import { couldSelect, describeMember, isSelected, Member } from './calico-members';
import { Conjunction, labelSelector } from './calico-selector';
import { NotTranslatable } from './not-translatable';
import { contains, EVERYWHERE, inBoth, Net, netsOverlap, Peer } from './traffic';
import { Family } from '../../../base/ip/address';
import { Cidr, parseCidr } from '../../../base/ip/cidr';
import { PlainObject } from '../../../base/objects/fields';
import { itemsOf, mappingOf } from '../../../base/objects/loose';

/** Networks that addresses in policies do not select in Cilium: it knows pods and nodes by other means. */
export interface OwnNetworks {
  /** The pools of pods, as they are in Calico. */
  readonly pods: readonly Cidr[];
  readonly nodes: readonly { readonly cidr: Cidr; readonly name: string }[];
  /** The families that pods and nodes have, or will have. */
  readonly families: ReadonlySet<Family>;
}

/** What the translation of peers has to know of the cluster. */
export interface PeerContext extends LabelContext {
  readonly own: OwnNetworks;
  /** What selectors select beside pods. */
  readonly members: readonly Member[];
  /** Takes the kinds of objects that the translation depends on. */
  readonly needs: Set<string>;
}

/** Whom a rule's source or destination stands for, in the terms of Cilium; none where nobody fits. */
export function peersOf(peer: PlainObject, ipVersion: unknown, context: PeerContext): Peer[] {
  if (isGiven(peer.domains)) throw new NotTranslatable('domains need toFQDNs and a rule that sends lookups through the DNS proxy: write both by hand');
  // Upstream: projectcalico/api, EntityRule.Services, "only to/from each endpoint's port".
  if (isGiven(peer.services)) throw new NotTranslatable('services are for the ports of the Service only, and toServices of Cilium for all ports of its pods: use toServices with toPorts');
  const hasNets = isGiven(peer.nets) || isGiven(peer.notNets);
  const selectors = peerSelectors(peer, context.namespace);
  const hasSelector = selectors.selector !== undefined || selectors.not !== undefined;
  if (hasNets) {
    const byAddress = ofNets(netsOf(peer, ipVersion), context);
    return hasSelector ? ofBoth(ofSelectors(selectors, context), byAddress) : byAddress;
  }
  const found = hasSelector ? ofSelectors(selectors, context) : [{ any: true as const }];
  return ofVersion(found, ipVersion, context);
}

/** A version of IP where no addresses are given: alone, it narrows nothing. */
function ofVersion(peers: Peer[], ipVersion: unknown, { own: { families }, needs }: PeerContext): Peer[] {
  if (!isGiven(ipVersion)) return peers;
  needAddresses(needs);
  const family = Number(ipVersion) === 6 ? 'ip6' : 'ip';
  if (families.has(family) && families.size > 1) throw new NotTranslatable('ipVersion without nets has no counterpart, in a cluster that has both versions');
  return families.has(family) ? peers : [];
}

function needAddresses(needs: Set<string>): void {
  needs.add('IPPool').add('Node');
}

function netsOf({ nets, notNets }: PlainObject, ipVersion: unknown): Net[] {
  const given = isGiven(nets) ? itemsOf(nets).map(cidrOf) : EVERYWHERE;
  const excluded = itemsOf(notNets).map(cidrOf);
  const family = isGiven(ipVersion) ? Number(ipVersion) === 6 ? 'ip6' : 'ip' : undefined;
  return given.filter(each => family === undefined || each.family === family).flatMap(net => without(net, excluded));
}

/** A network without others. What is excluded as a whole is left out: an exception that is wider than its network is none to Cilium. */
function without(net: Cidr, excluded: readonly Cidr[]): Net[] {
  const own = excluded.filter(({ family }) => family === net.family);
  return own.some(each => contains(each, net)) ? [] : [{ net, except: own.filter(each => contains(net, each)) }];
}

/** Calico takes an address for the network of it alone. */
export function cidrOf(value: unknown): Cidr {
  const text = String(value);
  const cidr = parseCidr(text.includes('/') ? text : `${text}/${text.includes(':') ? 128 : 32}`);
  if (!cidr) throw new NotTranslatable(`${JSON.stringify(text)} is not a CIDR`);
  return cidr;
}

/** Addresses, with the pods and nodes among them: all of these, or none. */
function ofNets(nets: readonly Net[], { own, needs }: PeerContext): Peer[] {
  if (nets.length === 0) return [];
  needAddresses(needs);
  const pods = amongNets(own.pods.map(cidr => ({ cidr, what: `pods (${cidr.text})` })), nets, 'pods');
  const nodes = amongNets(own.nodes.map(({ cidr, name }) => ({ cidr, what: `Node ${name}` })), nets, 'nodes');
  return [...nets, ...pods ? [{ pods: [] }] : [], ...nodes ? [{ nodes: true as const }] : []];
}

interface Named {
  readonly cidr: Cidr;
  readonly what: string;
}

/** Whether networks have all, or none, of some others. */
function amongNets(others: readonly Named[], nets: readonly Net[], what: string): boolean {
  const isIn = ({ cidr }: Named): boolean => nets.some(({ net, except }) => contains(net, cidr) && !except.some(each => netsOverlap(each, cidr)));
  const isOut = ({ cidr }: Named): boolean => nets.every(({ net, except }) => !netsOverlap(net, cidr) || except.some(each => contains(each, cidr)));
  if (others.every(isOut)) return false;
  if (others.every(isIn)) return true;
  const [some] = others.filter(each => !isOut(each));
  const cidrs = nets.find(({ net }) => netsOverlap(net, some.cidr))!;
  throw new NotTranslatable(`${cidrs.net.text} has addresses of ${some.what}, and not those of all ${what}: addresses do not select them in Cilium, so use selectors or entities`);
}

/** What selectors and addresses have in common: addresses have all pods and nodes, or none. */
function ofBoth(selected: readonly Peer[], byAddress: readonly Peer[]): Peer[] {
  const nets = byAddress.filter(each => 'net' in each);
  return selected.flatMap((peer): Peer[] => {
    if ('pods' in peer) return byAddress.some(each => 'pods' in each) ? [peer] : [];
    if ('nodes' in peer) return byAddress.some(each => 'nodes' in each) ? [peer] : [];
    return 'net' in peer ? nets.flatMap(each => inBoth(peer, each)) : [...byAddress];
  });
}

function ofSelectors(selectors: PeerSelectors, context: PeerContext): Peer[] {
  const { own, members, needs } = context;
  for (const kind of ['NetworkSet', 'GlobalNetworkSet', 'HostEndpoint'] as const) if (couldSelect(selectors, kind)) needs.add(kind);
  const selected = members.filter(member => selectors.selector !== undefined && known(member, isSelected(member, selectors.selector)));
  const excluded = members.filter(member => selectors.not !== undefined && known(member, isSelected(member, selectors.not)));
  const left = selected.filter(member => !excluded.includes(member));
  const host = left.find(({ kind }) => kind === 'HostEndpoint');
  if (host) throw new NotTranslatable(`the selector is for ${describeMember(host)}, too, which selectors of Cilium do not select: use entities`);
  const inSets = left.flatMap(({ object }) => itemsOf(mappingOf(object.spec).nets).map(net => ({ net: cidrOf(net), except: [] })));
  const pods = podsOf(selectors).map(each => ({ pods: each }));
  const outside = excluded.filter(({ kind }) => kind !== 'HostEndpoint').flatMap(member => itemsOf(mappingOf(member.object.spec).nets).map(net => ({ member, cidr: cidrOf(net) })));
  if (outside.length > 0) needAddresses(needs);
  // What is left out is left out by its address, whatever else has it.
  for (const { member, cidr } of outside) {
    const also = [...own.pods, ...own.nodes.map(node => node.cidr), ...inSets.map(({ net }) => net)].find(each => netsOverlap(each, cidr));
    if (also) throw new NotTranslatable(`notSelector leaves out ${describeMember(member)}, whose ${cidr.text} has addresses of ${also.text}, too`);
  }
  if (selectors.selector !== undefined) return [...pods, ...ofNets(inSets, context)];
  const excludedHost = excluded.find(({ kind }) => kind === 'HostEndpoint');
  if (excludedHost) throw new NotTranslatable(`notSelector leaves out ${describeMember(excludedHost)}, which selectors of Cilium do not select: use entities`);
  // Without a selector, everything else is meant, in the cluster or not.
  return [...pods, { nodes: true }, ...EVERYWHERE.flatMap(net => without(net, outside.map(({ cidr }) => cidr)))];
}

function known(member: Member, isSelectedBy: boolean | undefined): boolean {
  if (isSelectedBy === undefined) throw new NotTranslatable(`whether the selector is for ${describeMember(member)}, too, depends on the labels of its Namespace, which is not in the input`);
  return isSelectedBy;
}

/** What a rule of Cilium names peers with. */
export interface CiliumPeers {
  readonly prefix: 'from' | 'to';
  readonly isDeny: boolean;
}

/**
 * The peers of rules of Cilium: one for each kind. No peers at all mean everybody as long as there are ports. What comes from the pod's own node is
 * never denied by Calico, and by Cilium only where a rule says so: then kubelet's probes fail.
 */
export function ciliumPeers(peers: readonly Peer[], { prefix, isDeny }: CiliumPeers, context: LabelContext): PlainObject[] {
  const denies = isDeny && prefix === 'from';
  if (peers.some(each => 'any' in each)) return denies ? [endpoints([[]], prefix, context), { fromEntities: OUTSIDE }] : [{}];
  const pods = peers.flatMap(each => 'pods' in each ? [each.pods] : []);
  const nets = peers.flatMap(each => 'net' in each ? [each] : []);
  const isWorld = EVERYWHERE.every(each => nets.some(({ net, except }) => net.text === each.text && except.length === 0));
  return [
    ...pods.length > 0 ? [endpoints(pods, prefix, context)] : [],
    ...nets.length > 0 ? [isWorld ? { [`${prefix}Entities`]: ['world'] } : { [`${prefix}CIDRSet`]: unique(nets.map(cidrRule)) }] : [],
    ...peers.some(each => 'nodes' in each) ? [{ [`${prefix}Entities`]: denies ? ['remote-node'] : ['host', 'remote-node'] }] : [],
  ];
}

/** Everything but pods and the own node. */
const OUTSIDE: readonly string[] = ['world', 'remote-node', 'unmanaged', 'init'];

function endpoints(pods: readonly Conjunction[], prefix: string, context: LabelContext): PlainObject {
  return { [`${prefix}Endpoints`]: unique(pods.map(each => labelSelector(ciliumPeer(each, context)))) };
}

function cidrRule({ net, except }: Net): object {
  return { cidr: net.text, ...except.length > 0 && { except: except.map(({ text }) => text) } };
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Map(values.map(each => [JSON.stringify(each), each])).values()];
}
