import { GatewayModel, Listener, nameOf } from './model';

/** A listener that cannot be told apart from another one. Source: apis/v1/gateway_types.go, `GatewaySpec.Listeners`. */
export interface ListenerConflict {
  readonly listener: Listener;
  readonly with: Listener;
  /** The reason of its condition `Conflicted`. */
  readonly reason: 'ProtocolConflict' | 'HostnameConflict';
}

/** What shares a port: HTTPS and TLS are told apart by server names, HTTP by hosts, TCP by nothing; UDP has ports of its own. */
const FAMILY: Readonly<Record<string, string>> = { HTTP: 'HTTP', HTTPS: 'TLS', TLS: 'TLS', TCP: 'TCP' };

function reasonOf(one: Listener, other: Listener): ListenerConflict['reason'] | undefined {
  const [own, another] = [one, other].map(({ protocol }) => FAMILY[protocol] as string | undefined);
  if (other.port !== one.port || (one.protocol !== other.protocol && (own === undefined || another === undefined))) return undefined;
  if (own !== another) return 'ProtocolConflict';
  if (one.hostname !== other.hostname) return undefined;
  return one.protocol === other.protocol ? 'HostnameConflict' : 'ProtocolConflict';
}

/** Groups of listeners of a port in which there may be conflicts: those of one hostname, or all where protocols differ by more than TLS. */
function suspects(ofPort: readonly Listener[]): (readonly Listener[])[] {
  if (new Set(ofPort.map(({ protocol }) => FAMILY[protocol] ?? protocol)).size > 1) return [ofPort];
  const byHostname = new Map<string, Listener[]>();
  for (const listener of ofPort) {
    const own = byHostname.get(listener.hostname);
    if (own) own.push(listener);
    else byHostname.set(listener.hostname, [listener]);
  }
  return [...byHostname.values()];
}

/**
 * The listeners that are in conflict. Of two of one Gateway, or of one ListenerSet, neither is accepted; of two owners the later one
 * loses. Source for that: geps/gep-1713.
 */
export function listenerConflicts({ listeners }: Pick<GatewayModel, 'listeners'>): ListenerConflict[] {
  const byPort = new Map<string, Listener[]>();
  for (const listener of listeners) {
    const key = `${nameOf(listener.gateway)} ${listener.port}`;
    const ofPort = byPort.get(key);
    if (ofPort) ofPort.push(listener);
    else byPort.set(key, [listener]);
  }
  return [...byPort.values()].flatMap(suspects).flatMap(ofPort => ofPort.flatMap((listener, i): ListenerConflict[] => {
    const rivals = ofPort.filter((other, j) => j < i || (j > i && other.owner === listener.owner));
    const other = rivals.find(each => reasonOf(listener, each) !== undefined);
    return other ? [{ listener, with: other, reason: reasonOf(listener, other)! }] : [];
  }));
}
