import { describeReference } from '../../../cluster/inventory/object-reference';
import { specOf } from '../../../cluster/mesh/mesh';
import { targetRefsOf } from '../../../programs/istio/l7';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { AmbientRule } from '../../goals/ambient/rule';

export const authzTargetrefsNoWaypoint: AmbientRule = {
  id: 'authz-targetrefs-no-waypoint',
  title: 'Policy for a Service without a waypoint',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'A policy with targetRefs on a Service or ServiceEntry is enforced by the waypoint of that object. Without a waypoint nothing enforces '
    + 'it, and requests pass. Its status says WaypointAccepted: False, with TargetNotFound or the missing waypoint.',
  remediation: 'Give the target a waypoint with the label istio.io/use-waypoint, on itself or its namespace, or write the policy with a selector and '
    + 'conditions that ztunnel knows.',
  references: ['https://istio.io/latest/docs/ambient/usage/l7-features/', 'https://istio.io/latest/docs/ambient/usage/waypoint/'],
  * check(context) {
    const { mesh } = context;
    const found = context.accepted('security.istio.io', 'AuthorizationPolicy').flatMap(policy => targetRefsOf(specOf(policy)).flatMap(({ kind, name }) => {
      if (kind !== 'Service' && kind !== 'ServiceEntry') return [];
      const namespace = policy.namespace ?? 'default';
      const target = kind === 'Service' ? mesh.service(namespace, String(name)) : mesh.ofKind('networking.istio.io', kind).find(each => each.name === name && each.namespace === namespace);
      if (!target) return [{ object: policy, detail: `${kind} ${namespace}/${String(name)} is not in the input` }];
      return mesh.waypointOfService(target)?.isBound ? [] : [{ object: policy, detail: `${describeReference(target)} has no waypoint` }];
    }));
    yield* whereAny(found, { message: 'Policies target what no waypoint serves, so nothing enforces them.' });
  },
};
