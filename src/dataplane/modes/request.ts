import { ModeDestination } from './compare/destinations';
import { NodeView } from './node-view';
import { ModePacket, PacketProtocol, Sender } from './packet';
import { ModeModel } from './procedure';
import { Surroundings } from './surroundings';
import { InputError, quoted } from '../../base/errors';
import { Family, parseIp } from '../../base/ip/address';
import { ClusterNetwork } from '../explain/cluster-network';
import { readDestination } from '../explain/destination';
import { readSource, Source } from '../explain/source';
import { ExplainOptions, SourceClass } from '../explain/vocabulary';

/** One packet that is asked about, and what it is sent to. */
export interface PacketRequest {
  readonly source: Source;
  readonly sourceClass: SourceClass;
  readonly packet: ModePacket;
  /** Undefined where no Service has anything to do with the address. */
  readonly destination?: ModeDestination;
}

/** What an explanation is made from. */
export interface BehaviorFacts extends PacketRequest {
  readonly kubernetesVersion: string;
  readonly network: ClusterNetwork;
  readonly model: ModeModel;
  readonly surroundings: Surroundings;
}

/**
 * Reads what a user asks about.
 *
 * @throws InputError where the source or the destination can't be right
 */
export function packetOf(options: ExplainOptions, network: ClusterNetwork, model: (family: Family) => ModeModel): PacketRequest {
  const source = readSource(options.source, network);
  const { family, address, port, protocol } = readPing(options.destination, source) ?? readDestination(options.destination, source, network);
  const { view } = model(family);
  const sender = senderOf(source, family, network, view);
  const packet: ModePacket = { family, protocol, sender, destination: address, port };
  const sourceClass = sender.place === 'lan' ? SourceClass.LAN : source.sourceClass;
  return { source, sourceClass, packet, destination: destinationAt(view, address, port, protocol) };
}

interface ReadDestination {
  readonly family: Family;
  readonly address: string;
  readonly port: number;
  readonly protocol: PacketProtocol;
}

/** `10.96.40.1/icmp`: an echo request, which has no port. */
function readPing(text: string, { addresses, description }: Source): ReadDestination | undefined {
  const match = /^\[?([^[\]]*)\]?\/icmp$/i.exec(text.trim());
  const ip = match && parseIp(match[1]);
  if (!ip) return undefined;
  if (addresses[ip.family] === undefined) {
    throw new InputError(`destination ${quoted(text)}: ${description} has no ${ip.family === 'ip' ? 'IPv4' : 'IPv6'} address that is known`);
  }
  return { family: ip.family, address: ip.text, port: 0, protocol: 'icmp' };
}

function senderOf(source: Source, family: Family, network: ClusterNetwork, view: NodeView): Sender {
  const { sourceClass, addresses, usesLocalDestination, inputInterface } = source;
  const address = addresses[family];
  switch (sourceClass) {
    case SourceClass.NODE: return { place: 'node', address: usesLocalDestination ? undefined : address };
    case SourceClass.POD_ON_NODE: return { place: 'pod-on-node', address, inputInterface };
    case SourceClass.POD_ELSEWHERE: {
      const nodeName = address === undefined ? undefined : network.nodeOfPodAddress(address);
      return { place: 'pod-elsewhere', address, inputInterface, nodeName, nodeAddress: nodeName === undefined ? undefined : view.addressOfNode(nodeName) };
    }
    default: {
      const nodeName = address === undefined ? undefined : view.otherNodeOf(address);
      if (nodeName !== undefined) return { place: 'other-node', address, inputInterface, nodeName };
      return { place: address !== undefined && view.isOnLink(address) ? 'lan' : 'external', address, inputInterface };
    }
  }
}

/** What an address and port are to a Service; of several claims the first one. */
export function destinationAt(view: NodeView, address: string, port: number, protocol: PacketProtocol): ModeDestination | undefined {
  const at = { address, port, protocol };
  for (const served of view.ports) {
    if (served.port.protocol === protocol && served.port.port === port) {
      if (served.clusterIp === address) return { kind: 'cluster-ip', ...at, served };
      if (served.loadBalancerVips.includes(address)) return { kind: 'load-balancer-ip', ...at, served };
      if (served.externalIps.includes(address)) return { kind: 'external-ip', ...at, served };
    }
  }
  if (view.isOnInterface(address)) {
    const nodePort = view.ports.find(served => served.port.nodePort === port && served.port.protocol === protocol);
    if (nodePort) return { kind: 'node-port', ...at, served: nodePort };
  }
  const checked = protocol === 'tcp' ? view.healthChecks.get(port) : undefined;
  if (checked && (view.isOnInterface(address) || view.serviceAddresses.has(address))) return { kind: 'health-check', ...at, served: checked[0] };
  const owner = view.ports.find(({ clusterIp, externalIps, loadBalancerVips }) => [clusterIp, ...externalIps, ...loadBalancerVips].includes(address));
  return owner && { kind: protocol === 'icmp' ? 'ping' : 'undefined-port', ...at, served: owner };
}
