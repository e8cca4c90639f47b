import { describeReference } from '../../../cluster/inventory/object-reference';
import { listenerConflicts } from '../../../dataplane/requests/gateway/listener-conflicts';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { ConcernedObject } from '../../findings/rule';
import { whereAny } from '../../findings/where-any';
import { GatewayApiRule } from '../../goals/gateway-api/rule';

export const gatewayListenerConflict: GatewayApiRule = {
  id: 'gateway-listener-conflict',
  title: 'Listeners in conflict on a port',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'Listeners of a Gateway that share a port must be told apart: by hostname for HTTP, by server name for HTTPS and TLS, and not at all for TCP. Others have the condition '
    + 'Conflicted, with the reason ProtocolConflict or HostnameConflict: of two in one Gateway, neither is served. Listeners of ListenerSets come after those of the Gateway, '
    + 'the oldest ListenerSet first: there, the later one loses.',
  remediation: 'Give one of the two another port or another hostname.',
  references: ['https://gateway-api.sigs.k8s.io/reference/spec/', 'https://gateway-api.sigs.k8s.io/geps/gep-1713/'],
  * check(context) {
    const objects = listenerConflicts(context.model).map(({ listener, with: other, reason }): ConcernedObject => {
      const of = other.owner === listener.owner ? '' : ` of ${describeReference(other.owner)}`;
      return { object: context.referenceOf(listener.owner), detail: `listener ${listener.name}: ${reason} with listener ${other.name}${of} on port ${listener.port}` };
    });
    yield* whereAny(objects, { message: 'Listeners of one Gateway share a port and cannot be told apart.' });
  },
};
