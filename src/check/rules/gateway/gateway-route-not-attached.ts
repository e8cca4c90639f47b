import { listOf } from '../../../base/text/words';
import { describeReference } from '../../../cluster/inventory/object-reference';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { RouteParent } from '../../goals/gateway-api/context';
import { GatewayApiRule } from '../../goals/gateway-api/rule';

/** Why no listener takes the route, in words. */
function whyNot({ route, result: { parent, candidates, reason } }: RouteParent, names: readonly string[]): string {
  const of = describeReference(parent);
  const asked = [...parent.sectionName === undefined ? [] : [`named ${parent.sectionName}`], ...parent.port === undefined ? [] : [`on port ${parent.port}`]].join(' ');
  if (reason === 'NoMatchingParent') return `${reason}: ${of} has no listener ${asked}; it has ${listOf(names)}`;
  const listeners = listOf(candidates.map(({ name }) => name));
  if (reason === 'NoMatchingListenerHostname') return `${reason}: no hostname of the route matches one of ${of}, listeners ${listeners}`;
  return `${reason}: ${of}, listeners ${listeners}, do not take ${route.kind}s of the namespace ${route.namespace}`;
}

export const gatewayRouteNotAttached: GatewayApiRule = {
  id: 'gateway-route-not-attached',
  title: 'Route that no listener takes',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'A route gets traffic by the listeners of its parents. If none has the name or port of the parent reference, its condition Accepted is false with the reason '
    + 'NoMatchingParent; if none takes its kind or namespace (the default is the namespace of the Gateway only), NotAllowedByListeners; if none has a hostname in '
    + 'common with it, NoMatchingListenerHostname. A listener of a ListenerSet belongs to the ListenerSet, and is not found by naming the Gateway.',
  remediation: 'Correct parentRefs or hostnames of the route, or allowedRoutes or the hostname of the listener.',
  references: ['https://gateway-api.sigs.k8s.io/api-types/httproute/#attaching-to-gateways', 'https://gateway-api.sigs.k8s.io/guides/multiple-ns/'],
  * check(context) {
    const names = ({ result: { parent } }: RouteParent): string[] => context.model.listeners
      .filter(({ owner }) => describeReference(owner) === describeReference(parent)).map(({ name }) => name);
    const lost = context.parents.filter(({ result }) => result.reason !== undefined);
    yield* whereAny(lost.map(each => ({ object: context.referenceOf(each.route), detail: whyNot(each, names(each)) })), {
      message: 'No listener of a parent takes the route, so it gets no traffic there.',
    });
  },
};
