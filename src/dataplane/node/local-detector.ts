import { Family } from '../../base/ip/address';
import { Cidr } from '../../base/ip/cidr';
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

/**
 * The detector of a family, or `undefined` where kube-proxy has none: no CIDR of the family is known
 * (upstream: cmd/kube-proxy/app, getLocalDetectors).
 */
export function localDetector(settings: Settings, node: Node, family: Family, features: Features): LocalDetector | undefined {
  const detection = settings.localDetection;
  switch (detection.mode) {
    case 'ClusterCIDR': return byCidr(detection.cidrs, family);
    case 'NodeCIDR': return byCidr(node.podCidrs, family);
    case 'BridgeInterface': return detector({ kind: 'meta', key: features.interfaceMatch }, detection.interfaceName);
    case 'InterfaceNamePrefix': return detector({ kind: 'meta', key: features.interfaceMatch }, `${detection.prefix}*`);
  }
}

function byCidr(cidrs: readonly Cidr[], family: Family): LocalDetector | undefined {
  const first = cidrs.find(cidr => cidr.family === family);
  return first && detector(sourceAddress(family), first.text);
}

function detector(left: Expression, value: string): LocalDetector {
  return { ifLocal: match(left, literal(value)), ifNotLocal: compare(left, '!=', literal(value)) };
}
