import { DestinationKind, ModeDestination } from './destinations';
import { isLoopback } from '../../../base/ip/cidr';
import { ClusterNetwork } from '../../explain/cluster-network';
import { sendersOf } from '../../explain/matrix-rows';
import { SourceClass } from '../../explain/vocabulary';
import { NodeView } from '../node-view';
import { isLinkLocal, Sender, SenderPlace } from '../packet';

/** Who stands for a kind of client. */
export interface ModeSender {
  readonly sourceClass: SourceClass;
  readonly sender: Sender;
}

const PLACES: Readonly<Record<SourceClass, SenderPlace>> = {
  [SourceClass.POD_ON_NODE]: 'pod-on-node',
  [SourceClass.POD_ELSEWHERE]: 'pod-elsewhere',
  [SourceClass.NODE]: 'node',
  [SourceClass.EXTERNAL]: 'external',
  [SourceClass.EXTERNAL_IN_RANGE]: 'external',
  [SourceClass.LAN]: 'lan',
  [SourceClass.NODE_ADDRESS]: 'node',
};

/** A host on the same link, which IPv6 lets send from an address of the link. */
const LINK_NEIGHBOR = 'fe80::2';

/** A pod's packets to the addresses of Services are handled by its own node; those to an address of this node come here. */
const FROM_OTHER_NODES: ReadonlySet<DestinationKind> = new Set<DestinationKind>(['node-port', 'health-check']);

/** The senders of one family. */
export class ModeSenders {
  private readonly usual: readonly ModeSender[];
  private readonly external: ModeSender;

  /** @param isOnLan whether external addresses are taken for ones of the nodes' network, where its range is not known */
  constructor(private readonly view: NodeView, private readonly network: ClusterNetwork, private readonly isOnLan = false) {
    this.usual = sendersOf(network, view.family).map(({ sourceClass, address, inputInterface }) => ({
      sourceClass,
      // The kernel chooses the source of the node's own packets.
      sender: sourceClass === SourceClass.NODE ? { place: 'node' } : this.sender(sourceClass, address, inputInterface),
    }));
    this.external = this.usual.find(({ sourceClass }) => sourceClass === SourceClass.EXTERNAL)!;
  }

  /**
   * Who may send to a destination.
   *
   * @param isShown whether pods elsewhere are shown where their own node comes first
   */
  public of({ kind, address, served }: ModeDestination, isShown?: 'with pods elsewhere'): ModeSender[] {
    const { view } = this;
    if (kind === 'node-port' && isLinkLocal(address)) {
      return [{ sourceClass: SourceClass.LAN, sender: { ...this.external.sender, place: 'lan', address: LINK_NEIGHBOR } }];
    }
    const comesFromOtherNodes = FROM_OTHER_NODES.has(kind) && view.isOnInterface(address);
    const senders = this.usual.filter(({ sourceClass }) =>
      isLoopback(address) ? sourceClass === SourceClass.NODE
        : sourceClass !== SourceClass.POD_ELSEWHERE || comesFromOtherNodes || isShown !== undefined);
    if (kind === 'load-balancer-ip' && served && served.sourceRanges.length > 0) {
      const allowed = this.network.externalAddressIn(served.sourceRanges);
      if (view.nodeIp !== undefined) senders.push({ sourceClass: SourceClass.NODE_ADDRESS, sender: { place: 'node', address: view.nodeIp } });
      if (allowed !== undefined) senders.push({ sourceClass: SourceClass.EXTERNAL_IN_RANGE, sender: { ...this.external.sender, address: allowed } });
    }
    const isExternal = (kind === 'external-ip' || kind === 'load-balancer-ip') && !view.interfaceAddresses.has(address);
    if (isExternal && view.otherNodeOf(address) === undefined && (view.isOnLink(address) ?? this.isOnLan)) {
      senders.push({ sourceClass: SourceClass.LAN, sender: { ...this.external.sender, place: 'lan' } });
    }
    return senders;
  }

  private sender(sourceClass: SourceClass, address: string, inputInterface: string | undefined): Sender {
    const place = PLACES[sourceClass];
    if (place !== 'pod-elsewhere') return { place, address, inputInterface };
    const nodeName = this.network.nodeOfPodAddress(address);
    return { place, address, inputInterface, nodeName, nodeAddress: nodeName === undefined ? undefined : this.view.addressOfNode(nodeName) };
  }
}
