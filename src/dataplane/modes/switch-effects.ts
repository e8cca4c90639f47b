import { ServiceBehaviorSwitch } from './vocabulary';
import { DEFAULT_SCHEDULER, schedulerLoss } from '../../programs/kube-proxy/ipvs-schedulers';
import { ServedPort } from '../endpoints/served-port';
import { KubeProxyMode } from '../settings';

/** What a switch does to connections (measured with the real kube-proxy 1.36, restarted in the other mode). */
interface SwitchKind {
  /** IPVS translates connections by itself, and its table is flushed. */
  readonly flushesIpvs: boolean;
  /** The rules of the old mode are removed before the first rules of the new one are there. */
  readonly hasGap: boolean;
}

const SWITCHES: Readonly<Record<KubeProxyMode, Partial<Record<KubeProxyMode, SwitchKind>>>> = {
  ipvs: { nftables: { flushesIpvs: true, hasGap: true }, iptables: { flushesIpvs: false, hasGap: false } },
  iptables: { nftables: { flushesIpvs: false, hasGap: true }, ipvs: { flushesIpvs: false, hasGap: false } },
  nftables: { ipvs: { flushesIpvs: false, hasGap: true }, iptables: { flushesIpvs: false, hasGap: true } },
};

/** Settings of ipvs mode that have no counterpart. */
export interface LeftSettings {
  readonly scheduler?: string;
  /** As configured; undefined for the kernel's own. */
  readonly tcpTimeout?: string;
  readonly udpTimeout?: string;
}

const SURVIVE = 'Established connections go on: conntrack keeps the endpoint of each.';
const HOST_CLIENTS = 'Processes of the node that are connected to the ClusterIP or another address of the Service hang for good and have to be restarted: '
  + 'their own address was that of the Service, which leaves the node with kube-ipvs0.';
const MASQUERADED = 'Idle TCP connections to a NodePort or an external address are reset with their next packet. Those that send during the gap hang, '
  + 'or to a NodePort are reset at once.';
const UDP = 'UDP flows of other clients recover within a packet or two, possibly with another endpoint.';
const NO_GAP = 'New connections are served throughout.';
const GAP = 'New connections fail from the start of kube-proxy until its first sync has ended: seconds in a small cluster, minutes in a very large one. '
  + 'The next attempt works.';

/** What a switch does to the connections of a Service; undefined where the mode stays the same. */
export function switchEffects(
  from: KubeProxyMode, to: KubeProxyMode, ports: readonly ServedPort[], left: LeftSettings = {},
): ServiceBehaviorSwitch | undefined {
  const kind = SWITCHES[from][to];
  if (!kind) return undefined;
  const [{ service }] = ports;
  return {
    serviceName: `${service.namespace}/${service.name}`,
    establishedConnections: kind.flushesIpvs ? flushed(ports) : [SURVIVE],
    newConnections: [kind.hasGap ? GAP : NO_GAP],
    other: [...from === 'ipvs' ? ipvsEffects(ports, left) : [], ...affinityEffects(from, to, ports)],
  };
}

const DNS = 53;

/** What IPVS did to connections beyond single packets, and rules of netfilter do not (upstream and the kernel, measured). */
function ipvsEffects(ports: readonly ServedPort[], { scheduler = DEFAULT_SCHEDULER, tcpTimeout, udpTimeout }: LeftSettings): string[] {
  const isChosen = ports.some(({ endpoints }) => endpoints.reachable.length > 1);
  const hasTcp = ports.some(({ port }) => port.protocol === 'tcp');
  const hasUdp = ports.some(({ port }) => port.protocol === 'udp' && port.port !== DNS);
  return [
    ...isChosen ? [`Endpoints are selected at random instead of by the scheduler ${scheduler}. ${schedulerLoss(scheduler)}`] : [],
    ...hasTcp ? [`Idle TCP connections last for conntrack.tcpEstablishedTimeout (24 hours by default) instead of ${tcpTimeout ?? '15 minutes'}.`] : [],
    ...hasUdp ? [
      `An idle UDP flow keeps its endpoint for 30 s, or 120 s where both sides have sent (conntrack.udpTimeout, udpStreamTimeout), instead of ${udpTimeout ?? '300 s'}. `
      + 'It stays with a terminating endpoint as long as that serves, where ipvs mode moved it at once.',
    ] : [],
  ];
}

function flushed(ports: readonly ServedPort[]): string[] {
  const hasTcp = ports.some(({ port }) => port.protocol === 'tcp');
  const hasUdp = ports.some(({ port }) => port.protocol === 'udp');
  const isMasqueraded = ports.some(({ external, externalPolicyLocal }) => external && !externalPolicyLocal);
  return [
    ...hasTcp ? [silentConnections(ports)] : [],
    ...hasTcp && isMasqueraded ? [MASQUERADED] : [],
    ...hasUdp ? [UDP] : [],
    HOST_CLIENTS,
  ];
}

/** A connection that is idle during the gap is picked up as if it were new, and goes on if it meets its endpoint again. */
function silentConnections(ports: readonly ServedPort[]): string {
  const most = Math.max(...ports.map(({ endpoints }) => endpoints.reachable.length));
  const idle = most <= 1
    ? 'Idle TCP connections of pods to the ClusterIP survive, since there is one endpoint'
    : `Idle TCP connections of pods to the ClusterIP survive with a probability of 1 in ${most}, and are reset otherwise`;
  return `${idle}; those that send during the gap hang until TCP gives up, after about 15 minutes.`;
}

/** How long, and for how many clients, a mode that is left has remembered endpoints. */
const LIFETIMES: Readonly<Partial<Record<KubeProxyMode, (seconds: number) => string>>> = {
  ipvs: seconds => `A client keeps its endpoint for ${seconds} s after its last new connection, and no longer while any of its connections is open.`,
  iptables: () => 'More clients keep their endpoint: iptables mode remembered the last 100 of each endpoint and node.',
};

function affinityEffects(from: KubeProxyMode, to: KubeProxyMode, ports: readonly ServedPort[]): string[] {
  const { service: { affinityTimeoutSeconds } } = ports[0];
  if (affinityTimeoutSeconds === undefined) return [];
  const lost = 'Clients may be given another endpoint: what session affinity remembers is lost.';
  const lifetime = LIFETIMES[from]?.(affinityTimeoutSeconds);
  const effects = [lost, ...lifetime === undefined ? [] : [lifetime]];
  const frontends = ports.some(({ external }) => external);
  if (!frontends || (from === 'ipvs') === (to === 'ipvs')) return effects;
  return [...effects, to === 'ipvs'
    ? 'A client of several frontends of a port (ClusterIP, NodePort, load balancer) may meet another endpoint on each: ipvs mode remembers it for each address.'
    : 'A client of several frontends of a port (ClusterIP, NodePort, load balancer) meets one endpoint on all of them, where ipvs mode remembered it for each address.'];
}
