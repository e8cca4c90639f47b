import { admits } from '../../../cluster/mesh/waypoint';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { AmbientRule } from '../../goals/ambient/rule';
import { usersOfWaypoints } from '../../goals/ambient/waypoint-users';

export const useWaypointCrossNamespace: AmbientRule = {
  id: 'use-waypoint-cross-namespace',
  title: 'Waypoint that does not admit the namespace',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'A waypoint serves other namespaces only where allowedRoutes.namespaces of its listener admits them; the default is its own namespace. '
    + 'Otherwise the Service gets the condition WaypointBound with the reason AttachmentDenied, and traffic goes direct, without the policies of '
    + 'the waypoint.',
  remediation: 'Set allowedRoutes.namespaces.from of the listener to All, or to Selector with the labels of the namespaces.',
  references: [
    'https://istio.io/latest/docs/ambient/usage/waypoint/#useawaypoint',
    'https://github.com/istio/istio/blob/1.30.3/pilot/pkg/serviceregistry/ambient/waypoints.go',
  ],
  * check(context) {
    const { mesh } = context;
    const denied = usersOfWaypoints(context).filter(({ use, namespace }) => use?.waypoint
      && admits(use.waypoint, namespace, mesh.namespace(namespace).object) === false);
    yield* whereAny(denied.map(({ object, use }) => ({ object, detail: `Gateway ${use!.namespace}/${use!.name}` })), {
      message: 'Labels name waypoints of another namespace that do not admit them.',
    });
  },
};
