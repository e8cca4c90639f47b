import { listOf } from '../../../base/text/words';
import { describeReference } from '../../../cluster/inventory/object-reference';
import { Listener } from '../../../dataplane/requests/gateway/model';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { RouteParent } from '../../goals/gateway-api/context';
import { GatewayApiRule } from '../../goals/gateway-api/rule';

/** The ports of the parent whose listeners take such routes, and none of which takes this one. */
function missedListeners({ route, result: { candidates, attachments, reason, unknownNamespaces } }: RouteParent): Listener[] {
  if (reason !== undefined || unknownNamespaces.length > 0) return [];
  const ports = new Set(attachments.map(({ listener }) => listener.port));
  return candidates.filter(({ port, allowedKinds }) => !ports.has(port) && allowedKinds.includes(route.kind));
}

export const gatewayRouteMissesPort: GatewayApiRule = {
  id: 'gateway-route-misses-port',
  title: 'Route that a port of its Gateway does not take',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.MANIFEST,
  description: 'A route whose parent is a Gateway as a whole is accepted if one of the listeners takes it. That the others do not, because of their hostname or the '
    + 'namespaces that they allow, is not reported in its status: a route may be served on port 80 and be missing on port 443.',
  remediation: 'If the route should be served on the port, correct its hostnames, or hostname or allowedRoutes of the listener. If not, name the intended listener with '
    + 'sectionName.',
  references: ['https://gateway-api.sigs.k8s.io/api-types/httproute/#attaching-to-gateways'],
  * check(context) {
    const objects = context.parents.flatMap(each => {
      const missed = missedListeners(each);
      const listeners = listOf(missed.map(({ name, port }) => `${name} on port ${port}`));
      return missed.length === 0 ? [] : [{ object: context.referenceOf(each.route), detail: `${describeReference(each.result.parent)}: not taken by ${listeners}` }];
    });
    yield* whereAny(objects, { message: 'A parent takes the route on one port, but not on another one.' });
  },
};
