import { describeReference } from '../../../cluster/inventory/object-reference';
import { isListenerSetAllowed } from '../../../dataplane/requests/gateway/served-listeners';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { GatewayApiRule } from '../../goals/gateway-api/rule';

export const gatewayListenerSetNotAllowed: GatewayApiRule = {
  id: 'gateway-listener-set-not-allowed',
  title: 'ListenerSet that its Gateway does not allow',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'A Gateway takes ListenerSets only from the namespaces of spec.allowedListeners, and by default from none. A ListenerSet of another namespace has the condition '
    + 'Accepted false with the reason NotAllowed: none of its listeners is served. ReferenceGrants have no effect on this.',
  remediation: 'Set spec.allowedListeners.namespaces of the Gateway.',
  references: ['https://gateway-api.sigs.k8s.io/geps/gep-1713/'],
  * check(context) {
    const sets = new Map(context.model.listeners.filter(({ owner }) => owner.kind === 'ListenerSet').map(({ owner, gateway }) => [describeReference(owner), { owner, gateway }]));
    const objects = [...sets.values()].filter(({ owner, gateway }) => isListenerSetAllowed(owner, gateway, context.model) === false)
      .map(({ owner, gateway }) => ({ object: context.referenceOf(owner), detail: `${describeReference(gateway)} does not take ListenerSets of the namespace ${owner.namespace}` }));
    yield* whereAny(objects, { message: 'A Gateway does not take the ListenerSet, so its listeners are not served.' });
  },
};
