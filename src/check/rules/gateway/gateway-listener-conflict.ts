import { describeReference } from '../../../cluster/inventory/object-reference';
import { Listener } from '../../../dataplane/requests/gateway/model';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { ConcernedObject } from '../../findings/rule';
import { whereAny } from '../../findings/where-any';
import { GatewayApiRule } from '../../goals/gateway-api/rule';

/** What shares a port: HTTPS and TLS are told apart by server names, HTTP by hosts, TCP by nothing; UDP has ports of its own. */
const FAMILY: Readonly<Record<string, string>> = { HTTP: 'HTTP', HTTPS: 'TLS', TLS: 'TLS', TCP: 'TCP' };

/** Why a listener cannot be served beside one that comes before it. */
function conflictOf(later: Listener, earlier: Listener): string | undefined {
  const [own, other] = [later, earlier].map(({ protocol }) => FAMILY[protocol] as string | undefined);
  if (later.port !== earlier.port || (later.protocol !== earlier.protocol && (own === undefined || other === undefined))) return undefined;
  if (own !== other) return 'ProtocolConflict';
  if (later.hostname !== earlier.hostname) return undefined;
  return later.protocol === earlier.protocol ? 'HostnameConflict' : 'ProtocolConflict';
}

export const gatewayListenerConflict: GatewayApiRule = {
  id: 'gateway-listener-conflict',
  title: 'Listeners in conflict on a port',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'Listeners of a Gateway that share a port must be told apart: by hostname for HTTP, by server name for HTTPS and TLS, and not at all for TCP. Others have the condition '
    + 'Conflicted, with the reason ProtocolConflict or HostnameConflict, and are not served. Listeners of ListenerSets come after those of the Gateway, the oldest '
    + 'ListenerSet first: the later one loses.',
  remediation: 'Give one of the two another port or another hostname.',
  references: ['https://gateway-api.sigs.k8s.io/reference/spec/', 'https://gateway-api.sigs.k8s.io/geps/gep-1713/'],
  * check(context) {
    const byPort = new Map<string, Listener[]>();
    for (const listener of context.model.listeners) {
      const key = `${describeReference(listener.gateway)} ${listener.port}`;
      byPort.set(key, [...byPort.get(key) ?? [], listener]);
    }
    const objects = [...byPort.values()].flatMap(listeners => listeners.flatMap((later, i): ConcernedObject[] => {
      const earlier = listeners.slice(0, i).find(each => conflictOf(later, each) !== undefined);
      if (!earlier) return [];
      const other = `listener ${earlier.name}${earlier.owner === later.owner ? '' : ` of ${describeReference(earlier.owner)}`}`;
      return [{ object: context.referenceOf(later.owner), detail: `listener ${later.name}: ${conflictOf(later, earlier)} with ${other} on port ${later.port}` }];
    }));
    yield* whereAny(objects, { message: 'Listeners of one Gateway share a port and cannot be told apart.' });
  },
};
