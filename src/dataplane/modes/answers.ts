import { ModeDestination } from './compare/destinations';
import { Share, ModeOutcome } from './outcome';
import { ModePacket } from './packet';
import { ServiceBehaviorAnswer, ServiceBehaviorDestination, ServiceBehaviorTraffic } from './vocabulary';
import { IP_FAMILY_OF } from '../../base/ip/enums';
import { PacketVerdict, SourceClass } from '../explain/vocabulary';

/** The verdict on a share of packets. */
export function verdictOf({ verdict }: Share): PacketVerdict {
  return verdict as PacketVerdict;
}

/** The verdict on a packet. */
export function verdictOfAll({ shares }: ModeOutcome): PacketVerdict {
  const first = verdictOf(shares[0]);
  return shares.every(share => verdictOf(share) === first) ? first : PacketVerdict.MIXED;
}

/** An outcome in short. */
export function answerOf(outcome: ModeOutcome): ServiceBehaviorAnswer {
  const served = outcome.shares.filter(({ verdict }) => verdict === 'delivered');
  return {
    verdict: verdictOfAll(outcome),
    endpointCount: served.length,
    masqueradedEndpointCount: served.filter(({ masquerade }) => masquerade !== undefined).length,
  };
}

/** Which traffic is meant. */
export function trafficOf(destination: ModeDestination, sourceClass: SourceClass, { family }: ModePacket): ServiceBehaviorTraffic {
  const { kind, served, address, port, protocol } = destination;
  const isOfPort = served && PORTS.has(kind);
  return {
    ...served && { serviceName: `${served.service.namespace}/${served.service.name}` },
    ...isOfPort && { portName: served.port.name },
    destination: kind as ServiceBehaviorDestination,
    family: IP_FAMILY_OF[family],
    address,
    port,
    protocol,
    sourceClass,
  };
}

const PORTS: ReadonlySet<ModeDestination['kind']> = new Set<ModeDestination['kind']>(['cluster-ip', 'external-ip', 'load-balancer-ip', 'node-port']);
