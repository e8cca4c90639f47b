import { Family } from '../../base/ip/address';
import { Cidr, cidrContains } from '../../base/ip/cidr';
import { Node } from '../../cluster/served/node';
import { Expression, literal, sourceAddress } from '../nftables/model/expressions';
import { compare, Match, match } from '../nftables/model/statements';
import { Settings } from '../settings';
import { Features } from '../versions/features';

/** Tells packets that come from pods of this node (or cluster) from all others. */
export interface LocalDetector {
  readonly ifLocal: Match;
  readonly ifNotLocal: Match;
}

/** How packets of pods are told: by their source, or by the interface they come in by, whose name may end in `*`. */
export type PodTest = { readonly source: Cidr } | { readonly inputInterface: string };

/**
 * How kube-proxy tells packets of pods in a family, or `undefined` where it can't: no CIDR of the family is known
 * (upstream: cmd/kube-proxy/app, getLocalDetectors).
 */
export function podTest(settings: Settings, node: Node, family: Family): PodTest | undefined {
  const detection = settings.localDetection;
  switch (detection.mode) {
    case 'ClusterCIDR': return byCidr(detection.cidrs, family);
    case 'NodeCIDR': return byCidr(node.podCidrs, family);
    case 'BridgeInterface': return { inputInterface: detection.interfaceName };
    case 'InterfaceNamePrefix': return { inputInterface: `${detection.prefix}*` };
  }
}

/** The detector of a family in nftables mode. */
export function localDetector(settings: Settings, node: Node, family: Family, features: Features): LocalDetector | undefined {
  const test = podTest(settings, node, family);
  if (!test) return undefined;
  return 'source' in test ? detector(sourceAddress(family), test.source.text) : detector({ kind: 'meta', key: features.interfaceMatch }, test.inputInterface);
}

/** Whether a packet passes the test. One that the node itself sends has come in by no interface. */
export function isFromPod(test: PodTest, source: string, inputInterface: string | undefined): boolean {
  if ('source' in test) return cidrContains(test.source, source);
  return inputInterface !== undefined && isInterface(inputInterface, test.inputInterface);
}

/** `cali*` stands for all names that begin so. */
export function isInterface(name: string, pattern: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

function byCidr(cidrs: readonly Cidr[], family: Family): PodTest | undefined {
  const source = cidrs.find(cidr => cidr.family === family);
  return source && { source };
}

function detector(left: Expression, value: string): LocalDetector {
  return { ifLocal: match(left, literal(value)), ifNotLocal: compare(left, '!=', literal(value)) };
}
