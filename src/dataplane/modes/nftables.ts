import { servicePortName } from './affinity';
import { listensForHealthChecks } from './health-checks';
import { frontendKey, nodePortKey, NodeView } from './node-view';
import { Affinity, Cause, MasqueradeCause } from './outcome';
import { PacketProtocol, SentPacket } from './packet';
import { Decision, FilterHook, Filtering, ModeProcedure } from './procedure';
import { Endpoint } from '../../cluster/served/endpoint';
import { ServedPort } from '../endpoints/served-port';
import { masqueradeReason } from '../explain/reason';
import { Purpose } from '../nftables/model/purpose';
import { Table } from '../nftables/model/table';
import { Outcome } from '../nftables/trace/packet';
import { Tracer } from '../nftables/trace/tracer';

/** nftables mode: the rules of kube-proxy's table, followed packet by packet. */
export class NftablesMode implements ModeProcedure {
  public readonly filtering: Filtering;

  private readonly tracer: Tracer;
  private readonly frontends = new Map<string, ServedPort>();

  constructor(private readonly view: NodeView, table: Table) {
    // The filter hooks of kube-proxy have the priority of those of iptables, or that before DNAT.
    const hostRules = view.inputs.features.filterChains === 'around-dnat' ? 'last' : 'before';
    this.filtering = { hostRules, balancesAfterInput: false, acceptsForwarded: false, acceptsInput: () => false };
    this.tracer = new Tracer(table, address => view.isOnInterface(address));
    for (const port of view.ports) {
      const { port: { protocol, port: number, nodePort }, clusterIp, externalIps, loadBalancerVips } = port;
      for (const address of [clusterIp, ...externalIps, ...loadBalancerVips]) this.frontends.set(frontendKey(address, protocol, number), port);
      if (nodePort !== 0) this.frontends.set(nodePortKey(protocol, nodePort), port);
    }
  }

  public hasAddress(address: string): boolean {
    return this.view.isOnInterface(address);
  }

  public answersNeighbors(address: string): boolean {
    return this.view.isOnInterface(address);
  }

  public listensForHealthChecks(address: string): boolean {
    return listensForHealthChecks(this.view, address);
  }

  public decide({ family, protocol, source, destination, port, sender }: SentPacket): readonly Decision[] {
    const { inputInterface } = sender;
    const outcomes = this.tracer.traceBriefly({ family, protocol, source, destination, port, inputInterface });
    const served = outcomes.length > 1 ? this.servedAt(destination, protocol, port) : undefined;
    const endpointAt = endpointsInOrder(served?.endpoints.reachable ?? [], this.view);
    return outcomes.map(outcome => decisionOf(outcome, endpointAt));
  }

  public follow({ family, protocol, source, destination, port, sender: { inputInterface } }: SentPacket): readonly Outcome[] {
    return this.tracer.trace({ family, protocol, source, destination, port, inputInterface });
  }

  /** One state for all frontends of a port: the sets belong to the endpoints. */
  public affinity({ destination, protocol, port }: SentPacket): Affinity | undefined {
    const served = this.servedAt(destination, protocol, port);
    const timeoutSeconds = served?.service.affinityTimeoutSeconds;
    return timeoutSeconds === undefined ? undefined : { timeoutSeconds, key: servicePortName(served!) };
  }

  private servedAt(address: string, protocol: PacketProtocol, port: number): ServedPort | undefined {
    return this.frontends.get(frontendKey(address, protocol, port)) ?? this.frontends.get(nodePortKey(protocol, port));
  }
}

/** The endpoint of an address and port. */
type FindEndpoint = (address: string, port: number) => Endpoint;

/** Packets are spread over the endpoints of a Service in their order, so that the next one is found without a search in almost all cases. */
function endpointsInOrder(endpoints: readonly Endpoint[], view: NodeView): FindEndpoint {
  let next = 0;
  return (address, port) => {
    while (next < endpoints.length) {
      const endpoint = endpoints[next++];
      if (endpoint.address === address && endpoint.port === port) return endpoint;
    }
    return view.endpointAt(address, port);
  };
}

function decisionOf(outcome: Outcome, endpointAt: FindEndpoint): Decision {
  const { probability, verdict, isDnat, destination, port } = outcome;
  if (verdict !== 'accept') {
    const endpoint = isDnat ? endpointAt(destination, port) : undefined;
    return { kind: verdict, probability, hook: outcome.lastStep!.hook as FilterHook, cause: causeOf(outcome), ...endpoint && { endpoint } };
  }
  if (!isDnat) return { kind: 'leave', probability };
  const masquerade = masqueradeReason(outcome) as MasqueradeCause | undefined;
  return { kind: 'translate', probability, endpoint: endpointAt(destination, port), masquerade };
}

/** What a rule that refuses packets means, where that is not told by whether it rejects or drops them. */
const CAUSES: Readonly<Partial<Record<Purpose, Cause>>> = {
  'undefined-port': 'undefined-port',
  'unallocated': 'unallocated',
  'firewall': 'source-range',
};

function causeOf({ verdict, lastStep }: Outcome): Cause {
  const { purpose } = lastStep!.rule;
  return (purpose && CAUSES[purpose]) ?? (verdict === 'reject' ? 'no-endpoints' : 'no-local-endpoints');
}
