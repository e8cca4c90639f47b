import { isPlainObject } from '../../../base/objects/fields';
import { describeReference } from '../../../cluster/inventory/object-reference';
import { selects } from '../../../dataplane/requests/gateway/attachment';
import { ObjectName } from '../../../dataplane/requests/gateway/model';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { GatewayApiContext } from '../../goals/gateway-api/context';
import { GatewayApiRule } from '../../goals/gateway-api/rule';

/** Whether a Gateway takes a ListenerSet; undefined where the input does not show it. */
function isAllowed(set: ObjectName, gateway: ObjectName, { cluster, model }: GatewayApiContext): boolean | undefined {
  const found = cluster.gatewayApiObjects.get(describeReference(gateway));
  if (!found) return undefined;
  const spec = found.object.spec as { readonly allowedListeners?: { readonly namespaces?: { readonly from?: string; readonly selector?: object } } };
  const { from = 'None', selector } = spec.allowedListeners?.namespaces ?? {};
  if (from === 'All') return true;
  if (from === 'Same') return set.namespace === gateway.namespace;
  if (from === 'None') return false;
  const labels = model.namespaces.get(set.namespace);
  return labels && isPlainObject(selector) ? selects(selector, labels) : undefined;
}

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
    const objects = [...sets.values()].filter(({ owner, gateway }) => isAllowed(owner, gateway, context) === false)
      .map(({ owner, gateway }) => ({ object: context.referenceOf(owner), detail: `${describeReference(gateway)} does not take ListenerSets of the namespace ${owner.namespace}` }));
    yield* whereAny(objects, { message: 'A Gateway does not take the ListenerSet, so its listeners are not served.' });
  },
};
